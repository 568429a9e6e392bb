// Single keys in the queues and on the page of a submission. Loaded only for those who keep them on.
// Nothing is decided by one key: "a" asks, and "a" again presses the button that then has the focus.

const dialog = document.querySelector("dialog[data-shortcuts]");
const said = document.querySelector("[data-said]");
const NOT_TYPED_IN = /^(checkbox|radio|button|submit|reset)$/;

let asked = null;
let at = null;

function say(words) {
  said.textContent = words;
}

function isTyping(target) {
  if (target.isContentEditable || target.closest("textarea, select")) return true;
  const field = target.closest("input");
  return field !== null && !NOT_TYPED_IN.test(field.type);
}

function rows() {
  return [...document.querySelectorAll("a[data-row]")];
}

// The row that has the focus, or had it last while another control of it was used.
function present() {
  const row = document.activeElement.closest("tr");
  return (row && row.querySelector("a[data-row]")) ?? at;
}

function step(by) {
  const all = rows();
  if (!all.length) return say("There are no rows here.");
  const here = all.indexOf(present());
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
  if (next < 0 || next >= all.length) return say(by > 0 ? "This is the last row." : "This is the first row.");
  at = all[next];
  at.focus();
  say(`Row ${next + 1} of ${all.length}.`);
}

// In a queue that of the row one is on, or before one is on any the first that there is.
function buttonHere() {
  const row = present();
  return (row ? row.closest("tr") : document).querySelector("[data-decide]");
}

function decide() {
  const button = buttonHere();
  if (!button) {
    if (present()) return say("This one is not clean: press Enter to open it.");
    return say(rows().length ? "None of these is clean: press j to go to one." : "There is nothing to approve or to pass on here.");
  }
  if (button === asked && button === document.activeElement) return button.click();
  asked = button;
  button.focus();
  say(`Press a again: ${button.textContent.trim()}.`);
}

function sendBack() {
  const form = document.querySelector("details#send-back");
  if (!form) return say(rows().length ? "Open it first: press Enter on a row." : "There is nothing to send back here.");
  form.open = true;
  form.querySelector("textarea").focus();
  say("Say why it is sent back.");
}

function show() {
  dialog.showModal();
  document.getElementById("shortcuts-title").focus();
}

const KEYS = { j: () => step(1), k: () => step(-1), a: decide, r: sendBack, "?": show };

document.addEventListener("keydown", (event) => {
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  // A key that is held down says "again" by itself: that is nobody's yes.
  if (!act || event.repeat || event.isComposing || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || dialog.open || isTyping(event.target)) return;
  event.preventDefault();
  if (act !== decide) asked = null;
  act();
});

// Whoever goes elsewhere has not said yes.
document.addEventListener("focusin", (event) => {
  if (event.target !== asked) asked = null;
});
