// The engine: manifest and volumes, searches with facets and order, offers when nothing is found. It runs in a worker.

import { FORMAT, toJson, unpack } from "./codec.js";
import { count as countFacets } from "./facets.js";
import { makeFold } from "./fold.js";
import { byRelevance, match, measure } from "./match.js";
import { isFiltered, parse } from "./query.js";
import { show } from "./snippet.js";
import { Volume } from "./volume.js";

const BODY = 512;
const PARALLEL = 32; // files asked for at a time
const SHOWN = 10; // results whose texts are fetched in any case
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
  // `given` is the manifest, if it is at hand; when the index is opened again it is fetched.
  constructor(root, given = null, fetcher = (...args) => fetch(...args)) {
    this.root = root;
    this.given = given;
    this.fetcher = fetcher;
    this.started = null;
    this.matches = new Map();
    this.turns = new Turns(PARALLEL);
    this.textOf = (volume, article) => this.textIn(volume, article);
  }

  // How many articles there are, once the index is open.
  start() {
    this.started ??= this.open().catch((error) => {
      this.started = null;
      throw error;
    });
    return this.started;
  }

  async readManifest() {
    const response = await this.fetcher(new URL("manifest.json", this.root), { cache: "no-cache" }).catch(() => null);
    if (!response?.ok) throw new IndexError("missing");
    return response.json();
  }

  async open() {
    const manifest = this.given ?? (await this.readManifest());
    this.given = null;
    if (manifest.format !== FORMAT) throw new IndexError("format");
    this.manifest = manifest;
    const load = (path) => this.load(path);
    const articles = manifest.volumes.reduce((sum, line) => sum + line.articles, 0);
    this.volumes = manifest.volumes.map((line) => new Volume(line, load, (SHOWN * line.articles) / articles));
    for (const volume of this.volumes) volume.contents().catch(() => {});
    Object.assign(this, makeFold(await load(manifest.fold)));
    return articles;
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

  // An article as one folded string, by places; kept, as each part of a query looks at it.
  textIn(volume, article) {
    const texts = (volume.texts ??= new Map());
    if (!texts.has(article)) texts.set(article, this.layOut(volume, article));
    return texts.get(article);
  }

  async layOut(volume, article) {
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
      const found = match(this.volumes, query, this.textOf);
      this.matches.set(key, found);
      found.catch(() => this.matches.delete(key));
      if (this.matches.size > KEPT) this.matches.delete(this.matches.keys().next().value);
    }
    return this.matches.get(key);
  }

  search(state, { size = SHOWN, open = [] } = {}) {
    return this.steady(async () => {
      const query = parse(state.q, this.fold);
      if (isEmpty(query, state)) return null;
      const matching = this.matching(query);
      this.warm(open);
      const all = await matching;
      const { kept, facets } = await countFacets(all, state.filters, open);
      const shown = await this.order(kept, state.sort, query.wanted, size);
      const hits = await Promise.all(shown.map((hit) => this.result(hit, query.wanted)));
      return { total: kept.length, unfiltered: all.length, hits, facets, parts: query.wanted };
    });
  }

  // The first hits in order.
  async order(hits, sort, parts, size) {
    const rank = new Map(this.volumes.map((volume, at) => [volume, at]));
    const dates = new Map(await Promise.all(this.volumes.map(async (volume) => [volume, await volume.dates()])));
    const dateOf = (hit) => dates.get(hit.volume)[hit.article];
    const newest = (a, b) => compare(dateOf(b), dateOf(a));
    const oldest = (a, b) => (dateOf(a) === "") - (dateOf(b) === "") || newest(b, a);
    const printed = (a, b) => rank.get(a.volume) - rank.get(b.volume) || a.article - b.article;
    const by = (...orders) => [...hits].sort((a, b) => orders.reduce((found, order) => found || order(a, b), 0));
    if (sort !== "relevance") return by({ newest, oldest }[sort], printed).slice(0, size);
    if (parts.length > 1) await measure(by(byRelevance, newest, printed), size, parts, this.textOf);
    return by(byRelevance, closest, newest, printed).slice(0, size);
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
      return (await this.order(kept, state.sort, query.wanted, kept.length)).map((hit) => before.get(hit.volume) + hit.article);
    });
  }

  near(state) {
    return this.steady(async () => {
      const { offers } = await import("./near.js");
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

const compare = (a, b) => (a < b ? -1 : Number(a > b));

// What was not measured cannot come first.
const closest = (a, b) => (a.span ?? Number.MAX_SAFE_INTEGER) - (b.span ?? Number.MAX_SAFE_INTEGER);
