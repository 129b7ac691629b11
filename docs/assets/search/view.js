// The search as people meet it, in the dialog and on the page alike: field, count, facets, results, export.

import { ask } from "./client.js";
import { make } from "./dom.js";
import { emptyState, isFiltered, SORTS } from "./query.js";
import { facetPanel, nothing, resultItem, root, searchAddress } from "./results.js";
import { countText, SORT_NAMES, TROUBLE } from "./words.js";

const PAUSE = 50; // ms after a key before the search begins
const PAGE = 10;
const LARGE = 5_000;
const MOST = 5000; // results in one export
const HELP = "空格隔开的词都要出现；“引号”里的空格不拆开；-词 表示不要。简繁、全半角、大小写不分。";

function makeField() {
  return make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, enterKeyHint: "search", placeholder: "人名、数字、词句", "aria-label": "检索全文" });
}

export class View {
  constructor({ state = emptyState(), onState = () => {}, onSubmit = null, field = makeField() }) {
    Object.assign(this, { state, onState, onSubmit, field });
    field.value ||= state.q;
    this.size = PAGE;
    this.serial = 0;
    this.open = new Set(["theme", "date", ...Object.keys(state.filters).filter((facet) => state.filters[facet].length)]);
    this.build();
  }

  build() {
    this.form = make("form", { class: "press-find__form", action: `${root}search/`, method: "get" }, this.field, make("button", { type: "submit" }, "检索"));
    this.status = make("p", { class: "press-find__status", role: "status" });
    this.sort = make("select", { onchange: () => this.change({ sort: this.sort.value }) },
      ...SORTS.map((sort) => make("option", { value: sort, selected: sort === this.state.sort }, SORT_NAMES[sort])));
    this.tools = make("div", { class: "press-find__tools", hidden: true },
      make("label", {}, "排序 ", this.sort),
      make("button", { type: "button", onclick: () => this.exportCsv() }, "导出CSV"),
      make("button", { type: "button", onclick: () => this.copyCitations() }, "复制引文"),
      this.link = make("a", { class: "press-find__link" }, "本次检索的网址"));
    this.facets = facetPanel(this.open, (facet, open) => this.toggle(facet, open), (facet, id, on) => this.choose(facet, id, on));
    this.narrow = make("details", { class: "press-find__narrow", hidden: true }, make("summary", {}, "筛选"), this.facets.element);
    this.list = make("ol", { class: "press-find__results" });
    this.more = make("button", { type: "button", class: "press-find__more", hidden: true, onclick: () => this.showMore() }, "更多结果");
    this.empty = make("div");
    const results = make("div", { class: "press-find__main" }, make("h2", { class: "press-find__heading" }, "检索结果"), this.empty, this.list, this.more);
    this.element = make("search", { class: "press-find" }, this.form, make("p", { class: "press-find__help" }, HELP), this.status, this.tools,
      make("div", { class: "press-find__body" }, this.narrow, results));
    this.narrow.open = matchMedia("(min-width: 60em)").matches;
    this.listen();
  }

  listen() {
    this.field.addEventListener("input", (event) => event.isComposing || this.later());
    this.field.addEventListener("compositionend", () => this.later());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take();
      if (this.onSubmit) this.onSubmit(this.state);
      else this.run();
    });
    this.element.addEventListener("keydown", (event) => this.walk(event));
    this.field.addEventListener("focus", () => ask("start").catch(() => {}), { once: true });
  }

  // Up and down go from the field through the results.
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || event.target.matches("select, [type=checkbox]")) return;
    const stops = [this.field, ...this.list.querySelectorAll("h3 a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }

  take() {
    clearTimeout(this.timer);
    this.state = { ...this.state, q: this.field.value };
    this.size = PAGE;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.take();
      this.run();
    }, PAUSE);
  }

  change(part) {
    this.state = { ...this.state, ...part };
    this.size = PAGE;
    this.run();
  }

  choose(facet, id, on) {
    const chosen = this.state.filters[facet].filter((value) => value !== id);
    this.change({ filters: { ...this.state.filters, [facet]: on ? [...chosen, id] : chosen } });
  }

  toggle(facet, open) {
    if (open) this.open.add(facet);
    else this.open.delete(facet);
    if (open) this.run();
  }

  follow(state) {
    this.state = state;
    this.field.value = state.q;
    this.size = PAGE;
    this.field.focus();
    this.run();
  }

  async showMore() {
    const last = this.list.children.length;
    this.size += PAGE * 2;
    await this.run();
    this.list.children[last]?.querySelector("a").focus();
  }

  async run() {
    const serial = ++this.serial;
    const { state } = this;
    this.onState(state);
    try {
      this.articles ??= await this.measure();
      const found = await ask("search", state, { size: this.size, open: [...this.open] });
      const near = found?.total === 0 && !found.unfiltered ? await ask("near", state) : [];
      if (serial === this.serial) this.show(state, found, near);
    } catch (error) {
      if (serial === this.serial) this.fail(error);
    }
  }

  // In a large archive the counts of themes have their weight (5 KB of 10,000 articles): they wait until somebody looks.
  async measure() {
    const articles = await ask("start");
    if (articles > LARGE && !this.state.filters.theme.length) {
      this.open.delete("theme");
      this.facets.close("theme");
    }
    return articles;
  }

  show(state, found, near) {
    const some = Boolean(found?.total);
    this.found = found;
    this.status.textContent = !found ? "" : some ? countText(found) : state.q.trim() ? `没有文章含有“${state.q.trim()}”${isFiltered(state) ? "并符合筛选" : ""}` : "没有符合筛选的文章";
    this.tools.hidden = !some;
    this.narrow.hidden = !found?.unfiltered;
    this.link.href = searchAddress(state);
    this.list.replaceChildren(...(found?.hits ?? []).map((hit) => resultItem(hit, state)));
    this.more.hidden = !some || found.hits.length >= found.total;
    this.empty.replaceChildren(...(found && !some ? [nothing(state, found, near, (next) => this.follow(next))] : []));
    this.element.classList.toggle("press-find--some", some);
    if (found) this.facets.fill(found.facets);
  }

  fail(error) {
    this.show(this.state, null, []);
    this.status.textContent = TROUBLE[error.code] ?? TROUBLE.failed;
  }

  // The program that writes lists, and everything that was found.
  everything() {
    return Promise.all([import("./export.js"), ask("search", this.state, { size: MOST })]);
  }

  async exportCsv() {
    const [{ save, toCsv }, { hits }] = await this.everything();
    save(toCsv(hits, root), `检索-${this.state.q.trim().replace(/[\\/:*?"<>|\s]+/g, "_") || "筛选"}.csv`);
  }

  async copyCitations() {
    const [{ toCitation }, { hits }] = await this.everything();
    const text = hits.map((hit) => toCitation(hit, root)).join("\n");
    const told = await navigator.clipboard.writeText(text).then(() => `已复制 ${hits.length} 条引文`, () => "未能复制");
    this.status.textContent = told;
  }
}
