// Entering figures: what is typed is saved a moment later, and its provisional grade follows. The
// form's own buttons do the same without this file.

const PAUSE = 1000;
const AGAIN = 15000;
const PATIENCE = 3000;
const form = document.querySelector("form[data-entering]");
const status = form?.querySelector("[data-entering-status]");
const shown = form?.querySelector("[data-entering-shown]");

const SIGNED_OUT =
  "Not saved: you are signed out. What you typed is still here. Sign in again in another tab: when you come back, it is saved.";
const NO_ANSWER = "Not saved: there was no answer. What you typed is still here, and is tried again.";
const REFUSED =
  "Not saved: see the message at the indicator. What you typed is still here: press Save to decide between the versions.";
const NOT_ALL =
  "Not all is saved: see the message at its field. What you typed there is still here, and goes if you leave.";
const NOT_TAKEN =
  "Not saved: it was not taken. What you typed is still here: copy what you need, then open the page anew.";
// What a browser still sends for a page that is gone: 64 KB, of which the envelope takes some.
const LAST_WORDS = 60000;

// What was typed since the last save, and whether the last one failed.
let changes = 0;
let failed = false;
let busy = null;
// How many of the changes are saved whether the page stays or not.
let onItsWay = 0;
let isSignedOut = false;
let timer = null;
// Submissions that somebody else changed: what was typed there waits for a deliberate Save.
const withheld = new Set(
  [...(form?.querySelectorAll("[data-withheld]") ?? [])].map((each) => each.dataset.section),
);
// Submissions with something that is not saved. A page of what was filled in or refused has some.
const unsaved = new Set(
  [...(form?.querySelectorAll("[data-unsaved]") ?? [])].map((each) => each.dataset.section),
);
const faults = new Map();
// The field in which somebody is typing, what is shown of saving, and what the last paste did.
let typing = null;
let state = "";
let told = "";
// Heard together with the next word that all is saved.
const news = [];

function show(words) {
  state = words;
  shown.textContent = [state, told].filter(Boolean).join(". ");
}

function say(words, besides = []) {
  show(words);
  // Said again only where it has changed, so that a screen reader is not interrupted for nothing:
  // once a minute while all goes well, and when there is news.
  const said = [words, ...besides].join(". ");
  if (status.textContent !== said) status.textContent = said;
}

function section(key) {
  return form.querySelector(`[data-section="${key}"]`);
}

// The names of a submission's fields begin with its id where the page has several.
function nameIn(key, name) {
  const own = form.elements[`${key}-${name}`];
  return own ? `${key}-${name}` : name;
}

// What goes to the server: the submissions that were touched, unless they wait for a decision.
function body(keys) {
  const data = new FormData(form);
  const own = [...keys].filter((key) => !withheld.has(key));
  const isAlone = form.elements.version !== undefined;
  for (const name of [...data.keys()]) {
    const isOwn = isAlone ? own.length > 0 : own.some((key) => name.startsWith(`${key}-`));
    if (name === "block" || name === "into") data.delete(name);
    else if (!isOwn && name !== "csrfmiddlewaretoken") data.delete(name);
  }
  return data;
}

function sizeOf(data) {
  return [...data].reduce((sum, [name, text]) => sum + 150 + name.length + new Blob([text]).size, 0);
}

function hasFields(data) {
  return [...data.keys()].some((name) => name === "version" || name.endsWith("-version"));
}

// Where the fault of a field stands: the figures have a place, the others get one when they need it.
function placeOf(field, words) {
  const place = field?.id && document.getElementById(`${field.id}_error`);
  if (place || !words) return place;
  const made = document.createElement("div");
  made.id = `${field.id}_error`;
  field.before(made);
  const about = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", about ? `${made.id} ${about}` : made.id);
  return made;
}

