// Side by side: speakers in rows, then contradictions, revisions, corroboration, totals and parts.
function drawCompare() {
  const { i } = QUESTIONS[STATE.question];
  put(byId("compare"), heading("compare"), speakersTable(i), contradictions(i), revisions(i), corroboration(i), totals(i));
}

const who = (claimant, name = claimantName(claimant)) => el("span.who", {}, swatch(claimant), el("span", {}, name));

// Plans and denials are no claims of what is so.
const apart = (row) => ["planned", "denied"].filter((key) => row[key]).map((key) => el(`span.badge.${key}`, {}, `${number(row[key])} ${named("marks", key)}`));

function part(id, lead, ...content) {
  return el("div.part", { id, tabindex: "-1" }, el("h3", {}, t(id)), el("p.lead", {}, t(lead ?? `${id}_lead`)), content);
}

function speakersTable(i) {
  const ends = (low, high) => (low === null && high === null ? "" : interval({ low, high }));
  const columns = [
    { label: t("who"), cell: (row) => [who(row.claimant, speakerName(row)), ...apart(row)], sort: speakerName },
    { label: t("claims_head"), number: true, cell: ({ claims }) => number(claims), sort: ({ claims }) => claims },
    { label: t("first"), number: true, cell: (row) => said(ends(row.first_low, row.first_high), row.first_date), sort: (row) => row.first_low ?? row.first_high },
    { label: t("latest"), number: true, cell: (row) => said(ends(row.latest_low, row.latest_high), row.latest_date), sort: (row) => row.latest_low ?? row.latest_high },
    { label: t("lowest"), number: true, cell: ({ lowest }) => (lowest === null ? "" : number(lowest)), sort: ({ lowest }) => lowest },
    { label: t("highest"), number: true, cell: ({ highest, open_above }) => (highest === null ? (open_above ? t("open") : "") : number(highest)), sort: ({ highest }) => highest },
    { label: t("changes"), number: true, cell: ({ changes }) => number(changes), sort: ({ changes }) => changes },
    { label: t("beside_middle"), number: true, cell: ({ ratio_to_middle: ratio }) => (ratio === null ? "" : times(ratio)), sort: ({ ratio_to_middle }) => ratio_to_middle },
    { label: t("documents_head"), number: true, cell: ({ documents }) => number(documents), sort: ({ documents }) => documents },
  ];
  return dataTable({ caption: t("compare"), columns, rows: OF_QUESTION.speakers(i), sorted: { column: 1, down: true }, many: 12 });
}

const said = (what, when) => (what ? [what, el("span.when", {}, day(when))] : "");

const KINDS = ["value", "status", "scope", "period", "superseded"];

function contradictions(i) {
  const pairs = OF_QUESTION.contradictions(i);
  const counts = OF_QUESTION.counts(i)[0] ?? {};
  const kinds = KINDS.filter((kind) => counts[kind]);
  if (!kinds.length) return part("contradictions", "no_contradictions");
  const list = el("div.pairs");
  const tabs = kinds.map((kind) => button([named("contradictions", kind), el("span.count", {}, number(counts[kind]))], () => show(kind, 4), { "data-kind": kind }));
  const lead = el("p.quiet");
  const show = (kind, many) => {
    tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.kind === kind)));
    const mine = pairs.filter(({ type }) => type === kind);
    lead.textContent = t(`contradiction_${kind}`);
    const left = counts[kind] - mine.length;
    put(list, mine.slice(0, many).map(pair), mine.length > many ? button(t("more", { n: mine.length - many }), () => show(kind, many + 20), { class: "more" }) : left ? el("p.quiet", {}, t("in_the_file", { n: left })) : null);
  };
  show(kinds[0], 4);
  return part("contradictions", null, el("div.switch.tabs", { role: "group", "aria-label": t("contradictions") }, tabs), lead, list);
}

function pair({ one, other, ratio, meet, days_apart: days }) {
  const between = [ratio && ratio !== 1 && !meet ? el("strong", {}, times(ratio)) : null, days ? el("span", {}, t("days_apart", { n: days })) : null].filter(Boolean);
  return el("article.pair", {}, side(one), el("p.between", {}, between.length ? between : t("against")), side(other));
}

// One side of a pair: number, speaker, day, the sentence with its number marked.
function side(place) {
  const claim = TABLES.claims[place];
  const fact = TABLES.facts[claim.fact];
  const printed = TABLES.documents[fact.document];
  return el(
    "div.side", {},
    el("p.figure", {}, interval(claim), " ", badges(claim)),
    el("p", {}, swatch(claim.claimant), claimantName(claim.claimant), " · ", period(claim.date, claim.date_end)),
    el("blockquote", {}, sentence(fact)),
    el("p.quiet", {}, button(publisherName(printed.publisher), () => showEvidence({ claim: place }), { class: "link", title: t("to_evidence") }), `, ${day(printed.published) || t("no_date")}`),
  );
}

