// Asks before one form of the page is sent, or the page is left, while words are typed in another.
// A form that came back refused says so itself: what stands in it was never kept.

let sent = null;

function isTyped(field) {
  if (field.type === "file") return field.files.length > 0;
  return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
}

function isUnsent(form) {
  return form !== sent && ("unsent" in form.dataset || [...form.elements].some(isTyped));
}

// The event comes before the page is asked whether it may be left, and before every such question.
document.addEventListener("submit", (event) => {
  sent = event.target;
});

window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("form[data-leaving]")].some(isUnsent)) event.preventDefault();
  // Whoever stays on the page may send another form next, or follow a link.
  sent = null;
});
