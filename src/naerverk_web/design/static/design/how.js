// How a figure is computed opens above the page; what cannot be shown so is opened as the page that the mark leads to.
(() => {
  const dialog = document.getElementById("how");
  if (!dialog) return;

  async function page(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  async function open(link) {
    const found = await page(link.href);
    const parts = found.querySelector("[data-how]");
    dialog.querySelector("h2").textContent = found.querySelector("h1").textContent;
    const lead = found.querySelector("h1 + .nv-lead");
    dialog.querySelector("[data-body]").replaceChildren(...[lead, parts].filter(Boolean));
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=help]");
    if (!link || link.closest("dialog") || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    link.ariaBusy = "true";
    open(link)
      .catch(() => location.assign(link.href))
      .finally(() => (link.ariaBusy = null));
  });
})();
