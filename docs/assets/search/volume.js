// One volume of the index: which of its files hold what is asked for, fetched once and kept; and what a file would weigh.

import { Reader } from "./codec.js";

const PAGE = 64; // shards that are listed in one file
const WEIGHT = 256; // bytes by which weights are counted
const RARE = 2; // a gram in so few articles has no places
const PAIRS = 65536; // numbers from here on are those of pairs
const LONGEST = 12; // characters of the longest gram
const TEXT = "text"; // the folder of the texts
const DIGITS = 6; // of the digest of a day's texts
const APART = 0.6; // bytes that the strip of one place takes
export const STRIP = 32; // characters by which the places of a common gram are counted

export class Volume {
  // `shown` is how many of its articles will be shown, and their texts fetched, as far as that can be guessed.
  constructor(line, load, shown) {
    this.name = line.name;
    this.count = line.articles;
    this.shown = shown;
    this.folder = line.folder;
    this.load = load;
    this.made = new Map();
  }

  // What a file of the volume says, read once; one that could not be had is asked for again the next time.
  once(path, read, folder = this.folder) {
    if (!this.made.has(path)) {
      const made = this.load(`${folder}/${path}`).then(read);
      made.catch(() => this.made.delete(path));
      this.made.set(path, made);
    }
    return this.made.get(path);
  }

  contents() {
    return this.once("contents.bin", readContents);
  }

  // The shard that has a gram if any has it: its page by the contents, its number and weight by the page. No shard: -1.
  async find(number) {
    const page = lastNotAbove((await this.contents()).firsts, number);
    const nowhere = { number, shard: -1, weight: 0, common: false };
    if (page < 0) return nowhere;
    const { firsts, weights } = await this.once(`pages/${page}.bin`, readPage);
    const at = lastNotAbove(firsts, number);
    const common = weights[at] % 2 === 1;
    if (common && firsts[at] !== number) return nowhere; // a common gram is alone in its shard
    return { number, shard: page * PAGE + at, weight: (weights[at] >> 1) * WEIGHT + WEIGHT / 2, common };
  }

  // The grams that begin at some offsets of a part: pairs (of a single character, itself), and what is a character longer than a
  // common one. That character is before it only where what begins there without the last one is not common.
  async grams(part, offsets) {
    if (part.length === 1) return [{ at: 0, length: 1, ...(await this.find(part.charCodeAt(0))) }];
    const found = [];
    let wanted = new Map(offsets.map((at) => [at, part.charCodeAt(at) * PAIRS + part.charCodeAt(at + 1)]));
    for (let length = 2; wanted.size && length <= LONGEST; length++) {
      const level = new Map(await Promise.all([...wanted].map(async ([at, number]) => [at, await this.find(number)])));
      wanted = new Map();
      for (const [at, spot] of level) {
        found.push({ at, length, ...spot });
        if (!spot.common) continue;
        const number = (PAIRS + spot.shard) * 2 * PAIRS;
        if (at + length < part.length) wanted.set(at, number + part.charCodeAt(at + length));
        if (level.get(at - 1)?.common === false) wanted.set(at - 1, number + PAIRS + part.charCodeAt(at - 1));
      }
    }
    return found;
  }

  // The articles that have a gram, with how often and whether in the headline; null when there are none.
  async row({ shard, number }) {
    if (shard < 0) return null;
    const rows = await this.once(`grams/${shard}.bin`, readRows);
    return rows.get(number) ?? null;
  }

  // The places of a gram in some of its articles: a map from article to places; null when none are kept, as those of a common gram.
  async places(gram, articles) {
    const row = await this.row(gram);
    return row.before < 0 ? null : readPlaces(new Reader(row.bytes, row.start), row, articles);
  }

  // The strips in which a common gram stands in some of its articles.
  async strips(gram, articles) {
    const row = await this.row(gram);
    return readPlaces(new Reader(await this.once(`places/${gram.shard}.bin`, (bytes) => bytes)), { ...row, before: 0 }, articles);
  }

  // How many bytes must still be fetched for the row of a gram; for its strips when the row is there; for the texts of some
  // articles, beyond as many as will be shown.
  weight(gram) {
    return this.made.has(`grams/${gram.shard}.bin`) ? 0 : gram.weight;
  }

