// From parts to articles, exactly, volume by volume; and how close the parts stand, for those articles for which that matters.

import { locate, sample } from "./locate.js";

const ALIKE = 2; // parts that weigh up to so many times what the lightest weighs are fetched along with it

// Every article that matches: { volume, article, number, heads, span }; the span is worked out by `measure`.
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
    return { volume, article, number: parts.length ? Math.min(...parts.map(({ count }) => count)) : 0, heads: parts.filter(({ head }) => head).length };
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

// How close the parts come in each hit.
export async function measure(hits, parts, textOf) {
  const long = parts.filter((part) => part.length > 1);
  const unmeasured = hits.filter((hit) => hit.span === undefined);
  await Promise.all([...new Set(unmeasured.map(({ volume }) => volume))].map(async (volume) => {
    const here = new Map(unmeasured.filter((hit) => hit.volume === volume).map((hit) => [hit.article, hit]));
    const articles = [...here.keys()].sort((a, b) => a - b);
    const places = [];
    for (const part of long) places.push(await locate(volume, part, articles, textOf, true));
    for (const [article, hit] of here) hit.span = long.length > 1 ? closest(places.map((found) => found.get(article).places)) : 0;
  }));
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
