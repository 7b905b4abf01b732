// Files dropped anywhere on the page, several at a time, and how far the sending has come.
// Without this file the form sends the chosen files as forms do.
(() => {
  const place = () => document.querySelector("[data-upload]");

  function enhance() {
    const box = place();
    const form = box?.querySelector("form");
    const input = form?.querySelector('input[type="file"]');
    if (!input) return;
    const words = box.dataset;
    const list = document.createElement("ul");
    list.className = "nv-files";
    list.setAttribute("aria-label", words.chosen);
    input.after(list);
    if (window.matchMedia("(hover: hover)").matches) {
      const hint = document.createElement("p");
      hint.className = "nv-help";
      hint.textContent = words.hint;
      input.before(hint);
    }
    let kept = [];

    function show() {
      const sent = new DataTransfer();
      for (const file of kept) sent.items.add(file);
      input.files = sent.files;
      list.replaceChildren(...kept.map(line));
    }

    function line(file) {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "ds-button";
      remove.dataset.variant = "tertiary";
      remove.dataset.size = "sm";
      remove.textContent = words.remove;
      remove.setAttribute("aria-label", `${words.remove} ${file.name}`);
      remove.addEventListener("click", () => {
        kept = kept.filter((each) => each !== file);
        show();
        (list.querySelector("button") ?? input).focus();
      });
      item.append(`${file.name} (${size(file.size)})`, remove);
      return item;
    }

    function size(bytes) {
      const [number, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
      const form = { style: "unit", unit, maximumFractionDigits: number < 10 ? 1 : 0 };
      return new Intl.NumberFormat(document.documentElement.lang, form).format(number);
    }

    function add(files) {
      const names = new Set([...files].map((file) => file.name));
      kept = [...kept.filter((file) => !names.has(file.name)), ...files];
      show();
    }

    input.addEventListener("change", () => add(input.files));
    form.addEventListener("submit", (event) => {
      if (!kept.length) return;
      event.preventDefault();
      send(form, box);
    });
    box.takeFiles = add;
  }

  function send(form, box) {
    const bar = progress(box.dataset.sending);
    form.querySelector('[type="submit"], button:not([type])').disabled = true;
    form.append(bar.node);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => bar.move(event.loaded, event.total));
    request.addEventListener("load", () => arrived(request));
    request.addEventListener("error", () => {
      bar.say(box.dataset.failed);
      form.querySelector('[type="submit"], button:not([type])').disabled = false;
    });
    request.open("POST", form.action || window.location.href);
    request.send(new FormData(form));
  }

  function arrived(request) {
    if (request.status < 400) {
      window.location.assign(request.responseURL);
      return;
    }
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    document.querySelector("main").replaceWith(document.adoptNode(answer.querySelector("main") ?? answer.body));
    enhance();
    document.querySelector("main, .ds-error-summary")?.focus?.();
  }

  function progress(text) {
    const node = document.createElement("div");
    const label = document.createElement("p");
    const bar = document.createElement("progress");
    node.className = "nv-progress";
    label.className = "nv-progress-text";
    label.setAttribute("role", "status");
    label.textContent = text;
    bar.setAttribute("aria-label", text);
    node.append(label, bar);
    return {
      node,
      say: (words) => (label.textContent = words),
      move: (done, total) => {
        bar.max = total;
        bar.value = done;
      },
    };
  }

  function dropping(is) {
    place()?.classList.toggle("nv-dropping", is);
  }

  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!place() || !holdsFiles(event)) return;
    event.preventDefault();
    dropping(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) dropping(false);
  });
  document.addEventListener("drop", (event) => {
    if (!place()?.takeFiles || !holdsFiles(event)) return;
    event.preventDefault();
    dropping(false);
    place().takeFiles(event.dataTransfer.files);
  });

  enhance();
})();