function showFault(name) {
  const field = form.elements[name];
  const told = faults.get(name) ?? "";
  const place = placeOf(field, told);
  if (!place) return;
  for (let part = told && field.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  const words = faults.get(name) ?? "";
  place.closest(".govuk-form-group").classList.toggle("govuk-form-group--error", words !== "");
  if (words) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  if (place.textContent.replace("Error: ", "").trim() === words) return;
  place.replaceChildren();
  if (!words) return;
  const line = document.createElement("p");
  const hidden = document.createElement("span");
  line.className = "govuk-error-message";
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = "Error: ";
  line.append(hidden, words);
  place.append(line);
}

function showFaults(key, told) {
  const figures = [...section(key).querySelectorAll("[data-figure]")].map((field) => field.name);
  const isAlone = form.elements.version !== undefined;
  const before = [...faults.keys()].filter((name) => isAlone || name.startsWith(`${key}-`));
  for (const name of new Set([...figures, ...before, ...Object.keys(told)])) {
    faults.set(name, told[name] ?? "");
    // Nobody is corrected in the middle of a number: the words come when the field is left.
    if (!told[name] || typing !== name || document.activeElement?.name !== name) showFault(name);
  }
}

function showRefusal(key, part) {
  withheld.add(key);
  const place = document.querySelector(`[data-refused="${key}"]`);
  const words = document.createElement("p");
  words.className = "govuk-error-message";
  words.textContent = part.refusal;
  // The server's own page fragment, escaped there.
  place.innerHTML = part.present;
  place.prepend(words);
  section(key).querySelector("[data-grade]").innerHTML = part.grade;
}

// What a save changed, in one sentence to be heard; "" where it is as it was.
function newsOf(key, part) {
  if (part.refusal) return "";
  const place = section(key);
  const unread = Object.values(part.faults).filter((words) => words !== "").length;
  const found = [
    part.word && `provisional grade ${part.word}`,
    part.to_explain > 0 && (part.to_explain === 1 ? "1 figure to explain" : `${part.to_explain} figures to explain`),
    unread > 0 && `${unread} cannot be read`,
  ].filter(Boolean);
  const words = found.length ? `${part.name}: ${found.join("; ")}` : "";
  const isNew = place.dataset.heard !== words && !(place.dataset.heard === undefined && !words);
  place.dataset.heard = words;
  return isNew ? words || `${part.name}: nothing to mend` : "";
}

// What somebody else changed is put into its fields, and said there, unless something was typed there
// since. ``began`` tells the server what each field held when it was last seen here.
function showOthers(key, part, sent) {
  const began = form.elements[nameIn(key, "began")];
  const before = JSON.parse(began.value || "{}");
  const now = JSON.parse(part.began);
  let isSeen = true;
  for (const [name, text] of Object.entries(part.fields)) {
    const field = form.elements[name];
    if (field && field.value === unix(sent.get(name))) {
      const before = field.value;
      field.value = text;
      const detail = { field, before, by: part.others[name] };
      form.dispatchEvent(new CustomEvent("entering-replaced", { detail }));
      continue;
    }
    isSeen = false;
    const own = name.startsWith(`${key}-`) ? name.slice(key.length + 1) : name;
    if (own in before) now[own] = before[own];
    else delete now[own];
  }
  began.value = JSON.stringify(now);
  // What was not seen is of a later version than the page.
  if (isSeen) form.elements[nameIn(key, "version")].value = part.version;
}

// A form is sent with the ends of lines of a letter; a field holds those of a text.
function unix(text) {
  return String(text ?? "").replaceAll("\r\n", "\n");
}

function showSection(key, part, sent) {
  const place = section(key);
  if (!place) return;
  if (part.refusal) return showRefusal(key, part);
  showOthers(key, part, sent);
  const grade = place.querySelector("[data-grade]");
  if (grade.innerHTML !== part.grade) grade.innerHTML = part.grade;
  if (part.asks_why) {
    for (const why of document.querySelectorAll(`[data-exception="${key}"]`)) why.open = true;
  }
  for (const [name, words] of Object.entries(part.computed)) {
    const figure = place.querySelector(`[data-computed="${name}"]`);
    if (figure) figure.textContent = words;
  }
  showFaults(key, part.faults);
  showWarnings(key, part, sent);
}

// The explanations move only where the warnings do: somebody may be writing one of them.
function showWarnings(key, part, sent) {
  const place = document.querySelector(`[data-warnings="${key}"]`);
  const signature = JSON.stringify(part.warned);
  if (!place || place.dataset.signature === signature) return;
  if (place.dataset.signature === undefined && part.warned.length === 0 && !place.children.length) {
    place.dataset.signature = signature;
    return;
  }
  // What was sent is kept as said of the figures it was typed for: only what came since is put back.
  const since = [...place.querySelectorAll("textarea")].filter(
    (each) => each.value !== unix(sent.get(each.name)),
  );
  const typed = new Map(since.map((each) => [each.name, each.value]));
  const focused = place.contains(document.activeElement) ? document.activeElement.name : null;
  place.innerHTML = part.warnings;
  place.dataset.signature = signature;
  for (const each of place.querySelectorAll("textarea")) {
    if (typed.has(each.name)) each.value = typed.get(each.name);
    if (each.name === focused) each.focus();
  }
}

function isJson(answer) {
  return answer.headers.get("Content-Type")?.includes("json") ?? false;
}

// Whether the page goes on with the session of somebody who signed in again in another tab: only the
// one's whose page it is. It takes that session's token.
async function isRenewed() {
  const answer = await fetch(form.action, { redirect: "manual", headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const theirs = page.querySelector("form[data-entering]");
  if (theirs?.dataset.person !== form.dataset.person) return false;
  const token = theirs.querySelector('[name="csrfmiddlewaretoken"]').value;
  form.querySelector('[name="csrfmiddlewaretoken"]').value = token;
  return true;
}

// The page may be gone before the answer is there: what is not too large is sent all the same.
async function save({ again = false } = {}) {
  clearTimeout(timer);
  timer = null;
  if (busy || changes === 0) return busy;
  const keys = [...unsaved];
  const data = body(keys);
  if (!hasFields(data)) return null;
  const sent = changes;
  unsaved.clear();
  // What is not saved by this is tried with the next.
  const kept = (which = keys) => which.forEach((key) => unsaved.add(key));
  const isSentAnyway = sizeOf(data) < LAST_WORDS;
  onItsWay = isSentAnyway ? sent : 0;
  busy = fetch(form.action, {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
    redirect: "manual",
    keepalive: isSentAnyway,
  });
  try {
    const answer = await busy;
    if (answer.type === "opaqueredirect" || (answer.status === 403 && !isJson(answer))) {
      kept();
      // A refusal, not a way to sign in: somebody is signed in. Once, lest it go round for ever.
      if (answer.status === 403 && !again && (await isRenewed())) {
        setTimeout(save, 0, { again: true });
        return null;
      }
      isSignedOut = true;
      return lost(SIGNED_OUT);
    }
    if (answer.status >= 500) throw new Error(answer.statusText);
    if (!isJson(answer)) {
      kept();
      return lost(NOT_TAKEN);
    }
    const answered = await answer.json();
    const parts = Object.entries(answered.sections);
    for (const [key, part] of parts) {
      news.push(newsOf(key, part));
      showSection(key, part, data);
    }
    kept(parts.filter(([, part]) => part.failed).map(([key]) => key));
    kept(keys.filter((key) => withheld.has(key)));
    changes -= sent;
    isSignedOut = false;
    const isRefused = withheld.size > 0;
    failed = isRefused || parts.some(([, part]) => part.failed);
    if (isRefused) say(REFUSED);
    else if (failed) say(NOT_ALL, news.splice(0).filter(Boolean));
    else if (changes === 0) say(`Saved at ${answered.at}`, news.splice(0).filter(Boolean));
  } catch {
    kept();
    lost(NO_ANSWER);
    timer = setTimeout(save, AGAIN);
  } finally {
    busy = null;
    onItsWay = 0;
    if (changes > 0 && !timer && !failed) saveSoon();
  }
  return null;
}

function lost(words) {
  failed = true;
  say(words);
}

function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function changed(event) {
  if (event.target.closest("[data-pasting]")) return;
  changes += 1;
  const place = event.target.closest("[data-section], [data-section-more]");
  const key = place?.dataset.section ?? place?.dataset.sectionMore;
  if (key) unsaved.add(key);
  typing = event.detail === "pasted" ? null : event.target.name;
  if (typing) told = "";
  if (!failed) show("Not saved yet");
  // What waits for a decision is not graded as it is typed: no grade of something else stands by it.
  if (withheld.has(key) && event.target.closest("[data-figure], select")) {
    section(key).querySelector("[data-grade]").textContent = "";
  }
  saveSoon();
}

// A save that is under way makes the next version: the form's own must not begin from the last.
async function submitted(event) {
  clearTimeout(timer);
  if (busy) {
    event.preventDefault();
    const button = event.submitter;
    await busy.catch(() => null);
    // The answer is read in the same turn, so that the fields hold its versions.
    setTimeout(() => form.requestSubmit(button), 50);
    return;
  }
  changes = 0;
  failed = false;
}

if (form && status) {
  // A page that says what was refused holds what is saved nowhere yet.
  if (withheld.size > 0) lost(REFUSED);
  else if (unsaved.size > 0) show("Not saved yet");
  changes = unsaved.size;
  form.addEventListener("entering-told", (event) => {
    told = event.detail;
    show(state);
  });
  form.addEventListener("entering-news", (event) => news.push(event.detail));
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    if (changes > 0 && !event.target.closest("[data-pasting]")) save();
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.name && faults.has(event.target.name)) showFault(event.target.name);
  });
  form.addEventListener("submit", submitted);
  addEventListener("beforeunload", (event) => {
    // What was typed while a save is under way belongs to the next version: it has to wait. What
    // is too large to be sent for a page that is gone waits too.
    const isLarge = changes > 0 && sizeOf(body(unsaved)) >= LAST_WORDS;
    if (failed || isLarge || (busy && changes > onItsWay)) event.preventDefault();
    if (!failed && !busy) save();
  });
  form.addEventListener("entering-left", async (event) => {
    if (failed || changes === 0) return;
    event.preventDefault();
    for (const until = Date.now() + PATIENCE; changes > 0 && !failed && Date.now() < until; ) {
      save();
      await new Promise((done) => setTimeout(done, 50));
    }
    event.detail();
  });
  addEventListener("focus", () => isSignedOut && save());
  // Kept whole by the browser while another page was read: its versions may be of yesterday.
  addEventListener("pageshow", (event) => {
    if (event.persisted && changes === 0) location.reload();
  });
}
