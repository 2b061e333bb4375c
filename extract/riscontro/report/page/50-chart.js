// The chart of a question, drawn by Vega from one specification, and the card that a mark opens.
const CHART = { view: null, drawn: [], focus: -1, only: "", colours: new Map() };

function isDark() {
  return STATE.theme === "dark" || (STATE.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
}

const palette = () => DATA.chart.palette[isDark() ? "dark" : "light"];

// Who says most has the first colour; the articles' own voice and whoever comes late are grey.
function colourClaimants(claims) {
  const counts = new Map();
  for (const { claimant } of claims) counts.set(claimant, (counts.get(claimant) ?? 0) + 1);
  const quoted = [...counts].filter(([id]) => id !== null).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const { claimants, own, others } = palette();
  CHART.colours = new Map(quoted.map(([id], place) => [id, claimants[place] ?? others]));
  CHART.colours.set(null, own);
  CHART.groups = quoted.slice(0, claimants.length).map(([id, n]) => ({ key: id, name: actorName(id), colour: CHART.colours.get(id), n }));
  const rest = quoted.slice(claimants.length).reduce((sum, [, n]) => sum + n, 0);
  if (rest) CHART.groups.push({ key: "+others", name: t("others", { n: quoted.length - claimants.length }), colour: others, n: rest });
  if (counts.has(null)) CHART.groups.push({ key: "+own", name: t("own_voice"), colour: own, n: counts.get(null) });
}

const groupOf = (claimant) => (claimant === null ? "+own" : CHART.groups.some(({ key }) => key === claimant) ? claimant : "+others");

function marks(claims) {
  return claims
    .filter((claim) => claim.holds_on && figure(claim) !== null)
    .map((claim) => ({
      id: claim.i, at: utc(claim.holds_on).getTime(), from: utc(claim.date).getTime(), to: utc(claim.date_end).getTime(), figure: figure(claim),
      low: claim.low ?? figure(claim), high: claim.high ?? figure(claim), open: opening(claim), who: groupOf(claim.claimant), status: claim.status, hedged: Boolean(claim.hedged),
    }))
    .sort((a, b) => a.at - b.at || a.figure - b.figure);
}

const HAS = {
  band: (_, band) => band.length, period: (drawn) => drawn.length, interval: (drawn) => drawn.some(({ low, high }) => high > low),
  up: (drawn) => drawn.some(({ open }) => open === "up"), down: (drawn) => drawn.some(({ open }) => open === "down"), claims: (drawn) => drawn.length,
};

function chartSpec(drawn, band) {
  const { spec } = structuredClone(DATA.chart);
  const { band: fill, grid, text } = palette();
  const steps = band.map(({ day: at, lowest, highest }) => ({ at: at * 86400000, figure: highest, lowest, highest }));
  spec.datasets = { claims: drawn, band: closed(steps) };
  const marksLayer = spec.layer.find(({ name }) => name === "claims");
  for (const channel of [spec.encoding.stroke, marksLayer.encoding.fill]) {
    channel.scale = { domain: CHART.groups.map(({ key }) => key), range: CHART.groups.map(({ colour }) => colour) };
  }
  const hollow = marksLayer.encoding.fill.condition;
  hollow.value = getComputedStyle(document.body).backgroundColor;
  Object.assign(spec.layer.find(({ name }) => name === "band").mark, { fill, stroke: fill });
  spec.layer = spec.layer.filter(({ name }) => HAS[name](drawn, band)); // Vega warns of a layer without data
  const [scale, ticks] = yScale(drawn.length ? drawn : band.map(({ lowest: low, highest: high }) => ({ low, high })));
  Object.assign(spec.encoding.y.scale, scale);
  if (ticks) spec.encoding.y.axis.values = ticks;
  spec.encoding.y.axis.gridColor = grid;
  for (const axis of [spec.encoding.x.axis, spec.encoding.y.axis]) Object.assign(axis, { labelColor: text, domainColor: text, tickColor: text, labelFontSize: 12, labelFont: "system-ui, sans-serif" });
  return spec;
}

// Where the largest number is far above the smallest, equal factors take equal room.
function scaleOf(drawn) {
  const [lowest, highest] = extent(drawn.flatMap(({ low, high }) => [low, high]));
  if (!drawn.length || lowest <= 0) return "linear";
  return STATE.scale ?? (highest / lowest > 30 ? "log" : "linear");
}

const extent = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);

// Room above for an arrow; where factors count, room on both sides.
function yScale(drawn) {
  const [lowest, highest] = extent(drawn.flatMap(({ low, high }) => [low, high]));
  if (scaleOf(drawn) !== "log") return [{ domain: [0, 1.08 * highest || 1] }];
  const domain = [lowest / 1.3, highest * 1.3];
  return [{ type: "log", nice: false, domain }, logTicks(...domain)];
}

// 1, 2, 5, 10 … ; over many powers of ten these alone.
function logTicks(low, high) {
  const powers = Array.from({ length: 24 }, (_, n) => 10 ** (n - 6));
  const steps = Math.log10(high / low) > 3 ? [1] : [1, 2, 5];
  return powers.flatMap((power) => steps.map((step) => step * power)).filter((tick) => tick >= low && tick <= high);
}

// The last step is as wide as the eye needs to see it.
function closed(steps) {
  if (!steps.length) return steps;
  const last = steps.at(-1);
  return [...steps, { ...last, at: last.at + Math.max(86400000, (last.at - steps[0].at) / 60) }];
}

function numberLocale() {
  const parts = format("NumberFormat", { useGrouping: "always" }).formatToParts(1234567.8);
  const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
  return { decimal: part("decimal"), thousands: part("group"), grouping: [3], currency: ["", ""] };
}

