// From parts to articles, exactly. Grams give candidates; a candidate counts only once every part is seen to stand in it:
// in its text when few are left, by the places of the grams when there are many. Both ways give the same numbers.

import { placesOf } from "./fold.js";

const BODY = 512; // where the text begins in an article's places; a hit before it is in the headline
const FEW = 16; // candidates whose texts weigh less than the places of their grams
const SAMPLE = 3; // grams of a long part that are asked for before the rest

// Grams that cover a part, with their offsets.
export function cover(part) {
  if (part.length < 3) return [[0, part]];
  const offsets = [];
  for (let at = 0; at < part.length - 2; at += 2) offsets.push(at);
  offsets.push(part.length - 2);
  return offsets.map((at) => [at, part.slice(at, at + 2)]);
}

function sample(grams) {
  if (grams.length <= SAMPLE) return grams;
  return [grams[0], grams[grams.length >> 1], grams[grams.length - 1]];
}

const isExact = (part) => part.length < 3;

function intersect(left, right) {
  const both = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) both.push(left[i++]), j++;
    else if (left[i] < right[j]) i++;
    else j++;
  }
  return both;
}

async function narrow(volume, articles, grams) {
  const rows = await Promise.all(grams.map(([, gram]) => volume.row(gram)));
  if (rows.some((row) => !row)) return [];
  return rows.sort((a, b) => a.articles.length - b.articles.length).reduce((left, row) => intersect(left, row.articles), articles);
}

const everyArticle = (volume) => Array.from({ length: volume.count }, (_, at) => at);

// Articles of a volume that may match: those with the sampled grams of every wanted part.
async function candidates(volume, query, choose) {
  const grams = query.wanted.flatMap((part) => choose(cover(part)));
  return narrow(volume, everyArticle(volume), grams);
}

// Every article that matches, volume by volume: { volume, article, number, heads, span }.
export async function match(volumes, query, textOf) {
  const lists = await Promise.all(volumes.map((volume) => candidates(volume, query, sample)));
  const total = (all) => all.reduce((sum, list) => sum + list.length, 0);
  const simple = query.wanted.length < 2 && query.unwanted.length === 0 && query.wanted.every(isExact);
  if (simple) return collect(volumes, lists, (volume, list) => byRow(volume, list, query.wanted[0]));
  if (total(lists) > FEW && query.wanted.some((part) => cover(part).length > SAMPLE))
    await Promise.all(volumes.map(async (volume, at) => (lists[at] = await candidates(volume, query, (grams) => grams))));
  const check = total(lists) > FEW ? byPlaces : byText(textOf);
  return collect(volumes, lists, (volume, list) => check(volume, list, query));
}

async function collect(volumes, lists, check) {
  const found = await Promise.all(volumes.map((volume, at) => (lists[at].length ? check(volume, lists[at]) : [])));
  return found.flat();
}

// One short part, or none: the row itself is the answer.
async function byRow(volume, list, part) {
  if (part === undefined) return list.map((article) => ({ volume, article, number: 0, heads: 0, span: 0 }));
  const row = await volume.row(part);
  return list.map((article, at) => ({ volume, article, number: row.counts[at], heads: row.heads[at], span: 0 }));
}

function byText(textOf) {
  return async (volume, list, query) => {
    const texts = await Promise.all(list.map((article) => textOf(volume, article)));
    return list.flatMap((article, at) => judge(volume, article, query, (part) => summary(placesOf(part, texts[at]))));
  };
}

async function byPlaces(volume, list, query) {
  const parts = [...query.wanted, ...query.unwanted];
  const found = new Map(await Promise.all(parts.map(async (part) => [part, await summaries(volume, list, part)])));
  return list.flatMap((article) => judge(volume, article, query, (part) => found.get(part).get(article) ?? NOWHERE));
}

const NOWHERE = { count: 0, head: 0, places: [] };

function summary(places) {
  return places.length ? { count: places.length, head: Number(places[0] < BODY), places } : NOWHERE;
}

async function summaries(volume, list, part) {
  if (part.length === 1) return singles(await volume.row(part));
  const grams = cover(part);
  const maps = await Promise.all(grams.map(([, gram]) => volume.places(gram, list)));
  const found = new Map();
  for (const [article, firsts] of maps[0]) {
    const rest = grams.slice(1).map(([offset], at) => [offset, new Set(maps[at + 1].get(article) ?? [])]);
    found.set(article, summary(firsts.filter((place) => rest.every(([offset, set]) => set.has(place + offset)))));
  }
  return found;
}

function singles(row) {
  const found = new Map();
  row?.articles.forEach((article, at) => found.set(article, { count: row.counts[at], head: row.heads[at], places: [] }));
  return found;
}

// The article with its numbers if every wanted part is in it and no unwanted one: else nothing.
function judge(volume, article, query, look) {
  if (query.unwanted.some((part) => look(part).count > 0)) return [];
  const seen = query.wanted.map(look);
  if (seen.some(({ count }) => count === 0)) return [];
  const long = seen.filter((_, at) => query.wanted[at].length > 1).map(({ places }) => places);
  return [{
    volume,
    article,
    number: seen.length ? Math.min(...seen.map(({ count }) => count)) : 0,
    heads: seen.filter(({ head }) => head).length,
    span: long.length > 1 ? closest(long) : 0,
  }];
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
