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

function showChosen() {
  for (const part of form.querySelectorAll("[data-for]")) {
    const value = chosen(part.dataset.for);
    part.hidden = value !== null && !part.dataset.when.split(" ").includes(value);
    // Chosen away, not just left for another shape: what is typed there is not sent.
    for (const field of part.querySelectorAll("input")) field.disabled = value === "";
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
  say(picture.querySelector("[data-said]").dataset.said);
}

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

// A row or a column copied from a spreadsheet fills the periods from where it is pasted.
function spread(event) {
  const periods = event.target.closest("[data-periods]");
  const values = event.clipboardData.getData("text").trim().split(/[\t\r\n]+/);
  if (!periods || values.length < 2) return;
  event.preventDefault();
  const fields = [...periods.querySelectorAll("input")];
  const from = fields.indexOf(event.target);
  values.slice(0, fields.length - from).forEach((value, at) => {
    fields[from + at].value = value.trim();
  });
  drawSoon();
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
  showChosen();
  form.addEventListener("change", showChosen);
  // Coming back to the page, the browser puts back what was chosen only now.
  addEventListener("pageshow", showChosen);
  form.addEventListener("input", drawSoon);
  form.addEventListener("paste", spread);
  document.addEventListener("click", reveal);
}