function timeLocale() {
  const names = (count, options, start) => Array.from({ length: count }, (_, n) => format("DateTimeFormat", { ...options, timeZone: "UTC" }).format(new Date(Date.UTC(2023, options.month ? n : 0, options.month ? 1 : start + n))));
  return {
    dateTime: "%x, %X", date: "%-d/%-m/%Y", time: "%H:%M", periods: ["AM", "PM"], days: names(7, { weekday: "long" }, 1), shortDays: names(7, { weekday: "short" }, 1),
    months: names(12, { month: "long" }), shortMonths: names(12, { month: "short" }),
  };
}

async function drawChart(place, question) {
  CHART.view?.finalize();
  CHART.view = null;
  CHART.focus = -1;
  const mine = (CHART.turn = {});
  const band = OF_QUESTION.band(question.i).filter(({ lowest, highest }) => lowest !== null && highest !== null);
  CHART.drawn = marks(OF_QUESTION.claims(question.i));
  if (!CHART.drawn.length && !band.length) return put(place, el("p.quiet", {}, t("nothing_to_draw")));
  const spec = chartSpec(CHART.drawn, band);
  if (place.clientWidth < 500) spec.height = 300;
  const options = { mode: "vega-lite", ast: true, actions: false, renderer: "svg", tooltip: false, defaultStyle: false, formatLocale: numberLocale(), timeFormatLocale: timeLocale() };
  const { view } = await vegaEmbed(place, spec, options);
  if (CHART.turn !== mine) return view.finalize();
  CHART.view = view;
  place.querySelector("svg")?.setAttribute("aria-hidden", "true");
  view.addEventListener("mouseover", (_, item) => item?.datum?.id >= 0 && focusMark(item.datum.id));
  view.addEventListener("mouseout", (_, item) => item?.datum?.id >= 0 && document.activeElement !== place && focusMark(-1));
  view.addEventListener("click", (_, item) => item?.datum?.id >= 0 && showEvidence({ claim: item.datum.id }));
  place.dataset.question = questionKey(question);
}

function focusMark(id) {
  CHART.focus = id;
  CHART.view?.signal("focus", id).runAsync();
  const card = byId("card");
  card.hidden = id < 0;
  if (id < 0) return;
  put(card, claimCard(TABLES.claims[id]));
  const drawn = CHART.drawn.find((one) => one.id === id);
  const [left, top] = CHART.view.origin();
  const x = left + CHART.view.scale("x")(drawn.at);
  const width = byId("chart").clientWidth;
  card.style.left = `${Math.min(Math.max(x - card.offsetWidth / 2, 0), width - card.offsetWidth)}px`;
  const y = top + CHART.view.scale("y")(drawn.figure);
  card.style.top = y - card.offsetHeight - 18 > -60 ? `${y - card.offsetHeight - 18}px` : `${y + 22}px`;
}

// What a mark stands for: number, who, when, the sentence and who printed it.
function claimCard(claim) {
  const facts = FACTS_OF_CLAIM(claim.i);
  const fact = TABLES.facts[claim.fact] ?? facts[0];
  const printed = TABLES.documents[fact.document];
  const rest = facts.length > 1 ? ` · ${t("and_more", { n: facts.length - 1 })}` : "";
  return [
    el("p.figure", {}, interval(claim), " ", badges(claim)),
    el("p", {}, swatch(claim.claimant), claimantName(claim.claimant), " · ", period(claim.date, claim.date_end)),
    el("blockquote", {}, sentence(fact)),
    el("p.quiet", {}, `${publisherName(printed.publisher)}, ${day(printed.published) || t("no_date")}${rest}`),
  ];
}

function swatch(claimant) {
  const made = el("span.swatch", { "aria-hidden": "true" });
  made.style.backgroundColor = CHART.colours.get(claimant) ?? palette().others;
  return made;
}

function chartKey(event) {
  const ends = { Home: 0, End: CHART.drawn.length - 1 };
  const place = CHART.drawn.findIndex(({ id }) => id === CHART.focus);
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    const step = event.key === "ArrowRight" ? 1 : -1;
    const next = place < 0 ? (step > 0 ? 0 : CHART.drawn.length - 1) : Math.min(Math.max(place + step, 0), CHART.drawn.length - 1);
    if (CHART.drawn[next]) focusMark(CHART.drawn[next].id);
  } else if (event.key in ends && CHART.drawn.length) focusMark(CHART.drawn[ends[event.key]].id);
  else if (event.key === "Enter" && CHART.focus >= 0) showEvidence({ claim: CHART.focus });
  else if (event.key === "Escape") focusMark(-1);
  else return;
  event.preventDefault();
}

function legend() {
  const isolate = (key) => () => {
    CHART.only = CHART.only === key ? "" : key;
    CHART.view?.signal("only", CHART.only).runAsync();
    byId("legend").querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.key === CHART.only)));
  };
  const groups = CHART.groups.map(({ key, name, colour, n }) => {
    const dot = el("span.swatch", { "aria-hidden": "true" });
    dot.style.backgroundColor = colour;
    return button([dot, name, el("span.count", {}, number(n))], isolate(key), { "aria-pressed": "false", "data-key": key, title: t("isolate") });
  });
  return el("div.legend", { id: "legend", role: "group", "aria-label": t("claimants") }, groups);
}

function shapes() {
  const shown = [["●", "shape_actual"], ["○", "shape_hedged"], ["◆", "shape_planned"], ["✕", "shape_denied"], ["↕", "shape_interval"], ["▇", "shape_band"]];
  return el("p.shapes", {}, shown.map(([sign, key]) => el("span", {}, el(`span.sign.${key}`, { "aria-hidden": "true" }, sign), t(key))));
}
