// A link on the entering page is followed once what was typed is saved, so that the next page shows
// it: entering.js waits for that, though not long.

const form = document.querySelector("form[data-entering]");

// To another page of ours, in this tab.
function isFollowed(event, link) {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const isElsewhere = link?.origin === location.origin && link.pathname !== location.pathname;
  return isPlain && isElsewhere && !link.target && !event.defaultPrevented;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!form || !isFollowed(event, link)) return;
  const follow = () => location.assign(link.href);
  const left = new CustomEvent("entering-left", { cancelable: true, detail: follow });
  if (!form.dispatchEvent(left)) event.preventDefault();
});
