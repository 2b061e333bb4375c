// Elements. Whatever comes from an article goes in as a text node, never as markup.
function el(what, properties = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const put = (place, ...children) => place.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
const byId = (id) => document.getElementById(id);

function button(label, press, properties = {}) {
  return el("button", { type: "button", click: press, ...properties }, label);
}

// The sentence of a fact with its number marked.
function sentence(fact) {
  const { quote, mark, mark_end: end } = fact;
  const language = TABLES.documents[fact.document]?.language ?? null;
  if (mark === null) return el("q", { lang: language }, quote);
  return el("q", { lang: language }, quote.slice(0, mark), el("mark", {}, quote.slice(mark, end)), quote.slice(end));
}

function badges({ status, hedged, modifier }) {
  const said = [status === "actual" ? null : status, hedged ? "hedged" : null, modifier === "vague" ? "vague" : null];
  return said.filter(Boolean).map((id) => el(`span.badge.${id}`, {}, named("marks", id)));
}

const isNarrow = () => matchMedia("(max-width: 640px)").matches;

// Of columns {label, cell, sort, number}: a table that can be sorted by each column that has `sort`.
function dataTable({ caption, columns, rows, sorted = null, many = 25, empty = "nothing" }) {
  const order = { ...sorted, shown: isNarrow() ? Math.min(many, 5) : many };
  const frame = el("div.table");
  const draw = () => {
    if (!rows.length) return put(frame, el("p.quiet", {}, t(empty)));
    const all = inOrder(rows, columns[order.column], order.down);
    const body = all.slice(0, order.shown).map((row) => tableRow(columns, row));
    const heads = columns.map((column, place) => tableHead(column, place, order, draw));
    put(
      frame,
      columns.some((column) => column.sort) ? sortMenu(columns, order, draw) : null,
      el("table", { role: "table" }, el("caption", {}, caption), tableGroup("thead", [el("tr", { role: "row" }, heads)]), tableGroup("tbody", body)),
      all.length > order.shown ? button(t("more", { n: all.length - order.shown }), () => ((order.shown += 100), draw()), { class: "more" }) : null,
    );
  };
  draw();
  return frame;
}

const tableGroup = (tag, rows) => el(tag, { role: "rowgroup" }, rows);

function tableRow(columns, row) {
  const cells = columns.map((column, place) => {
    const content = column.cell(row);
    const made = el(place ? "td" : "th", { role: place ? "cell" : "rowheader", scope: place ? null : "row", "data-label": column.label }, el("div", {}, content));
    if (column.number) made.classList.add("number");
    if (column.wide) made.classList.add("wide");
    if (content === "" || content === null) made.classList.add("empty");
    return made;
  });
  return el("tr", { role: "row" }, cells);
}

function tableHead(column, place, order, draw) {
  const head = { role: "columnheader", scope: "col", class: column.number ? "number" : column.wide ? "wide" : null };
  if (!column.sort) return el("th", head, column.label);
  const mine = order.column === place;
  const press = () => {
    Object.assign(order, { column: place, down: mine ? !order.down : Boolean(column.number) });
    const frame = document.activeElement.closest(".table");
    draw();
    frame.querySelectorAll("thead th")[place].querySelector("button").focus();
  };
  const sign = el("span.sign", { "aria-hidden": "true" }, mine ? (order.down ? "↓" : "↑") : "↕");
  return el("th", { ...head, "aria-sort": mine ? (order.down ? "descending" : "ascending") : "none" }, button([column.label, sign], press));
}

// On a narrow screen there are no heads to press.
function sortMenu(columns, order, draw) {
  const change = (event) => {
    const place = Number(event.target.value);
    Object.assign(order, { column: place, down: Boolean(columns[place].number) });
    draw();
  };
  const choices = columns.map((column, place) => (column.sort ? el("option", { value: place, selected: order.column === place }, column.label) : null));
  return el("label.sort", {}, t("sort_by"), el("select", { change }, choices));
}

function inOrder(rows, column, down) {
  if (!column?.sort) return rows;
  const compare = format("Collator", { numeric: true }).compare;
  const keyed = rows.map((row) => [column.sort(row), row]);
  const empty = (value) => value === null || value === undefined || value === "";
  keyed.sort(([a], [b]) => {
    if (empty(a) || empty(b)) return empty(a) - empty(b);
    const said = typeof a === "number" && typeof b === "number" ? a - b : compare(a, b);
    return down ? -said : said;
  });
  return keyed.map(([, row]) => row);
}

// A heading with a line that says what is below.
function heading(key, values = {}) {
  return [el("h2", {}, t(key)), el("p.lead", {}, t(`${key}_lead`, values))];
}

function goTo(id) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  byId(id).scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  byId(id).focus({ preventScroll: true });
}
