// The choice of a question: a box to type in, and a list below it, most claimed first.
const PICKER = { open: false, active: 0, found: [], texts: null };
const OPTIONS = 80;

function picker() {
  PICKER.texts = null;
  const input = el("input", {
    id: "pick", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": "options", "aria-autocomplete": "list",
    focus: (event) => (event.target.select(), openList("")), click: () => PICKER.open || openList(""),
    input: (event) => openList(event.target.value), keydown: pickKey, blur: () => setTimeout(closeList, 150),
  });
  input.value = questionName(QUESTIONS[STATE.question]);
  const list = el("ul", { id: "options", role: "listbox", "aria-label": t("questions"), hidden: true });
  return el("div.picker", {}, el("label", { for: "pick" }, t("pick", { n: QUESTIONS.length })), el("div.box", {}, input, list));
}

function openList(query) {
  const wanted = wordsOf(query);
  PICKER.texts ??= QUESTIONS.map((question) => folded(`${questionName(question)} ${question.actor} ${question.metric}`));
  PICKER.found = QUESTIONS.filter((question) => holds(PICKER.texts[question.i], wanted)).slice(0, OPTIONS);
  PICKER.active = query ? 0 : Math.max(0, PICKER.found.findIndex((question) => question.i === STATE.question));
  PICKER.open = true;
  put(byId("options"), PICKER.found.length ? PICKER.found.map(option) : el("li.quiet", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("no_question")));
  byId("options").hidden = false;
  byId("pick").setAttribute("aria-expanded", "true");
  markActive();
}

function option(question, place) {
  const choose = (event) => (event.preventDefault(), chooseQuestion(place));
  const counts = el("span.count", {}, t("claims", { n: question.claims }));
  return el("li", { id: `option-${place}`, role: "option", "aria-selected": "false", mousedown: choose }, el("span", {}, questionName(question)), " ", counts);
}

function markActive() {
  byId("options").querySelectorAll("[role=option]").forEach((one, place) => {
    one.setAttribute("aria-selected", String(place === PICKER.active));
    if (place === PICKER.active) one.scrollIntoView({ block: "nearest" });
  });
  const active = byId(`option-${PICKER.active}`);
  active ? byId("pick").setAttribute("aria-activedescendant", active.id) : byId("pick").removeAttribute("aria-activedescendant");
}

function pickKey(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  if (event.key in steps) {
    event.preventDefault();
    if (!PICKER.open) return openList("");
    PICKER.active = Math.min(Math.max(PICKER.active + steps[event.key], 0), PICKER.found.length - 1);
    markActive();
  } else if (event.key === "Enter" && PICKER.open) {
    event.preventDefault();
    chooseQuestion(PICKER.active);
  } else if (event.key === "Escape") closeList();
}

function chooseQuestion(place) {
  const chosen = PICKER.found[place];
  if (!chosen) return;
  closeList();
  ask(chosen.i);
  byId("pick").focus();
  closeList();
}

function closeList() {
  const input = byId("pick");
  if (!input) return;
  PICKER.open = false;
  byId("options").hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  if (input.value !== questionName(QUESTIONS[STATE.question])) input.value = questionName(QUESTIONS[STATE.question]);
}
