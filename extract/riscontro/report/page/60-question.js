// The question and its answer: what is in force, how many say what, and the chart.
function drawQuestion() {
  const question = QUESTIONS[STATE.question];
  colourClaimants(OF_QUESTION.claims(question.i));
  CHART.only = "";
  const chart = el("div.chart", { id: "chart", tabindex: "0", role: "application", "aria-label": t("chart_label", { what: questionName(question) }), "aria-describedby": "chart-help", keydown: chartKey, blur: () => focusMark(-1) });
  put(
    byId("question"),
    picker(),
    el("h1", {}, `${actorName(question.actor)}: ${lower(metricName(question.metric))}`),
    el("p.under", {}, question.counterpart ? t("counterpart", { who: actorName(question.counterpart) }) : t("no_counterpart"), " · ", named("units", question.unit)),
    answer(question),
    el("figure", {}, toolbar(question), el("div.plot", {}, chart, el("div.card", { id: "card", hidden: true, role: "status" })), question.complete ? [legend(), shapes()] : null, el("figcaption", {}, chartNotes(question))),
  );
  drawChart(chart, question);
}

// A label inside a sentence.
const lower = (text) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0].toLowerCase() + text.slice(1) : text);

function answer(question) {
  const counts = OF_QUESTION.counts(question.i)[0] ?? {};
  const stats = [
    [question.claims, "claims_made", "evidence"], [question.claimants, "claimants_quoted", "compare"], [question.documents, "documents_say", "evidence"],
    [(counts.value ?? 0) + (counts.status ?? 0), "contradictions_stand", "contradictions"], [counts.revision ?? 0, "revisions_made", "revisions"],
  ];
  const shown = stats.map(([n, key, where]) => el("li", {}, el("a", { href: `#${where}`, click: jump(where) }, el("strong", {}, number(n)), " ", t(key, { n }))));
  return el("div.answer", {}, inForce(question), el("ul.stats", {}, shown));
}

function jump(where) {
  return (event) => {
    event.preventDefault();
    goTo(byId(where) ? where : "compare");
  };
}

// Lowest and highest claim that stand at the latest day of which anybody speaks.
function inForce(question) {
  const last = OF_QUESTION.band(question.i).filter(({ lowest, highest }) => lowest !== null || highest !== null).at(-1);
  if (!last) return el("div", {}, el("p.range", {}, t("no_number_in_force")));
  const { lowest: low, highest: high, in_force: n } = last;
  const when = new Date(last.day * 86400000).toISOString().slice(0, 10);
  const said = low !== null && high !== null && low > high ? { low, high: null } : { low, high };
  return el("div", {}, el("p.range", {}, interval({ ...said, modifier: "range" })), el("p.quiet", {}, t("in_force", { n, when: day(when) })));
}

function toolbar(question) {
  const set = (scale) => () => {
    STATE.scale = scale;
    byId("scale").querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.scale === scale)));
    drawChart(byId("chart"), question);
  };
  const now = scaleOf(marks(OF_QUESTION.claims(question.i)));
  const scales = ["linear", "log"].map((scale) => button(t(`scale_${scale}`), set(scale), { "data-scale": scale, "aria-pressed": String(scale === now) }));
  return el("div.toolbar", {}, el("p.quiet", { id: "chart-help" }, t("chart_help")), el("div.switch", { id: "scale", role: "group", "aria-label": t("scale") }, scales));
}

function chartNotes(question) {
  if (!question.complete) return t("aggregate_note", { n: question.facts });
  const without = OF_QUESTION.claims(question.i).length - marks(OF_QUESTION.claims(question.i)).length;
  return without ? t("not_drawn", { n: without }) : "";
}
