"use strict";
// The tables of the page, unpacked: an array of rows a table; `i` is a row's place.
const DATA = JSON.parse(document.getElementById("data").textContent);

// A row reads its columns when it is asked: a page of ten thousand facts opens at once.
function unpacked({ n, c }) {
  class Row {
    constructor(i) {
      this.i = i;
    }
  }
  for (const [name, column] of Object.entries(c)) {
    const read = Array.isArray(column) ? (i) => column[i] : "at" in column ? (i) => column.of[column.at[i]] : () => column.all;
    Object.defineProperty(Row.prototype, name, { get() { return read(this.i); }, set(value) { Object.defineProperty(this, name, { value }); } });
  }
  return Array.from({ length: n }, (_, i) => new Row(i));
}

const TABLES = Object.fromEntries(Object.entries(DATA.tables).map(([name, table]) => [name, unpacked(table)]));

function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    if (!groups.has(row[key])) groups.set(row[key], []);
    groups.get(row[key]).push(row);
  }
  return (value) => groups.get(value) ?? [];
}

const OF_QUESTION = Object.fromEntries(
  ["claims", "band", "speakers", "contradictions", "revisions", "totals", "counts"].map((name) => [name, grouped(TABLES[name], "question")]),
);
const FACTS_OF_CLAIM = grouped(TABLES.facts, "claim");
const QUESTIONS = TABLES.questions;

// What the reader has chosen.
const STATE = { question: 0, language: "en", theme: "auto", scale: null, evidence: { all: false, claim: null, query: "" } };

function questionKey({ actor, metric, counterpart, unit }) {
  return [actor, metric, counterpart ?? "", unit].map(encodeURIComponent).join("/");
}

// The end of an interval that stands for it on the chart: its middle, or the one end that is stated.
function figure({ low, high }) {
  if (low === null || high === null) return low ?? high;
  return (low + high) / 2;
}

function opening({ low, high }) {
  if (low === null && high === null) return "";
  return high === null ? "up" : low === null ? "down" : "";
}
