// One part in one volume, exactly. Rows of grams give candidates, places say which of them have the grams one after the other;
// when the texts of those that are left weigh no more than what is still to be fetched, the texts themselves are looked at.
// All ways give the same numbers.

import { placesOf } from "./fold.js";

const BODY = 512; // where the text begins in an article's places; a hit before it is in the headline
const SAMPLE = 3; // pairs of a long part that are looked up before all of them are
const PAIR = 1500; // bytes, at least, that every further pair of a long part takes

const everyOffset = (part) => Array.from({ length: Math.max(1, part.length - 1) }, (_, at) => at);

// Offsets of pairs from the beginning, the middle and the end; all when there are few.
export function sample(part) {
  const last = part.length - 2;
  return part.length < 5 ? everyOffset(part) : Array.from({ length: SAMPLE }, (_, at) => Math.round((last * at) / (SAMPLE - 1)));
}

export function intersect(left, right) {
  const both = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) both.push(left[i++]), j++;
    else if (left[i] < right[j]) i++;
    else j++;
  }
  return both;
}

// The grams with places that cover a part, together as light as can be.
export function cover(volume, grams, length) {
  const best = [{ weight: 0, chosen: [] }];
  for (let end = 1; end <= length; end++) {
    for (const gram of grams.filter(({ at, length: long }) => at < end && end <= at + long)) {
      const weight = best[gram.at].weight + volume.weight(gram) + 1;
      if (!best[end] || weight < best[end].weight) best[end] = { weight, chosen: [...best[gram.at].chosen, gram] };
    }
  }
  return best[length].chosen;
}

const numbers = (places) => ({ count: places.length, head: Number(places[0] < BODY), places });

// A map from each article that has the part, among some or (null) all, to { count, head, places }; the places may be left out
// unless they are asked for.
export async function locate(volume, part, among, textOf, placed = false) {
  const trail = new Trail(volume, part, among, textOf);
  for (const offsets of [sample(part), everyOffset(part)]) {
    if (trail.starts && (await trail.isLight(PAIR * part.length))) return trail.read();
    const grams = await volume.grams(part, offsets);
    const whole = grams.find(({ length }) => length === part.length);
    if (whole && !placed) return byRow(trail, whole);
    const all = offsets.length > part.length - 2;
    const light = grams.filter(({ common }) => !common);
    if (!all && !light.length) continue;
    const chosen = all ? cover(volume, grams.filter(({ length, common }) => length === 2 || !common), part.length) : light;
    const heavy = chosen.filter(({ common }) => common);
    const chain = [heavy.length ? light : chosen, heavy].map((some) => some.sort((a, b) => volume.weight(a) - volume.weight(b)));
    const done = await trail.follow(chain.flat());
    if (done || all) return done ?? trail.result();
  }
}

// A part that is a gram: its row is the answer.
async function byRow(trail, gram) {
  const { volume, list } = trail;
  if (list && (await trail.isLight(volume.weight(gram) - volume.placesWeight(gram)))) return trail.read();
  const row = await volume.row(gram);
  const found = new Map();
  const wanted = list && new Set(list);
  row?.articles.forEach((article, at) => {
    if (!wanted || wanted.has(article)) found.set(article, { count: row.counts[at], head: row.heads[at] });
  });
  return found;
}

// What is known so far: the articles that are left and, in each, where the part may begin.
class Trail {
  constructor(volume, part, among, textOf) {
    Object.assign(this, { volume, part, list: among, textOf, starts: null });
  }

  // Whether the texts of what is left weigh no more than something else.
  async isLight(weight) {
    return this.list !== null && (await this.volume.textWeight(this.list)) <= weight;
  }

  // Narrow by each gram in turn; the answer, if it is found on the way.
  async follow(chain) {
    const { volume } = this;
    if (!this.list) await Promise.all(chain.slice(0, 2).filter(({ common }) => !common).map((gram) => volume.row(gram)));
    for (const [at, gram] of chain.entries()) {
      const rest = gram.common ? chain.slice(at) : [gram];
      if (await this.isLight(rest.reduce((sum, each) => sum + volume.weight(each), 0))) return this.read();
      const row = await volume.row(gram);
      this.list = row ? intersect(this.list ?? row.articles, row.articles) : [];
      if (await this.isLight(volume.placesWeight(gram))) return this.read();
      const places = await volume.places(gram, this.list);
      if (!places) return this.read();
      this.narrow(gram, places);
    }
    return null;
  }

  narrow({ at }, places) {
    const starts = new Map();
    for (const article of this.list) {
      const here = places.get(article).map((place) => place - at);
      const before = this.starts && new Set(this.starts.get(article));
      const both = before ? here.filter((place) => before.has(place)) : here;
      if (both.length) starts.set(article, both);
    }
    this.starts = starts;
    this.list = [...starts.keys()];
  }

  result() {
    return new Map([...this.starts].map(([article, places]) => [article, numbers(places)]));
  }

  async read() {
    const texts = await Promise.all(this.list.map((article) => this.textOf(this.volume, article)));
    const found = this.list.map((article, at) => [article, numbers(placesOf(this.part, texts[at]))]);
    return new Map(found.filter(([, { count }]) => count));
  }
}
