// In an article opened from a result: every hit marked, also across <sub> and paragraphs; to and fro between them; away.

import { FORMAT, unpack } from "./codec.js";
import { make } from "./dom.js";
import { makeFold } from "./fold.js";
import { parse } from "./query.js";
import { merge, stretches } from "./snippet.js";

const SINGLE = ".press-kicker, h1, .press-subtitle, .press-column, .press-byline, .press-dateline, .press-caption, .press-signoff";
const TEXT = ":scope > :is(p, h2, h3)[id]";
const root = new URL("../../search/index/", import.meta.url);
let rules;

async function rulesOf() {
  const manifest = await (await fetch(new URL("manifest.json", root), { cache: "no-cache" })).json();
  if (manifest.format !== FORMAT) throw new Error("format");
  return makeFold(await unpack(await fetch(new URL(manifest.fold, root))));
}

export async function mark() {
  const article = document.querySelector(".press-article");
  const typed = new URLSearchParams(location.search).get("q");
  clear();
  try {
    rules ??= await rulesOf();
  } catch {
    return; // the article is there to be read; without the table nothing can be marked rightly
  }
  if (!article.isConnected) return;
  const { wanted } = parse(typed, rules.fold);
  const hits = groups(article).flatMap((elements) => markGroup(elements, wanted));
  if (!hits.length) return;
  hits.sort((a, b) => (a[0].compareDocumentPosition(b[0]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  document.body.append(bar(hits));
}

function groups(article) {
  return [[...article.querySelectorAll(TEXT)], ...[...article.querySelectorAll(SINGLE)].map((element) => [element])];
}

// The text of some elements as one, with the node and offset of each stretch.
function textOf(elements) {
  const nodes = [];
  let text = "";
  for (const element of elements) {
    if (text) text += "\n";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".headerlink, [aria-hidden=true]")) continue;
      nodes.push({ node, from: text.length });
      text += node.data;
    }
  }
  return { text, nodes };
}

function markGroup(elements, parts) {
  const { text, nodes } = textOf(elements);
  const found = merge(stretches(text, parts, rules.unfold)).map(([from, to]) => ({ from, to, marks: [] }));
  for (const { node, from } of nodes.reverse()) wrap(node, from, found);
  return found.map(({ marks }) => marks).filter((marks) => marks.length);
}

function wrap(node, start, hits) {
  const inside = hits.filter(({ from, to }) => to > start && from < start + node.data.length);
  for (const hit of inside.reverse()) {
    const from = Math.max(0, hit.from - start);
    const to = Math.min(node.data.length, hit.to - start);
    const middle = node.splitText(from);
    middle.splitText(to - from);
    const wrapped = make("mark", { class: "press-found" });
    middle.replaceWith(wrapped);
    wrapped.append(middle);
    hit.marks.unshift(wrapped);
  }
}

function bar(hits) {
  let now = -1;
  const told = make("span", { role: "status" });
  const go = (step) => {
    hits[now]?.forEach((mark) => mark.removeAttribute("data-now"));
    now = (now + step + hits.length) % hits.length;
    hits[now].forEach((mark) => mark.setAttribute("data-now", ""));
    hits[now][0].scrollIntoView({ block: "center" });
    told.textContent = `${now + 1} / ${hits.length} 处`;
  };
  const element = make("div", { class: "press-hits", role: "group", "aria-label": "检索命中" },
    make("button", { type: "button", onclick: () => go(-1) }, "上一处"), told,
    make("button", { type: "button", onclick: () => go(1) }, "下一处"),
    make("button", { type: "button", onclick: forget }, "清除"));
  setTimeout(() => go(1));
  return element;
}

function clear() {
  document.querySelectorAll(".press-hits").forEach((element) => element.remove());
  document.querySelectorAll("mark.press-found").forEach((mark) => {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  });
}

function forget() {
  clear();
  const address = new URL(location.href);
  address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
  document.querySelector(".press-article h1")?.scrollIntoView({ block: "nearest" });
}
