// Sorting and searching in a table that is already on the page. Without this file the table stands as the server sorted it.
(() => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const FEWEST_TO_SORT = 5;

  const keyOf = (cell) => cell.dataset.value ?? cell.textContent.trim();

  function compare(kind, direction) {
    return (a, b) => {
      if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "");
      const order = kind === "number" ? Number(a.key) - Number(b.key) : collator.compare(a.key, b.key);
      return direction * order;
    };
  }

  function sort(table, header, direction) {
    const body = table.tBodies[0];
    const kind = header.dataset.sort;
    const rows = [...body.rows].map((row) => {
      const cell = row.cells[header.cellIndex];
      return { row, key: kind === "number" ? (cell.dataset.value ?? "") : keyOf(cell) };
    });
    rows.sort(compare(kind, direction));
    body.append(...rows.map((each) => each.row));
    for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
    header.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  }

  const firstDirection = (header) => (header.dataset.sort === "number" ? -1 : 1);

  function makeSortable(table) {
    const headers = [...table.querySelectorAll("thead th[data-sort]")];
    if (!headers.length) return;
    const choice = phoneChoice(table, headers);
    for (const header of headers) {
      const button = document.createElement("button");
      button.type = "button";
      // A button holds no link: how the column is computed stays beside it.
      button.append(...[...header.childNodes].filter((node) => !node.classList?.contains("nv-how")));
      header.prepend(button);
      header.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const now = header.getAttribute("aria-sort");
        const direction = now === "none" ? firstDirection(header) : now === "ascending" ? -1 : 1;
        sort(table, header, direction);
        choice.value = header.cellIndex;
      });
    }
  }

  // On a phone the headers are gone: the same choice as a list, where there are more rows than a screen shows.
  function phoneChoice(table, headers) {
    const label = document.createElement("label");
    label.className = "nv-table-sort";
    label.textContent = table.dataset.sortLabel + " ";
    const select = document.createElement("select");
    select.className = "ds-input";
    select.add(new Option("–", ""));
    for (const header of headers) select.add(new Option(header.firstElementChild.textContent, header.cellIndex));
    select.addEventListener("change", () => {
      const header = headers.find((each) => String(each.cellIndex) === select.value);
      if (header) sort(table, header, firstDirection(header));
    });
    label.append(select);
    if (table.tBodies[0].rows.length >= FEWEST_TO_SORT) table.closest(".nv-scroll").before(label);
    return select;
  }

  function makeSearchable(tools) {
    const rows = [...tools.parentElement.querySelectorAll("tbody tr")];
    const status = tools.querySelector("[role=status]");
    const sentence = status.dataset.shown;
    tools.hidden = false;
    tools.querySelector("input").addEventListener("input", (event) => {
      const wanted = event.target.value.trim().toLocaleLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = wanted ? sentence.replace("{shown}", shown).replace("{all}", rows.length) : "";
    });
  }

  function enhance(root) {
    for (const table of root.querySelectorAll("table[data-sortable]:not(:has(th[aria-sort]))")) makeSortable(table);
    for (const tools of root.querySelectorAll("[data-table-search][hidden]")) makeSearchable(tools);
  }

  enhance(document);
  document.addEventListener("htmx:load", (event) => enhance(event.target));
})();
