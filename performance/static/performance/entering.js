// Entering figures: what is typed is saved a moment later, and its provisional grade follows. The
// form's own buttons do the same without this file.

const PAUSE = 1000;
const AGAIN = 15000;
const form = document.querySelector("form[data-entering]");
const status = form?.querySelector("[data-entering-status]");
const shown = form?.querySelector("[data-entering-shown]");

const SIGNED_OUT =
  "Not saved: you are signed out. What you typed is still here. Sign in again in another tab, then press Save.";
const NO_ANSWER = "Not saved: there was no answer. What you typed is still here, and is tried again.";
const REFUSED =
  "Not saved: see the message at the indicator. What you typed is still here: press Save to decide between the versions.";

// What was typed since the last save, and whether the last one failed.
let changes = 0;
let failed = false;
let busy = null;
let timer = null;
// Submissions that somebody else changed: what was typed there waits for a deliberate Save.
const withheld = new Set(
  [...(form?.querySelectorAll("[data-withheld]") ?? [])].map((each) => each.dataset.section),
);
const faults = new Map();
// Heard together with the next word that all is saved.
const news = [];

function say(words, besides = []) {
  shown.textContent = words;
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

function body() {
  const data = new FormData(form);
  for (const key of withheld) {
    const alone = nameIn(key, "version") === "version";
    for (const name of [...data.keys()]) {
      if (alone ? name === "version" : name.startsWith(`${key}-`)) data.delete(name);
    }
  }
  for (const name of ["block", "into"]) data.delete(name);
  return data;
}

function hasFields(data) {
  return [...data.keys()].some((name) => name === "version" || name.endsWith("-version"));
}

function showFault(name) {
  const field = form.elements[name];
  const place = field?.id && document.getElementById(`${field.id}_error`);
  if (!place || !("fault" in place.dataset)) return;
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
  const names = [...section(key).querySelectorAll("[data-figure]")].map((field) => field.name);
  for (const name of names) {
    faults.set(name, told[name] ?? "");
    // Nobody is corrected in the middle of a number: the words come when the field is left.
    if (document.activeElement?.name !== name) showFault(name);
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
}

// What is new since the last save, in words: a fault, or another provisional grade.
function newsOf(key, part) {
  const place = section(key);
  const found = Object.entries(part.faults)
    .filter(([name, words]) => faults.get(name) !== words)
    .map(([, words]) => words.replace(/\.$/, ""));
  if (place.dataset.word !== part.word && part.word) {
    found.push(`${part.name}: provisional grade ${part.word}`);
  }
  place.dataset.word = part.word;
  return part.refusal ? [] : found;
}

// What somebody else changed is put into its fields, unless something was typed there since.
// ``began`` tells the server what each field held when it was last seen here.
function showOthers(key, part, sent) {
  const began = form.elements[nameIn(key, "began")];
  const before = JSON.parse(began.value || "{}");
  const now = JSON.parse(part.began);
  let isSeen = true;
  for (const [name, text] of Object.entries(part.fields)) {
    const field = form.elements[name];
    if (field && field.value === unix(sent.get(name))) {
      field.value = text;
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
  showWarnings(key, part);
}

// The explanations move only where the warnings do: somebody may be writing one of them.
function showWarnings(key, part) {
  const place = document.querySelector(`[data-warnings="${key}"]`);
  const signature = JSON.stringify(part.warned);
  if (!place || place.dataset.signature === signature) return;
  if (place.dataset.signature === undefined && part.warned.length === 0 && !place.children.length) {
    place.dataset.signature = signature;
    return;
  }
  const typed = new Map([...place.querySelectorAll("textarea")].map((each) => [each.name, each.value]));
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

// ``leaving``: the page may be gone before the answer is there, and the browser still sends it.
async function save({ leaving = false } = {}) {
  clearTimeout(timer);
  timer = null;
  if (busy || changes === 0) return busy;
  const data = body();
  if (!hasFields(data)) return null;
  const sent = changes;
  busy = fetch(form.action, {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
    redirect: "manual",
    keepalive: leaving,
  });
  try {
    const answer = await busy;
    if (answer.type === "opaqueredirect") return lost(SIGNED_OUT);
    if (answer.status === 403 && !isJson(answer)) return lost(SIGNED_OUT);
    if (!isJson(answer)) return lost(NO_ANSWER);
    const told = await answer.json();
    for (const [key, part] of Object.entries(told.sections)) {
      news.push(...newsOf(key, part));
      showSection(key, part, data);
    }
    changes -= sent;
    failed = Object.values(told.sections).some((part) => part.refusal) || withheld.size > 0;
    if (failed) say(REFUSED);
    else if (changes === 0) say(`Saved at ${told.at}`, news.splice(0));
  } catch {
    lost(NO_ANSWER);
    timer = setTimeout(save, AGAIN);
  } finally {
    busy = null;
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
  if (!failed) shown.textContent = "Not saved yet";
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

// A link to a field that is folded away unfolds it: not every browser does by itself.
function unfold() {
  const field = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = field?.closest?.("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  field?.focus?.();
}

if (form && status) {
  unfold();
  // A page that says what was refused holds what is saved nowhere yet.
  if (withheld.size > 0) lost(REFUSED);
  addEventListener("hashchange", unfold);
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    if (changes > 0 && !event.target.closest("[data-pasting]")) save();
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.name && faults.has(event.target.name)) showFault(event.target.name);
  });
  form.addEventListener("submit", submitted);
  addEventListener("beforeunload", (event) => {
    // What was typed while a save is under way belongs to the next version: it has to wait.
    if (failed || (busy && changes > 0)) event.preventDefault();
    else save({ leaving: true });
  });
  // Kept whole by the browser while another page was read: its versions may be of yesterday.
  addEventListener("pageshow", (event) => {
    if (event.persisted && changes === 0) location.reload();
  });
}