function revisions(i) {
  const rows = OF_QUESTION.revisions(i);
  const made = OF_QUESTION.counts(i)[0]?.revision ?? 0;
  if (!rows.length) return part("revisions", made ? null : "no_revisions", made ? el("p.quiet", {}, t("in_the_file", { n: made })) : null);
  const open = (place) => button(interval(TABLES.claims[place]), () => showEvidence({ claim: place }), { class: "link", title: t("to_evidence") });
  const columns = [
    { label: t("who"), cell: (row) => who(row.claimant, speakerName(row)), sort: speakerName },
    { label: t("said_before"), number: true, cell: (row) => [open(row.before), el("span.when", {}, day(row.previous_date))], sort: (row) => figure(TABLES.claims[row.before]) },
    { label: t("said_now"), number: true, cell: (row) => [open(row.now), el("span.when", {}, day(row.new_date))], sort: (row) => figure(TABLES.claims[row.now]) },
    { label: t("direction"), cell: (row) => el(`span.direction.${row.direction}`, {}, `${{ up: "↑", down: "↓", reworded: "≈" }[row.direction]} ${named("directions", row.direction)}`, row.ratio && row.direction !== "reworded" ? ` ${times(row.ratio)}` : ""), sort: ({ ratio }) => ratio },
    { label: t("after"), number: true, cell: ({ days_between: n }) => t("days", { n }), sort: ({ days_between }) => days_between },
  ];
  return part("revisions", null, dataTable({ caption: t("revisions"), columns, rows, many: 8 }));
}

function corroboration(i) {
  const rows = OF_QUESTION.claims(i).filter(({ origins }) => origins !== null).sort((a, b) => b.origins - a.origins || b.documents - a.documents || a.i - b.i);
  if (!QUESTIONS[i].complete) return null; // which claims are backed is in the file
  if (!rows.length) return part("corroboration", "no_corroboration");
  const columns = [
    { label: t("how_many"), number: true, cell: (claim) => button(interval(claim), () => showEvidence({ claim: claim.i }), { class: "link", title: t("to_evidence") }), sort: figure },
    { label: t("when"), cell: (claim) => period(claim.date, claim.date_end), sort: ({ date }) => date },
    { label: t("who"), cell: ({ claimant }) => who(claimant), sort: ({ claimant }) => claimantName(claimant) },
    { label: t("independent"), number: true, cell: ({ origins }) => [dots(origins), number(origins)], sort: ({ origins }) => origins },
    { label: t("agreeing"), number: true, cell: ({ speakers }) => number(speakers), sort: ({ speakers }) => speakers },
    { label: t("copies"), number: true, cell: ({ copies }) => number(copies), sort: ({ copies }) => copies },
    { label: t("second_after"), number: true, cell: ({ days_to_second: n }) => (n === null ? "" : t("days", { n })), sort: ({ days_to_second }) => days_to_second },
  ];
  return part("corroboration", null, dataTable({ caption: t("corroboration"), columns, rows, many: 6 }));
}

const dots = (n) => el("span.dots", { "aria-hidden": "true" }, "●".repeat(Math.min(n, 5)), n > 5 ? "+" : "");

function totals(i) {
  const rows = OF_QUESTION.totals(i);
  if (!rows.length) return null;
  const ends = (low, high) => interval({ low, high });
  const parts = (row) => row.part_metrics.split(/[,;]\s*/).map(metricName).join(" + ");
  const columns = [
    { label: t("whole"), number: true, cell: ({ claim }) => button(interval(TABLES.claims[claim]), () => showEvidence({ claim }), { class: "link", title: t("to_evidence") }), sort: ({ claim }) => figure(TABLES.claims[claim]) },
    { label: t("who"), cell: ({ claim }) => claimantName(TABLES.claims[claim].claimant), sort: ({ claim }) => claimantName(TABLES.claims[claim].claimant) },
    { label: t("parts"), wide: true, cell: (row) => parts(row), sort: parts },
    { label: t("parts_sum"), number: true, cell: (row) => ends(row.parts_low, row.parts_high), sort: ({ parts_low }) => parts_low },
    { label: t("remainder"), number: true, cell: (row) => ends(row.remainder_low, row.remainder_high), sort: ({ remainder_low }) => remainder_low },
    { label: t("fits"), cell: ({ exceeds }) => el(`span.${exceeds ? "bad" : "good"}`, {}, t(exceeds ? "exceeds" : "does_fit")), sort: ({ exceeds }) => exceeds },
  ];
  return part("totals", null, dataTable({ caption: t("totals"), columns, rows, many: 8 }));
}
