// What somebody else changed meanwhile is said at its field, with what stood there before and a button
// that puts it back.

const form = document.querySelector("form[data-entering]");
const LONGEST = 60;

// The fields in which somebody typed here, and what stood in those that were changed elsewhere.
const typed = new Set();
const notes = new Map();

function shownAs(field, value) {
  if (!field.options) return value;
  return [...field.options].find((each) => each.value === value)?.text ?? value;
}

function isShort(text) {
  return text.length <= LONGEST && !text.includes("\n");
}

function change(by, now) {
  if (now === "") return `Emptied by ${by}.`;
  return isShort(now) ? `Changed by ${by}: ${now}.` : `Changed by ${by}.`;
}

function loss(before, isOwn) {
  if (before === "") return "It was empty.";
  if (!isShort(before)) return "What stood here before can be put back.";
  return isOwn ? `You had ${before}.` : `It was ${before}.`;
}

function remove(field) {
  const note = notes.get(field.name);
  if (!note) return;
  notes.delete(field.name);
  const about = (field.getAttribute("aria-describedby") ?? "").split(" ");
  const left = about.filter((each) => each !== note.place.id).join(" ");
  if (left) field.setAttribute("aria-describedby", left);
  else field.removeAttribute("aria-describedby");
  note.place.remove();
}

function putBack(field, value) {
  field.focus();
  field.value = value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

function labelOf(field) {
  return (field.labels[0]?.textContent ?? "").trim().replace(/\s+/g, " ");
}

function button(field, { value, words }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary app-entering__back";
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = `: ${labelOf(field)}`;
  made.append(isShort(words) ? `Put ${words} back` : "Put it back", hidden);
  made.addEventListener("click", () => putBack(field, value));
  return made;
}

function replaced(event) {
  const { field, by } = event.detail;
  // Of several changes in a row, what stood before the first is what was lost.
  const before = notes.get(field.name)?.before ?? event.detail.before;
  const isOwn = notes.get(field.name)?.isOwn ?? typed.has(field.name);
  remove(field);
  typed.delete(field.name);
  if (field.value === before) return;
  const was = shownAs(field, before);
  const words = `${change(by, shownAs(field, field.value))} ${loss(was, isOwn)}`;
  const place = document.createElement("div");
  place.id = `${field.id}_changed`;
  place.className = "app-entering__changed";
  const line = document.createElement("p");
  line.className = "govuk-body";
  line.textContent = words;
  place.append(line);
  if (before !== "") place.append(button(field, { value: before, words: was }));
  field.after(place);
  const about = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", about ? `${place.id} ${about}` : place.id);
  notes.set(field.name, { place, before, isOwn });
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  form.dispatchEvent(new CustomEvent("entering-news", { detail: `${labelOf(field)}: ${words}` }));
}

if (form) {
  form.addEventListener("entering-replaced", replaced);
  form.addEventListener("input", (event) => {
    typed.add(event.target.name);
    remove(event.target);
  });
}
