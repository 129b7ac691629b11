// The engine: manifest and volumes, searches with facets and order, offers when nothing is found. It runs in a worker.

import { toJson, unpack } from "./codec.js";
import { count as countFacets } from "./facets.js";
import { makeFold } from "./fold.js";
import { match } from "./match.js";
import { offers } from "./near.js";
import { isFiltered, parse } from "./query.js";
import { show } from "./snippet.js";
import { Volume } from "./volume.js";

export const FORMAT = 1;
const BODY = 512;
const PARALLEL = 32; // files asked for at a time
const KEPT = 8; // matches of past searches that stay at hand

export class IndexError extends Error {
  constructor(code) {
    super(code);
    this.code = code; // "format": the index is newer than this program; "gone": it was rebuilt; "missing": there is none
  }
}

// So many at a time, the rest in order: a browser gives up when thousands of files are asked for at once.
class Turns {
  constructor(most) {
    Object.assign(this, { free: most, waiting: [] });
  }

  async take() {
    if (this.free > 0) this.free--;
    else await new Promise((resolve) => this.waiting.push(resolve));
  }

  give() {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}

export class Engine {
  constructor(root, fetcher = (...args) => fetch(...args)) {
    this.root = root;
    this.fetcher = fetcher;
    this.started = null;
    this.matches = new Map();
    this.turns = new Turns(PARALLEL);
  }

  // How many articles there are, once the index is open.
  start() {
    this.started ??= this.open().catch((error) => {
      this.started = null;
      throw error;
    });
    return this.started;
  }

  async open() {
    const response = await this.fetcher(new URL("manifest.json", this.root), { cache: "no-cache" }).catch(() => null);
    if (!response?.ok) throw new IndexError("missing");
    const manifest = await response.json();
    if (manifest.format !== FORMAT) throw new IndexError("format");
    this.manifest = manifest;
    const load = (path) => this.load(path);
    this.volumes = manifest.volumes.map((line) => new Volume(line, load));
    Object.assign(this, makeFold(await load(manifest.fold)));
    for (const volume of this.volumes) volume.contents().catch(() => {});
    return this.volumes.reduce((sum, volume) => sum + volume.count, 0);
  }

  // A file of the index; a network that fails once is asked again.
  async load(path) {
    await this.turns.take();
    try {
      const address = new URL(path, this.root);
      const response = await this.fetcher(address).catch(() => this.fetcher(address));
      if (!response.ok) throw new IndexError("gone");
      return await unpack(response);
    } finally {
      this.turns.give();
    }
  }

  // Run a task; if the index was replaced under it, begin once more with the new one.
  async steady(task) {
    await this.start();
    try {
      return await task();
    } catch (error) {
      if (error.code !== "gone") throw error;
      this.started = null;
      this.matches.clear();
      await this.start();
      return task();
    }
  }

  async textOf(volume, article) {
    const record = await volume.record(article);
    const head = [record.kicker, record.title, record.subtitle];
    const text = (record.text ?? []).map(([, words]) => words).join("\n");
    const body = [text, record.column, record.byline, record.dateline, record.credit, ...(record.captions ?? [])];
    const join = (fields) => fields.filter(Boolean).map(this.fold).filter(Boolean).join("\0");
    const deck = join(head);
    return (deck.length < BODY ? deck.padEnd(BODY, "\0") : `${deck}\0`) + join(body);
  }

  // Ask for what will be counted while the matching goes on; what fails here is asked for again there.
  warm(open) {
    const columns = open.filter((facet) => facet !== "date");
    for (const volume of this.volumes) for (const facet of columns) volume.column(facet).catch(() => {});
  }

  // Everything that matches, whatever the filters; remembered, so that filters and order cost nothing.
  matching(query) {
    const key = JSON.stringify(query);
    if (!this.matches.has(key)) {
      const found = match(this.volumes, query, (volume, article) => this.textOf(volume, article));
      this.matches.set(key, found);
      found.catch(() => this.matches.delete(key));
      if (this.matches.size > KEPT) this.matches.delete(this.matches.keys().next().value);
    }
    return this.matches.get(key);
  }

  search(state, { size = 10, open = [] } = {}) {
    return this.steady(async () => {
      const query = parse(state.q, this.fold);
      if (isEmpty(query, state)) return null;
      this.warm(open);
      const all = await this.matching(query);
      const { kept, facets } = await countFacets(all, state.filters, open);
      const shown = (await order(kept, state.sort, this.volumes)).slice(0, size);
      const hits = await Promise.all(shown.map((hit) => this.result(hit, query.wanted)));
      return { total: kept.length, unfiltered: all.length, hits, facets, parts: query.wanted };
    });
  }

  async result(hit, parts) {
    const record = await hit.volume.record(hit.article);
    return { record, themes: record.themes, number: hit.number, heads: hit.heads, ...show(record, parts, this.unfold) };
  }

  // Everything that is found, in order, as places in the whole archive: what tests compare with a plain scan.
  places(state) {
    return this.steady(async () => {
      const query = parse(state.q, this.fold);
      if (isEmpty(query, state)) return [];
      const { kept } = await countFacets(await this.matching(query), state.filters, []);
      const before = new Map();
      let sum = 0;
      for (const volume of this.volumes) before.set(volume, (sum += volume.count) - volume.count);
      return (await order(kept, state.sort, this.volumes)).map((hit) => before.get(hit.volume) + hit.article);
    });
  }

  near(state) {
    return this.steady(async () => {
      const rows = await (this.nearby ??= this.load(this.manifest.near).then(toJson));
      const found = [];
      for (const offer of offers(rows, state.q, this.fold)) {
        const { length } = await this.matching(parse(offer.q, this.fold));
        if (length) found.push({ ...offer, count: length });
        if (found.length === 6) break;
      }
      return found;
    });
  }
}

const isEmpty = (query, state) => !query.wanted.length && !query.unwanted.length && !isFiltered(state);

const newest = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);

async function order(hits, sort, volumes) {
  const rank = new Map(volumes.map((volume, at) => [volume, at]));
  const dates = new Map(await Promise.all(volumes.map(async (volume) => [volume, await volume.dates()])));
  const rows = hits.map((hit) => ({ hit, date: dates.get(hit.volume)[hit.article], place: rank.get(hit.volume) }));
  const dated = (a, b) => (a.date === "") - (b.date === "");
  const printed = (a, b) => a.place - b.place || a.hit.article - b.hit.article;
  const orders = {
    relevance: (a, b) => b.hit.heads - a.hit.heads || b.hit.number - a.hit.number || a.hit.span - b.hit.span || newest(a, b),
    newest,
    oldest: (a, b) => dated(a, b) || newest(b, a),
  };
  return rows.sort((a, b) => orders[sort](a, b) || printed(a, b)).map(({ hit }) => hit);
}
