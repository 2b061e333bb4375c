// The page as a whole: what is remembered, the switches, and drawing all of it.
const MEMORY = {
  read: (key) => { try { return localStorage.getItem(`riscontro.${key}`); } catch { return null; } },
  write: (key, value) => { try { localStorage.setItem(`riscontro.${key}`, value); } catch { /* a page from a file may not be allowed to */ } },
};
const SECTIONS = ["compare", "evidence", "health", "checks"];

function ask(place, jumps = false) {
  STATE.question = place;
  STATE.scale = null;
  Object.assign(STATE.evidence, { claim: null, all: false, query: "" });
  history.replaceState(null, "", `#q/${questionKey(QUESTIONS[place])}`);
  drawAnswer();
  if (jumps) goTo("question");
}

function drawAnswer() {
  if (!QUESTIONS.length) {
    put(byId("question"), el("h1", {}, t("empty")), el("p.lead", {}, t("empty_lead")));
    for (const id of ["compare", "evidence"]) byId(id).hidden = true;
    return;
  }
  document.title = `${questionName(QUESTIONS[STATE.question])} · riscontro`;
  drawQuestion();
  drawCompare();
  drawEvidence();
}

function drawAll() {
  document.documentElement.lang = STATE.language;
  document.documentElement.dataset.theme = STATE.theme;
  document.title = "riscontro";
  document.querySelectorAll("[data-t]").forEach((place) => (place.textContent = t(place.dataset.t)));
  byId("sections").setAttribute("aria-label", t("sections"));
  put(byId("sections"), SECTIONS.map((id) => el("a", { href: `#${id}`, click: jump(id) }, t(id))));
  drawSwitch("language", Object.keys(DATA.wording), (code) => code.toUpperCase(), (code) => format("DisplayNames", { type: "language" }).of(code));
  drawSwitch("theme", ["auto", "light", "dark"], (theme) => ({ auto: "◐", light: "☀", dark: "☾" })[theme], (theme) => t(`theme_${theme}`));
  leftOut();
  drawAnswer();
  drawHealth();
  drawChecks();
  const [run] = TABLES.publication;
  put(byId("about"), t("about", { version: run.version, run: run.run_id }));
}

function drawSwitch(name, values, sign, said) {
  const choose = (value) => () => {
    STATE[name] = value;
    MEMORY.write(name, value);
    drawAll();
    byId(name).querySelector(`[data-value=${value}]`).focus();
  };
  byId(name).setAttribute("aria-label", t(name));
  put(byId(name), values.map((value) => button(sign(value), choose(value), { "data-value": value, "aria-pressed": String(STATE[name] === value), "aria-label": said(value), title: said(value) })));
}

function leftOut() {
  const { facts, questions, of_facts: all } = DATA.left;
  byId("left-out").hidden = !facts && !questions;
  put(byId("left-out"), facts ? t("left_out", { n: all, shown: all - facts }) : "", questions ? ` ${t("left_out_questions", { n: questions })}` : "");
}

function start() {
  const known = Object.keys(DATA.wording);
  const wanted = [MEMORY.read("language"), ...navigator.languages.map((tag) => tag.split("-")[0])];
  STATE.language = wanted.find((code) => known.includes(code)) ?? "en";
  const theme = MEMORY.read("theme");
  if (["auto", "light", "dark"].includes(theme)) STATE.theme = theme;
  const asked = () => Math.max(0, QUESTIONS.findIndex((question) => location.hash === `#q/${questionKey(question)}`));
  STATE.question = asked();
  drawAll();
  addEventListener("hashchange", () => location.hash.startsWith("#q/") && ask(asked()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => STATE.theme === "auto" && drawAll());
}

start();
