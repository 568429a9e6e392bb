// Everything works without this file; it starts the components that scripts make easier to use.
// The address comes from the page, because the file's published name carries a digest.
const frontend = document.querySelector("link[data-govuk-frontend]");
const { initAll } = await import(frontend.href);
initAll();
