// Ways to a field of the page on which figures are entered: by the key Enter, and by a link.

const form = document.querySelector("form[data-entering]");

// The key Enter leads down the figures, as in a spreadsheet; from the last one it saves and goes on.
function entered(event) {
  const figures = [...form.querySelectorAll("[data-figure]")];
  const next = figures[figures.indexOf(event.target) + 1];
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (event.key !== "Enter" || event.isComposing || !isPlain || !next) return;
  if (!figures.includes(event.target)) return;
  event.preventDefault();
  next.focus();
  next.select();
}

// A link to a field that is folded away unfolds it: not every browser does by itself.
function unfold() {
  const field = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = field?.closest?.("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  field?.focus?.();
}

if (form) {
  unfold();
  form.addEventListener("keydown", entered);
  addEventListener("hashchange", unfold);
}
