// One part in one volume, exactly. A part that is a gram has a row of its own. Any other is covered by grams that are not common:
// their rows give candidates, their places say in which of them the grams stand one after the other. When the texts of those that
// are left weigh less than what is still to be fetched, the texts themselves are looked at. All ways give the same numbers.

import { placesOf } from "./fold.js";
import { STRIP } from "./volume.js";

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

// The grams that cover a part, together as light as can be; none when they leave a hole.
export function cover(volume, grams, length) {
  const best = [{ weight: 0, chosen: [] }];
  for (let end = 1; end <= length; end++) {
    for (const gram of grams.filter(({ at, length: long }) => at < end && end <= at + long)) {
      if (!best[gram.at]) continue;
      const weight = best[gram.at].weight + volume.weight(gram) + 1;
      if (!best[end] || weight < best[end].weight) best[end] = { weight, chosen: [...best[gram.at].chosen, gram] };
    }
  }
  return best[length]?.chosen ?? [];
}

// A map from each article that has the part, among some or (null) all, to { count, head }.
export async function locate(volume, part, among, textOf) {
  const found = new Map();
  const { gram, places } = await seek(volume, part, among, textOf);
  if (!gram) for (const [article, here] of places) found.set(article, { count: here.length, head: Number(here[0] < BODY) });
  else {
    const row = await volume.row(gram);
    const wanted = among && new Set(among);
    row?.articles.forEach((article, at) => {
      if (!wanted || wanted.has(article)) found.set(article, { count: row.counts[at], head: row.heads[at] });
    });
  }
  return found;
}

// In which strips of some articles, that all have it, a part stands; so many of them will be shown.
export async function strips(volume, part, articles, textOf, shown) {
  const { gram, places } = await seek(volume, part, articles, textOf, shown, true);
  if (gram) return volume.strips(gram, articles);
  return new Map([...places].map(([article, here]) => [article, here.map((place) => Math.floor(place / STRIP))]));
}

// The gram that the part is, or its places. Where strips are wanted, a gram that is not common has places too.
async function seek(volume, part, among, textOf, shown = volume.shown, strips = false) {
  const trail = new Trail(volume, part, among, textOf, shown);
  for (const offsets of [sample(part), everyOffset(part)]) {
    if (trail.starts && (await trail.isLight(PAIR * part.length))) break;
    const grams = await volume.grams(part, offsets);
    const whole = grams.find(({ length }) => length === part.length);
    if (whole && (whole.common || !strips)) {
      if (await trail.isLight(strips ? await volume.stripsWeight(whole) : volume.weight(whole))) break;
      return { gram: whole };
    }
    const light = grams.filter(({ common }) => !common);
    const all = offsets.length > part.length - 2;
    const chosen = all ? cover(volume, light, part.length) : light.filter(isLargest);
    if (await trail.follow(chosen.sort((a, b) => volume.weight(a) - volume.weight(b)))) break;
    if (all && chosen.length) return { places: trail.starts };
    if (all) await trail.narrow(grams.filter(isLargest));
  }
  return { places: await trail.read() };
}

// Whether no other of some grams has this one in it.
function isLargest(gram, _, grams) {
  return !grams.some((other) => other.length > gram.length && other.at <= gram.at && gram.at + gram.length <= other.at + other.length);
}

// What is known so far: the articles that are left and, in each, where the part may begin.
class Trail {
  constructor(volume, part, among, textOf, shown) {
    Object.assign(this, { volume, part, list: among, textOf, shown, starts: null });
  }

  // Whether the texts of what is left weigh less than something else.
  async isLight(weight) {
    return this.list !== null && (await this.volume.textWeight(this.list, this.shown)) < weight;
  }

  // Narrow by each gram in turn, by articles and by places; true as soon as the texts of those that are left are to be read.
  async follow(chain) {
    const { volume } = this;
    if (!this.list) await Promise.all(chain.slice(0, 2).map((gram) => volume.row(gram)));
    for (const gram of chain) {
      if (await this.isLight(volume.weight(gram))) return true;
      await this.narrow([gram]);
      const places = this.list.length && (await volume.places(gram, this.list));
      if (!places) return true;
      this.align(gram, places);
    }
    return false;
  }

  // Narrow by the articles that have some grams.
  async narrow(grams) {
    for (const row of await Promise.all(grams.map((gram) => this.volume.row(gram)))) {
      this.list = row ? intersect(this.list ?? row.articles, row.articles) : [];
    }
  }

  align({ at }, places) {
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

  // The places of the part in the texts of those that are left.
  async read() {
    const texts = await Promise.all(this.list.map((article) => this.textOf(this.volume, article)));
    const found = this.list.map((article, at) => [article, placesOf(this.part, texts[at])]);
    return new Map(found.filter(([, places]) => places.length));
  }
}
