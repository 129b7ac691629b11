// From parts to articles, exactly, volume by volume; and how close the parts stand, for those articles for which that matters.

import { locate, sample, strips } from "./locate.js";

const ALIKE = 2; // parts that weigh up to so many times what the lightest weighs are fetched along with it

// Every article that matches: { volume, article, heads, number, total, span }: in the headline so many parts, of the part that it has
// least so many hits, of all parts so many; the span is worked out by `measure`.
export async function match(volumes, query, textOf) {
  const found = await Promise.all(volumes.map((volume) => inVolume(volume, query, textOf)));
  return found.flat();
}

async function inVolume(volume, { wanted, unwanted }, textOf) {
  let list = wanted.length ? null : Array.from({ length: volume.count }, (_, at) => at);
  const seen = [];
  for (const part of await inOrder(volume, wanted)) {
    const found = await locate(volume, part, list, textOf);
    list = [...found.keys()];
    if (!list.length) return [];
    seen.push(found);
  }
  for (const part of unwanted) {
    const found = await locate(volume, part, list, textOf);
    list = list.filter((article) => !found.has(article));
  }
  return list.map((article) => {
    const parts = seen.map((found) => found.get(article));
    const counts = parts.map(({ count }) => count);
    const number = parts.length ? Math.min(...counts) : 0;
    return { volume, article, heads: parts.filter(({ head }) => head).length, number, total: counts.reduce((sum, count) => sum + count, 0) };
  });
}

// The parts, lightest first; what is about as light as the first is asked for at once.
async function inOrder(volume, parts) {
  if (parts.length < 2) return parts;
  const weighed = await Promise.all(parts.map(async (part) => {
    const grams = await volume.grams(part, sample(part));
    const gram = grams.reduce((best, next) => (next.weight < best.weight ? next : best));
    return { part, gram };
  }));
  weighed.sort((a, b) => a.gram.weight - b.gram.weight);
  await Promise.all(weighed.filter(({ gram }) => gram.weight <= ALIKE * weighed[0].gram.weight).map(({ gram }) => volume.row(gram)));
  return weighed.map(({ part }) => part);
}

export const byRelevance = (a, b) => b.heads - a.heads || b.number - a.number || b.total - a.total;

// How close the parts come in the hits that stand alike, as far as that decides which are the first so many. The hits are sorted by
// relevance and, where they stand alike, as they would be if they were all as close: when there is no more room among the
// closest possible, those that follow need not be looked at.
export async function measure(sorted, size, parts, textOf) {
  const long = parts.filter((part) => part.length > 1);
  if (long.length < 2 || !sorted.length) return;
  const last = sorted[Math.min(size, sorted.length) - 1];
  const alike = sorted.filter((hit, at) => [sorted[at - 1], sorted[at + 1]].some((next) => next && !byRelevance(hit, next)));
  const better = alike.filter((hit) => byRelevance(hit, last) < 0);
  await Promise.all([...new Set(better.map(({ volume }) => volume))].map((volume) => span(better.filter((hit) => hit.volume === volume), long, textOf)));
  const equal = alike.filter((hit) => !byRelevance(hit, last));
  let room = size - sorted.findIndex((hit) => !byRelevance(hit, last));
  const share = room / equal.length;
  for (const hits of runs(equal)) {
    if (room <= 0) return;
    await span(hits, long, textOf, share);
    room -= hits.filter((hit) => hit.span === 0).length;
  }
}

// Hits in pieces of one volume each.
function runs(hits) {
  const found = [];
  for (const hit of hits) {
    if (found.at(-1)?.[0].volume === hit.volume) found.at(-1).push(hit);
    else found.push([hit]);
  }
  return found;
}

// How many strips lie between the parts where they come closest, for hits of one volume, a share of which will be shown.
async function span(hits, parts, textOf, share = 1) {
  const unmeasured = hits.filter((hit) => hit.span === undefined).sort((a, b) => a.article - b.article);
  if (!unmeasured.length) return;
  const articles = unmeasured.map(({ article }) => article);
  const found = [];
  for (const part of parts) found.push(await strips(unmeasured[0].volume, part, articles, textOf, share * hits.length));
  for (const hit of unmeasured) hit.span = closest(found.map((places) => places.get(hit.article)));
}

// The shortest stretch that has a place of every list.
export function closest(lists) {
  const at = lists.map(() => 0);
  let best = Infinity;
  for (;;) {
    const now = lists.map((list, k) => list[at[k]]);
    const low = Math.min(...now);
    best = Math.min(best, Math.max(...now) - low);
    const first = now.indexOf(low);
    if (++at[first] >= lists[first].length) return best;
  }
}
