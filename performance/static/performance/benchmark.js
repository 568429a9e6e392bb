// Setting a benchmark: only the fields of the chosen shape, and a picture that follows the typing.
// Without this file every field shows, and a button shows the picture.

const PAUSE = 400;
const form = document.querySelector("form[data-preview]");
const picture = document.querySelector("[data-picture]");
const status = document.querySelector("[data-status]");
const FAILED = "The picture could not be brought up to date. What you typed is still here.";

function chosen(name) {
  const controls = form.elements[name];
  // A series that can have no bands has no such choice: its lines always show.
  return controls ? controls.value : null;
}

function hideUnchosen() {
  for (const part of form.querySelectorAll("[data-for]")) {
    const value = chosen(part.dataset.for);
    part.hidden = value !== null && !part.dataset.when.split(" ").includes(value);
  }
}

function showChosen() {
  hideUnchosen();
  for (const part of form.querySelectorAll("[data-for]")) {
    // Chosen away, not just left for another shape: what is typed there is not sent.
    const isAway = chosen(part.dataset.for) === "";
    for (const field of part.querySelectorAll("input")) field.disabled = isAway;
  }
}

function say(words) {
  // Said again only where it has changed, so that a screen reader is not interrupted for nothing.
  if (status.textContent !== words) status.textContent = words;
}

function put(html) {
  const open = new Set([...picture.querySelectorAll("details[open]")].map((each) => each.dataset.name));
  picture.innerHTML = html;
  for (const each of picture.querySelectorAll("details")) each.open = open.has(each.dataset.name);
  say([left, picture.querySelector("[data-said]").dataset.said].filter(Boolean).join(" "));
}

// What did not fit of the last paste, said until something else is typed.
let left = "";

let asked = null;

async function draw() {
  asked?.abort();
  asked = new AbortController();
  const body = new FormData(form);
  try {
    const answer = await fetch(form.dataset.preview, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") },
      signal: asked.signal,
    });
    if (!answer.ok || answer.redirected) return say(FAILED);
    put(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") say(FAILED);
  }
}

let waiting = null;

function drawSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
}

// A row or a column copied from a spreadsheet fills the periods from where it is pasted. An empty
// cell empties its period: the values after it are of later periods.
function spread(event) {
  const periods = event.target.closest("[data-periods]");
  const copied = event.clipboardData.getData("text").replace(/(\r\n|\r|\n)$/, "");
  const values = copied.split(/\r\n|[\t\r\n]/);
  if (!periods || values.length < 2) return;
  event.preventDefault();
  const fields = [...periods.querySelectorAll("input")];
  const from = fields.indexOf(event.target);
  values.slice(0, fields.length - from).forEach((value, at) => {
    fields[from + at].value = value.trim();
  });
  left = leftOver(values.length - (fields.length - from));
  if (left) say(left);
  drawSoon();
}

function leftOver(count) {
  if (count <= 0) return "";
  const values = count === 1 ? "1 value was" : `${count} values were`;
  return `${values} left out: there are no more periods to put them in.`;
}

// Whether anything is not as the page came: typed, or put back by the browser.
function isChanged(control) {
  if (control.options) {
    const first = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(first, 0);
  }
  if (/^(radio|checkbox)$/.test(control.type)) return control.checked !== control.defaultChecked;
  return /^(text|textarea)$/.test(control.type) && control.value !== control.defaultValue;
}

function comeBack() {
  showChosen();
  if ([...form.elements].some(isChanged)) drawSoon();
}

// A link to a fault leads to a field even where another shape is chosen and hides it.
function reveal(event) {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  for (let part = field?.closest("[hidden]"); part; part = part.parentElement.closest("[hidden]")) {
    part.hidden = false;
  }
}

if (form && picture && status) {
  form.querySelector("[data-show]").hidden = true;
  // Nothing is disabled yet: into a disabled field the browser does not put back what was typed.
  hideUnchosen();
  form.addEventListener("change", showChosen);
  // Coming back to the page, the browser puts back what was typed and chosen only now.
  addEventListener("pageshow", comeBack);
  form.addEventListener("input", () => {
    left = "";
    drawSoon();
  });
  form.addEventListener("paste", spread);
  document.addEventListener("click", reveal);
}
