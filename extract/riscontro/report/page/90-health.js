// What the run read, what it set aside and why; what was checked and what failed.
function drawHealth() {
  const [run] = TABLES.publication;
  const tiles = [["documents", run.documents], ["facts", run.facts], ["rejections", run.rejections], ["quarantined", run.quarantined], ["problems", run.problems]];
  put(
    byId("health"), heading("health", { when: run.published_at ? day(run.published_at.slice(0, 10)) : t("no_date"), run: run.run_id, finished: moment(run.finished_at) }),
    el("dl.tiles", {}, tiles.map(([key, n]) => el("div", {}, el("dt", {}, t(`tile_${key}`)), el("dd", {}, number(n))))),
    part("rejections", null, rejectionsTable()), part("coverage", null, languagesTable(), publishersTable()), TABLES.problems.length ? part("problems", null, problemsTable()) : null,
  );
}

function bar(value, most) {
  const made = el("span.bar", { "aria-hidden": "true" });
  made.style.inlineSize = `${Math.max(2, (100 * value) / most)}%`;
  return made;
}

function rejectionsTable() {
  const rows = TABLES.rejections;
  const most = Math.max(...rows.map(({ rejections }) => rejections));
  const columns = [
    { label: t("reason"), cell: ({ reason }) => named("reasons", reason), sort: ({ reason }) => named("reasons", reason) },
    { label: t("numbers"), number: true, cell: ({ rejections: n }) => number(n), sort: ({ rejections }) => rejections },
    { label: t("share"), cell: ({ rejections }) => bar(rejections, most) },
    { label: t("for_example"), wide: true, cell: ({ example }) => el("q", {}, example) },
  ];
  return dataTable({ caption: t("rejections"), columns, rows, sorted: { column: 1, down: true }, many: 30 });
}

function languagesTable() {
  const name = (code) => (code ? format("DisplayNames", { type: "language" }).of(code) : t("unknown"));
  const columns = [
    { label: t("language"), cell: ({ language }) => name(language), sort: ({ language }) => name(language) },
    ...counted("documents", "facts", "rejections"),
  ];
  return dataTable({ caption: t("by_language"), columns, rows: TABLES.languages, sorted: { column: 1, down: true } });
}

const counted = (...keys) => keys.map((key) => ({ label: t(`tile_${key}`), number: true, cell: (row) => number(row[key]), sort: (row) => row[key] }));

function publishersTable() {
  const columns = [
    { label: t("publisher"), cell: ({ name }) => name, sort: ({ name }) => name },
    ...counted("documents", "facts", "rejections"),
    { label: t("copies"), number: true, cell: ({ copies }) => number(copies), sort: ({ copies }) => copies },
    { label: t("attributed"), number: true, cell: ({ attributed_share: share }) => percent(share), sort: ({ attributed_share }) => attributed_share },
    { label: t("hedged"), number: true, cell: ({ hedged_share: share }) => percent(share), sort: ({ hedged_share }) => hedged_share },
  ];
  return dataTable({ caption: t("by_publisher"), columns, rows: TABLES.publishers, sorted: { column: 1, down: true }, many: 12 });
}

function problemsTable() {
  const columns = ["place", "reason", "expected", "action"].map((key) => ({ label: t(`problem_${key}`), wide: key === "expected", cell: (row) => (key === "reason" ? named("reasons", row.reason) : row[key]), sort: (row) => row[key] }));
  return dataTable({ caption: t("problems"), columns, rows: TABLES.problems });
}

function drawChecks() {
  const [run] = TABLES.publication;
  const failed = run.quarantined;
  put(
    byId("checks"), heading("checks"), el(`p.verdict.${failed ? "bad" : "good"}`, {}, t(failed ? "checks_failed" : "checks_passed", { n: failed, of: run.facts })),
    checksTable(), failed ? part("quarantine", null, quarantineTable()) : null, part("ranges", null, rangesTable()),
  );
}

const verdict = (failed) => el(`span.${failed ? "bad" : "good"}`, {}, failed ? `✕ ${number(failed)}` : `✓ ${t("passed")}`);

function checksTable() {
  const columns = [
    { label: t("check"), wide: true, cell: ({ expectation, expected }) => [named("checks", expectation), el("span.trace", { lang: "en" }, `${expectation}: ${expected}`)], sort: ({ expectation }) => named("checks", expectation) },
    { label: t("expectations"), number: true, cell: ({ expectations }) => number(expectations), sort: ({ expectations }) => expectations },
    { label: t("checked"), number: true, cell: ({ checked }) => number(checked), sort: ({ checked }) => checked },
    { label: t("failed"), cell: ({ failed }) => verdict(failed), sort: ({ failed }) => failed },
  ];
  return dataTable({ caption: t("checks"), columns, rows: TABLES.checks, many: 40 });
}

function quarantineTable() {
  const columns = [
    { label: t("key"), cell: ({ fact_id: id }) => el("code", {}, id), sort: ({ fact_id }) => fact_id },
    { label: t("check"), cell: ({ expectation }) => named("checks", expectation), sort: ({ expectation }) => expectation },
    { label: t("observed"), cell: ({ observed }) => observed, sort: ({ observed }) => observed },
    { label: t("expected"), cell: ({ expected }) => el("span", { lang: "en" }, expected) },
    { label: t("sentence"), wide: true, cell: ({ quote, publisher }) => [quote === null ? "" : el("q", {}, quote), el("span.trace", {}, publisherName(publisher))] },
  ];
  return dataTable({ caption: t("quarantine"), columns, rows: TABLES.quarantine, many: 20 });
}

function rangesTable() {
  const ends = (low, high) => (low === null && high === null ? "" : `${low === null ? "" : number(low)}–${high === null ? "" : number(high)}`);
  const columns = [
    { label: t("metric"), cell: ({ metric }) => metricName(metric), sort: ({ metric }) => metricName(metric) },
    { label: t("plausible"), number: true, cell: ({ value_min: low, value_max: high }) => ends(low, high), sort: ({ value_max }) => value_max },
    { label: t("observed"), number: true, cell: ({ lowest, highest }) => ends(lowest, highest), sort: ({ highest }) => highest },
    { label: t("checked"), number: true, cell: ({ checked }) => number(checked), sort: ({ checked }) => checked },
    { label: t("failed"), cell: ({ failed, checked }) => (checked ? verdict(failed) : ""), sort: ({ failed }) => failed },
    { label: t("why"), wide: true, cell: ({ why }) => el("span", { lang: "en" }, why ?? "") },
  ];
  return dataTable({ caption: t("ranges"), columns, rows: TABLES.ranges, sorted: { column: 3, down: true }, many: 12 });
}
