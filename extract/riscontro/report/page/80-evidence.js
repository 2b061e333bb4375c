// Every fact with its sentence: of the question or of all, searched, sorted, or of one claim.
let SEARCHED = null; // what a fact is searched by, folded, by language of the interface

function drawEvidence() {
  SEARCHED = null;
  const { evidence } = STATE;
  const search = el("input", { type: "search", id: "search", autocomplete: "off", placeholder: t("search_hint"), input: (event) => ((evidence.query = event.target.value), fillEvidence()) });
  search.value = evidence.query;
  const all = el("input", { type: "checkbox", id: "all", checked: evidence.all, change: (event) => (Object.assign(evidence, { all: event.target.checked, claim: null }), fillEvidence()) });
  put(
    byId("evidence"), heading("evidence"),
    el("div.controls", {}, el("label", { for: "search" }, t("search")), search, el("label.check", {}, all, t("all_questions"))),
    el("p", { id: "found", role: "status" }), el("div", { id: "facts" }),
  );
  fillEvidence();
}

function factsInScope() {
  const { all, claim } = STATE.evidence;
  if (claim !== null) return FACTS_OF_CLAIM(claim);
  return all ? TABLES.facts : TABLES.facts.filter((fact) => TABLES.claims[fact.claim].question === STATE.question);
}

function searchText(fact) {
  SEARCHED ??= new Map();
  if (!SEARCHED.has(fact.i)) {
    const claim = TABLES.claims[fact.claim];
    const printed = TABLES.documents[fact.document];
    const words = [fact.quote, publisherName(printed.publisher), printed.title, claimantName(fact.claimant), interval(claim), questionName(QUESTIONS[claim.question]), fact.rule_id, fact.fact_id, fact.location && placeName(fact.location), printed.published];
    SEARCHED.set(fact.i, folded(words.filter(Boolean).join(" ")));
  }
  return SEARCHED.get(fact.i);
}

function fillEvidence() {
  const { evidence } = STATE;
  const scope = factsInScope();
  const wanted = wordsOf(evidence.query);
  const rows = wanted.length ? scope.filter((fact) => holds(searchText(fact), wanted)) : scope;
  const back = evidence.claim === null ? null : button(t("show_all", { what: interval(TABLES.claims[evidence.claim]) }), () => ((evidence.claim = null), fillEvidence()), { class: "chip" });
  put(byId("found"), t("found", { n: rows.length, of: scope.length }), back ? " " : null, back);
  put(byId("facts"), dataTable({ caption: t("evidence"), columns: factColumns(), rows, sorted: { column: 0, down: true }, many: 15, empty: QUESTIONS[STATE.question].complete ? "nothing_found" : "aggregate_only" }));
}

function factColumns() {
  const claimOf = (fact) => TABLES.claims[fact.claim];
  const printed = (fact) => TABLES.documents[fact.document];
  const columns = [
    { label: t("published"), cell: (fact) => day(printed(fact).published) || t("no_date"), sort: (fact) => printed(fact).published },
    { label: t("publisher"), cell: source, sort: (fact) => publisherName(printed(fact).publisher) },
    { label: t("who"), cell: (fact) => who(claimOf(fact).claimant, claimantName(fact.claimant)), sort: (fact) => claimantName(fact.claimant) },
    { label: t("how_many"), number: true, cell: (fact) => [interval(claimOf(fact)), " ", badges({ status: claimOf(fact).status, modifier: claimOf(fact).modifier, hedged: fact.hedged })], sort: (fact) => figure(claimOf(fact)) },
    { label: t("about_when"), cell: (fact) => period(claimOf(fact).date, claimOf(fact).date_end), sort: (fact) => claimOf(fact).date },
    { label: t("sentence"), wide: true, cell: (fact) => [sentence(fact), el("span.trace", {}, `${fact.location ? placeName(fact.location) + " · " : ""}${fact.rule_id} · ${fact.fact_id}`)] },
  ];
  if (!STATE.evidence.all) return columns;
  const asked = (fact) => questionName(QUESTIONS[claimOf(fact).question]);
  return [...columns.slice(0, 3), { label: t("question"), cell: (fact) => button(asked(fact), () => ask(claimOf(fact).question, true), { class: "link" }), sort: asked }, ...columns.slice(3)];
}

// The publisher; a link where the article has an address.
function source(fact) {
  const { publisher, url, title } = TABLES.documents[fact.document];
  const name = publisherName(publisher);
  if (!url || !/^https?:\/\//i.test(url.trim())) return el("span", { title }, name);
  return el("a", { href: url.trim(), rel: "noopener noreferrer", target: "_blank", title }, name, el("span.hidden", {}, ` (${t("new_tab")})`));
}

function showEvidence({ claim }) {
  Object.assign(STATE.evidence, { claim, all: false, query: "" });
  byId("search").value = "";
  byId("all").checked = false;
  fillEvidence();
  goTo("evidence");
}
