// The list of results, the facets beside it, and what is said when there is nothing.

import { make, marked } from "./dom.js";
import { FACETS, writeState } from "./query.js";
import { FACET_NAMES, imprint } from "./words.js";

export const root = new URL("../../", import.meta.url).href;
export const searchAddress = (state) => `${root}search/?${writeState(state)}`;
const LISTED = 12; // values of a facet before “全部”

function articleAddress(record, state) {
  const address = new URL(record.url, root);
  if (state.q.trim()) address.searchParams.set("q", state.q.trim());
  return address.href;
}

export function resultItem(hit, state) {
  const { record, deck, themes, sentence } = hit;
  const line = (name) => deck[name] && make("p", { class: `press-find__${name}` }, ...marked(deck[name]));
  return make("li", {},
    line("kicker"),
    make("h3", {}, make("a", { href: articleAddress(record, state) }, ...marked(deck.title))),
    line("subtitle"),
    make("p", { class: "press-find__sentence" }, ...marked(sentence)),
    make("p", { class: "press-find__imprint" },
      make("span", {}, imprint(record)),
      deck.column && make("span", {}, ...marked(deck.column)),
      deck.byline && make("span", {}, ...marked(deck.byline)),
      ...themes.map(([id, label]) => make("a", { href: `${root}themes/${encodeURIComponent(id)}/` }, label))));
}

export function facetPanel(open, onToggle, onChoose) {
  const groups = FACETS.map((facet) => {
    const list = make("ul");
    const details = make("details", { open: open.has(facet) }, make("summary", {}, FACET_NAMES[facet]), list);
    details.addEventListener("toggle", () => {
      if (details.open !== open.has(facet)) onToggle(facet, details.open);
    });
    return { facet, details, list, whole: false };
  });
  const element = make("div", { class: "press-find__facets", role: "group", "aria-label": "筛选" }, ...groups.map(({ details }) => details));
  const close = (facet) => { groups.find((group) => group.facet === facet).details.open = false; };
  return { element, close, fill: (facets) => groups.forEach((group) => fillGroup(group, facets[group.facet] ?? [], onChoose)) };
}

function fillGroup(group, lines, onChoose) {
  const { facet, details, list } = group;
  const focused = document.activeElement?.closest("li")?.dataset.value;
  const held = list.contains(document.activeElement);
  const shown = group.whole ? lines : lines.filter((line, at) => at < LISTED || line.chosen);
  list.replaceChildren(...shown.map((line) => choice(facet, line, onChoose)));
  if (shown.length < lines.length) list.append(make("li", {}, make("button", { type: "button", onclick: () => {
    group.whole = true;
    fillGroup(group, lines, onChoose);
    list.children[LISTED]?.querySelector("input").focus();
  } }, `全部 ${lines.length} 项`)));
  if (!lines.length && details.open) list.append(make("li", { class: "press-find__none" }, "无"));
  if (held) [...list.children].find((item) => item.dataset.value === focused)?.querySelector("input")?.focus();
}

function choice(facet, { id, label, count, chosen }, onChoose) {
  const box = make("input", { type: "checkbox", checked: chosen, onchange: () => onChoose(facet, id, box.checked) });
  const text = facet === "page" ? `第${label}版` : label;
  const item = make("li", {}, make("label", {}, box, make("span", {}, text), make("small", { "aria-label": `${count}篇` }, String(count))));
  item.dataset.value = id;
  return item;
}

export function nothing(state, found, near, follow) {
  const again = (next, ...label) => make("a", { href: searchAddress(next), onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(next);
  } }, ...label);
  const wider = found.unfiltered > 0 && make("p", {}, again({ ...state, filters: Object.fromEntries(FACETS.map((facet) => [facet, []])) }, `去掉筛选，有 ${found.unfiltered} 篇`));
  const offers = near.length > 0 && make("div", {}, make("p", {}, "是否要找："),
    make("ul", {}, ...near.map(({ q, text, kind, count }) => make("li", {}, again({ ...state, q }, text), ` ${kind}，${count} 篇`))));
  const advice = !wider && !offers && make("p", {}, "可以缩短词句、去掉一部分再查，或从报纸、专题、人物与机构浏览。");
  return make("div", { class: "press-find__nothing" }, ...[wider, offers, advice].filter(Boolean));
}
