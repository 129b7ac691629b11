// One volume of the index: which of its files hold what is asked for, fetched once and kept.

import { Reader, toJson } from "./codec.js";

const PAGE = 256;

// A gram as the number that it is sorted by.
export const toNumber = (gram) => gram.charCodeAt(0) * 65536 + (gram.length > 1 ? gram.charCodeAt(1) : 0);

export class Volume {
  constructor(line, load) {
    this.name = line.name;
    this.count = line.articles;
    this.load = (path) => load(`${line.folder}/${path}`);
    this.made = new Map();
  }

  // What a file says, read once; one that could not be had is asked for again the next time.
  once(path, read) {
    if (!this.made.has(path)) {
      const made = this.load(path).then(read);
      made.catch(() => this.made.delete(path));
      this.made.set(path, made);
    }
    return this.made.get(path);
  }

  contents() {
    return this.once("contents.bin", readContents);
  }

  // The shard that has a gram if any has it: its page by the contents, its number by the page.
  async shardOf(gram) {
    const number = toNumber(gram);
    const page = lastNotAbove((await this.contents()).firsts, number);
    if (page < 0) return -1;
    const firsts = await this.once(`pages/${page}.bin`, (bytes) => readRising(new Reader(bytes)));
    return page * PAGE + lastNotAbove(firsts, number);
  }

  // The articles that have a gram, with how often and whether in the headline; null when there are none.
  async row(gram) {
    const shard = await this.shardOf(gram);
    if (shard < 0) return null;
    const rows = await this.once(`grams/${shard}.bin`, readRows);
    return rows.get(toNumber(gram)) ?? null;
  }

  // The places of a pair in some of its articles: a map from article to places.
  async places(pair, articles) {
    const row = await this.row(pair);
    if (!row) return new Map();
    const bytes = await this.once(`places/${await this.shardOf(pair)}.bin`, (data) => data);
    const reader = new Reader(bytes);
    reader.skip(row.before);
    return readPlaces(reader, row, articles);
  }

  record(article) {
    return this.once(`text/${article}.bin`, toJson);
  }

  async dates() {
    return (await this.contents()).dates;
  }

  column(facet) {
    return this.once(`facets/${facet}.bin`, (bytes) => readColumn(bytes, this.count));
  }
}

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

function readRising(reader) {
  const numbers = [];
  for (let number = 0; !reader.done; ) numbers.push((number += reader.next()));
  return numbers;
}

function readContents(bytes) {
  const reader = new Reader(bytes);
  const dates = reader.json().flatMap(([date, count]) => Array(count).fill(date));
  return { dates, firsts: readRising(reader) };
}

function readRows(bytes) {
  const reader = new Reader(bytes);
  const rows = [];
  let number = 0;
  for (let left = reader.next(); left > 0; left--) {
    number += reader.next();
    const size = reader.next();
    rows.push({ number, articles: new Int32Array(size), counts: new Int32Array(size), heads: new Uint8Array(size), before: 0 });
  }
  for (const row of rows) for (let at = 0, article = 0; at < row.articles.length; at++) row.articles[at] = article += reader.next();
  let before = 0;
  for (const row of rows) {
    row.before = before;
    let sum = 0;
    for (let at = 0; at < row.articles.length; at++) {
      const code = reader.next();
      row.counts[at] = Math.floor(code / 2);
      row.heads[at] = code % 2;
      sum += row.counts[at];
    }
    if (row.number % 65536) before += sum;
  }
  return new Map(rows.map((row) => [row.number, row]));
}

function readPlaces(reader, row, wanted) {
  const found = new Map();
  let next = 0;
  for (let at = 0; at < row.articles.length && next < wanted.length; at++) {
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
  const articles = new Array(count);
  for (let at = 0; at < count; at++) articles[at] = Array.from({ length: reader.next() }, () => reader.next());
  return { values, articles };
}
