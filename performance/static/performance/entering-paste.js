// A block pasted into a figure goes into the fields where the server says, and one key takes all of
// it back. Commentary is previewed without leaving the page.

const form = document.querySelector("form[data-entering]");
const said = document.querySelector("[data-entering-said]");
const UNDO = /Mac|iPhone|iPad/.test(navigator.platform) ? "Cmd+Z" : "Ctrl+Z";
const FAILED = "there was no answer. Try it again.";
const SIGNED_OUT =
  "you are signed out. What you typed is still here. Sign in again in another tab, then press Save.";

// What the last paste changed, until anything else is typed: each field with what it held.
let undoable = null;

async function ask(extra) {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  const answer = await fetch(form.action, {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  const isJson = answer.headers.get("Content-Type")?.includes("json") ?? false;
  if (answer.type === "opaqueredirect" || (answer.status === 403 && !isJson)) {
    throw new Error(SIGNED_OUT);
  }
  if (!answer.ok) throw new Error(FAILED);
  return answer.json();
}

// Why there is no answer; a browser that finds no server says it in words of its own.
function reason(error) {
  return error.message === SIGNED_OUT ? SIGNED_OUT : FAILED;
}

// At the foot of the page, where there is one, it is shown too: that stays in sight.
function tell(words) {
  said.textContent = words;
  form.dispatchEvent(new CustomEvent("entering-told", { detail: words }));
}

function put(field, value) {
  field.value = value;
  field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "pasted" }));
}

function isBlock(text) {
  return /[\t\r\n]/.test(text.replace(/(\r\n|\r|\n)$/, ""));
}

async function pasted(event) {
  const field = event.target.closest("[data-figure]");
  const block = event.clipboardData?.getData("text/plain") ?? "";
  if (!field || !isBlock(block)) return;
  event.preventDefault();
  const html = event.clipboardData.getData("text/html");
  try {
    const told = await ask({ paste: "yes", block, html, into: field.name });
    const before = [];
    for (const each of told.placed) {
      const target = form.elements[each.field];
      if (!target) continue;
      before.push([target, target.value, each.text]);
      put(target, each.text);
    }
    undoable = before.length ? before : null;
    tell(before.length ? `${told.said} ${UNDO} takes all of it back.` : told.said);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  } catch (error) {
    tell(`Nothing is filled in: ${reason(error)}`);
  }
}

function undone(event) {
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!undoable || !isUndo || event.key.toLowerCase() !== "z") return;
  if (!event.target.closest("[data-figure]")) return;
  event.preventDefault();
  const count = undoable.length;
  for (const [field, before] of undoable) put(field, before);
  undoable = null;
  tell(count === 1 ? "1 figure is as it was." : `${count} figures are as they were.`);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

async function previewed(event) {
  const button = event.target.closest('button[name="preview"]');
  if (!button) return;
  event.preventDefault();
  const place = form.querySelector(`[data-preview="${button.value}"]`);
  try {
    const told = await ask({ preview: button.value });
    // The server's own rendering, sanitised there.
    place.innerHTML = told.preview;
    place.focus();
  } catch (error) {
    tell(`The preview could not be made: ${reason(error)}`);
  }
}

if (form && said) {
  form.addEventListener("paste", pasted);
  form.addEventListener("keydown", undone);
  form.addEventListener("click", previewed);
  form.addEventListener("input", (event) => {
    if (event.detail !== "pasted") undoable = null;
  });
}
