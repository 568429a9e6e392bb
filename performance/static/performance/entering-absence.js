// "n/a" typed or pasted in a figure's field asks there why there is no figure. The question is one of
// the notes below otherwise, so that the key Tab leads from one figure to the next.

const form = document.querySelector("form[data-entering]");
const words = new Set(form?.dataset.absent.split("\n"));

function isNothing(text) {
  const typed = text.trim().replace(/\s+/g, " ");
  return words.has(typed) || words.has(typed.toLowerCase().replace(/\.+$/, ""));
}

function settle(field, isWanted) {
  const question = form.querySelector(`[data-absence="${CSS.escape(field.name)}"]`);
  const there = form.querySelector(`[data-absence-at="${CSS.escape(field.name)}"]`);
  const home = form.querySelector(`[data-absence-home="${CSS.escape(field.name)}"]`);
  // Nobody loses the field that they are in.
  if (!question || question.contains(document.activeElement)) return;
  const chosen = question.querySelector("select").value;
  const place = isWanted || chosen || isNothing(field.value) ? there : home;
  there.hidden = place === home;
  if (question.parentElement !== place) place.append(question);
}

// A link that says that a figure is missing leads to its field: why it may be is asked beside it.
function followed() {
  const field = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (field?.matches?.("[data-figure]") && !field.value) settle(field, true);
}

if (form) {
  for (const field of form.querySelectorAll("[data-figure]")) settle(field, false);
  followed();
  addEventListener("hashchange", followed);
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-figure]")) settle(event.target, false);
  });
}
