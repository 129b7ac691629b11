// Facets: which values the found articles have, and how many of each; choices of one facet widen, of several narrow.

import { FACETS } from "./query.js";

const dayOf = (date) => date.replace(/[~?%].*$/, "").split("/")[0];

// The values of an article: [id, label] pairs. A date counts as its year and as its month.
async function reader(facet, volume) {
  if (facet === "date") {
    const dates = await volume.dates();
    const known = new Map();
    return (article) => {
      const date = dates[article];
      if (!known.has(date)) known.set(date, dateValues(dayOf(date)));
      return known.get(date);
    };
  }
  const { values, articles } = await volume.column(facet);
  return (article) => articles[article].map((at) => values[at]);
}

function dateValues(day) {
  if (!day) return [["unknown", "日期未知"]];
  const [year, month] = day.split("-");
  const values = [[year, `${year}年`]];
  if (month) values.push([`${year}-${month}`, `${year}年${Number(month)}月`]);
  return values;
}

// The hits that pass every filter; for each open facet its values with the counts they would have.
export async function count(hits, filters, open) {
  const used = FACETS.filter((facet) => open.includes(facet) || filters[facet].length);
  const volumes = [...new Set(hits.map((hit) => hit.volume))];
  const readers = new Map();
  await Promise.all(volumes.map(async (volume) => {
    readers.set(volume, await Promise.all(used.map((facet) => reader(facet, volume))));
  }));
  const wanted = used.map((facet) => new Set(filters[facet]));
  const tallies = used.map(() => new Map());
  const kept = [];
  for (const hit of hits) {
    const values = readers.get(hit.volume).map((read) => read(hit.article));
    const failed = used.flatMap((_, at) => (wanted[at].size && !values[at].some(([id]) => wanted[at].has(id)) ? [at] : []));
    if (failed.length === 0) kept.push(hit);
    if (failed.length < 2) used.forEach((_, at) => (failed.length === 0 || failed[0] === at) && tally(tallies[at], values[at]));
  }
  const facets = Object.fromEntries(used.map((facet, at) => [facet, listed(facet, tallies[at], wanted[at])]));
  return { kept, facets };
}

function tally(counts, values) {
  for (const [id, label] of values) {
    const line = counts.get(id);
    if (line) line.count++;
    else counts.set(id, { id, label, count: 1 });
  }
}

const compare = (a, b) => (a < b ? -1 : Number(a > b));

function listed(facet, counts, wanted) {
  for (const id of wanted) if (!counts.has(id)) counts.set(id, { id, label: id, count: 0 });
  const lines = [...counts.values()].map((line) => ({ ...line, chosen: wanted.has(line.id) }));
  const orders = {
    date: (a, b) => (a.id === "unknown") - (b.id === "unknown") || compare(b.id.slice(0, 4), a.id.slice(0, 4)) || a.id.length - b.id.length || compare(b.id, a.id),
    page: (a, b) => Number(a.id) - Number(b.id),
  };
  return lines.sort(orders[facet] ?? ((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)));
}
