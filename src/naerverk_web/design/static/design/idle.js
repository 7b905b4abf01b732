// A shared computer signs out when nobody uses it: warns a minute before, and tells the server while somebody types.
(() => {
  const WARN = 60;
  const TELL = 60;
  const dialog = document.getElementById("idle");
  const form = dialog.querySelector("form");
  const left = dialog.querySelector("[data-left]");
  const status = dialog.querySelector("[role=status]");
  const after = Number(dialog.dataset.after);
  const others = new BroadcastChannel("idle");
  let contact = Date.now();
  let active = false;

  const met = () => {
    contact = Date.now();
    active = false;
    status.textContent = "";
    if (dialog.open) dialog.close();
  };

  const leave = () => {
    clearInterval(ticking);
    location.replace(dialog.dataset.leave);
  };

  const stay = async () => {
    active = false;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!answer) return;
    if (answer.redirected || !answer.ok) {
      leave();
      return;
    }
    met();
    others.postMessage("met");
  };

  const tick = () => {
    const idle = (Date.now() - contact) / 1000;
    if (active && !dialog.open && idle > TELL) stay();
    if (idle >= after) {
      leave();
    } else if (idle >= after - WARN) {
      left.textContent = Math.ceil(after - idle);
      if (!dialog.open) dialog.showModal();
      if (after - idle < 20) status.textContent = status.dataset.soon;
    }
  };

  for (const kind of ["keydown", "pointerdown", "input", "scroll"]) {
    document.addEventListener(kind, () => (active = true), { passive: true, capture: true });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    stay();
  });
  // Escape means: I am here.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  // A page that asks by itself how far something has come says nothing of who sits before it.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.requestConfig.headers["Nv-By-Itself"]) met();
  });
  document.addEventListener("visibilitychange", tick);
  others.addEventListener("message", met);
  const ticking = setInterval(tick, 1000);
})();