  async stripsWeight(gram) {
    if (this.made.has(`places/${gram.shard}.bin`)) return 0;
    const { counts } = await this.row(gram);
    return counts.reduce((sum, count) => sum + count, 0) * APART;
  }

  async textWeight(articles, shown = this.shown) {
    const { days, text } = await this.contents();
    const missing = articles.filter((article) => !this.made.has(fileOf(days[article], article)));
    return Math.max(0, missing.length - shown) * text;
  }

  async record(article) {
    return this.once(fileOf((await this.contents()).days[article], article), readText, TEXT);
  }

  async dates() {
    return (await this.contents()).dates;
  }

  column(facet) {
    return this.once(`facets/${facet}.bin`, (bytes) => readColumn(bytes, this.count));
  }
}

// The texts of a day are in a folder of their own, whatever volume it is in.
const fileOf = ({ date, first, digest }, article) => `${date.replace(/[~?%]$/, "") || "undated"}-${digest}/${article - first}.bin`;

const readText = (bytes) => JSON.parse(new TextDecoder("gbk").decode(bytes));

// The place of the last number that is not above another one; -1 when all are.
function lastNotAbove(numbers, number) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= number) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function readContents(bytes) {
  const reader = new Reader(bytes);
  const { dates, text } = reader.json();
  const firsts = [];
  for (let number = 0; !reader.done; ) firsts.push((number += reader.next()));
  const days = []; // of each article: its date, the first article of its folder, the folder's digest
  for (const [month, some, digests] of dates) {
    some.forEach(([day, count], at) => {
      const found = { date: month + day, first: days.length, digest: digests.slice(at * DIGITS, (at + 1) * DIGITS) };
      for (let left = count; left > 0; left--) days.push(found);
    });
  }
  return { text, days, dates: days.map(({ date }) => date), firsts };
}

function readPage(bytes) {
  const reader = new Reader(bytes);
  const page = { firsts: [], weights: [] };
  for (let number = 0; !reader.done; ) {
    page.firsts.push((number += reader.next()));
    page.weights.push(reader.next());
  }
  return page;
}

// Rows by the numbers of their grams. `before` counts the places of earlier rows; it is -1 when the file has none for the row.
function readRows(bytes) {
  const reader = new Reader(bytes);
  const rows = [];
  let number = 0;
  for (let left = reader.next(); left > 0; left--) {
    number += reader.next();
    const size = reader.next();
    rows.push({ number, articles: new Int32Array(size), counts: new Int32Array(size), heads: new Uint8Array(size), bytes, start: 0, before: -1 });
  }
  for (const row of rows) for (let at = 0, article = 0; at < row.articles.length; at++) row.articles[at] = article += reader.next();
  for (const row of rows) {
    for (let at = 0; at < row.articles.length; at++) {
      const code = reader.next();
      row.counts[at] = Math.floor(code / 2);
      row.heads[at] = code % 2;
    }
  }
  let before = 0;
  for (const row of rows) {
    if (reader.done || row.number < PAIRS || row.articles.length <= RARE) continue;
    Object.assign(row, { start: reader.at, before });
    before += row.counts.reduce((sum, count) => sum + count, 0);
  }
  return new Map(rows.map((row) => [row.number, row]));
}

function readPlaces(reader, row, wanted) {
  const found = new Map();
  reader.skip(row.before);
  for (let at = 0, next = 0; at < row.articles.length && next < wanted.length; at++) {
    while (next < wanted.length && wanted[next] < row.articles[at]) next++;
    if (wanted[next] !== row.articles[at]) {
      reader.skip(row.counts[at]);
      continue;
    }
    const places = new Array(row.counts[at]);
    for (let k = 0, place = 0; k < places.length; k++) places[k] = place += reader.next();
    found.set(row.articles[at], places);
  }
  return found;
}

function readColumn(bytes, count) {
  const reader = new Reader(bytes);
  const values = reader.json();
  const counts = Array.from({ length: count }, () => reader.next());
  return { values, articles: counts.map((length) => Array.from({ length }, () => reader.next())) };
}
