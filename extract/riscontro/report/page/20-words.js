// What is said, in the reader's language and number format.
const FORMATS = new Map();

function format(kind, options) {
  const key = kind + STATE.language + JSON.stringify(options);
  if (!FORMATS.has(key)) FORMATS.set(key, new Intl[kind](locale(), options));
  return FORMATS.get(key);
}

// The browser's own variety of the language of the interface.
function locale() {
  return navigator.languages.find((tag) => tag.split("-")[0] === STATE.language) ?? STATE.language;
}

function t(key, values = {}) {
  const said = DATA.wording[STATE.language].interface[key] ?? DATA.wording.en.interface[key] ?? key;
  const form = typeof said === "string" ? said : (said[format("PluralRules", {}).select(values.n)] ?? said.other);
  return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : (values[name] ?? "")));
}

function named(kind, id) {
  const names = DATA.wording[STATE.language].names[kind] ?? {};
  return names[id] ?? DATA.wording.en.names[kind]?.[id] ?? String(id).replaceAll("_", " ");
}

const actorName = (id) => DATA.names.actors[STATE.language][id] ?? id;
const metricName = (id) => DATA.names.metrics[STATE.language][id] ?? id;
const placeName = (id) => DATA.names.places[id] ?? id;
const publisherName = (id) => (id === null ? t("no_publisher") : (DATA.names.publishers[id] ?? id));
const claimantName = (id) => (id === null ? t("own_voice") : actorName(id));

function speakerName({ claimant, speaker }) {
  if (claimant !== null) return actorName(claimant);
  return t("own_voice_of", { who: publisherName(speaker.replace(/^article: /, "")) });
}

const number = (value) => format("NumberFormat", { maximumFractionDigits: 2, useGrouping: "always" }).format(value);
const percent = (value) => (value === null ? "" : format("NumberFormat", { style: "percent", maximumFractionDigits: 0 }).format(value));
const times = (value) => "×" + format("NumberFormat", { maximumSignificantDigits: 2 }).format(value);

const SIGNS = { approx: "~ ", at_least: "≥ ", at_most: "≤ " };

// An interval as a reader writes it: 11,000 · ~ 11,000 · ≥ 11,000 · 10,000–12,000.
function interval({ low, high, modifier }) {
  const ends = [...new Set([low, high].filter((end) => end !== null))];
  if (!ends.length) return t("no_number");
  return (SIGNS[modifier] ?? (low === null ? "≤ " : high === null ? "≥ " : "")) + ends.map(number).join("–");
}

const utc = (iso) => new Date(iso + "T00:00:00Z");
const day = (iso) => (iso ? format("DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }).format(utc(iso)) : "");
const moment = (iso) => (iso ? format("DateTimeFormat", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(iso + "Z")) + " UTC" : "");

// A day, a month, a year, or first to last day.
function period(from, to) {
  if (!from) return t("no_date");
  if (from === to || !to) return day(from);
  const [first, last] = [utc(from), utc(to)];
  const next = new Date(last.getTime() + 86400000);
  const whole = first.getUTCDate() === 1 && next.getUTCDate() === 1;
  const months = (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth();
  if (whole && months === 1) return format("DateTimeFormat", { month: "short", year: "numeric", timeZone: "UTC" }).format(first);
  if (whole && months === 12 && first.getUTCMonth() === 0) return String(first.getUTCFullYear());
  return format("DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }).formatRange(first, last);
}

function questionName({ actor, metric, counterpart }) {
  const base = `${actorName(actor)} · ${metricName(metric)}`;
  return counterpart ? `${base} · ${actorName(counterpart)}` : base;
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Whether each word of what is looked for stands in the text.
const holds = (text, wanted) => wanted.every((word) => text.includes(word));
const wordsOf = (query) => folded(query).split(/\s+/).filter(Boolean);
