// Messages can be closed; a form is sent once however often its button is pressed; print opens what is folded.
(() => {
  const showClose = (root) => {
    for (const button of root.querySelectorAll("[data-close]")) button.hidden = false;
  };
  showClose(document);
  document.addEventListener("htmx:load", (event) => showClose(event.target));
  document.addEventListener("htmx:oobAfterSwap", () => showClose(document));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (button) button.parentElement.remove();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("#search-q") ?? document.querySelector("a[data-search]");
    if (!box) return;
    event.preventDefault();
    if (box.matches("a")) box.click();
    else box.focus();
  });

  const sending = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (sending.has(form)) event.preventDefault();
    sending.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
    // An answer may be a file: then the page stays, and the form can be sent again.
    setTimeout(() => {
      sending.delete(form);
      event.submitter?.removeAttribute("aria-busy");
    }, 5000);
  });

  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const more of document.querySelectorAll("details:not([open])")) {
      more.open = true;
      opened.push(more);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const more of opened.splice(0)) more.open = false;
  });
})();
