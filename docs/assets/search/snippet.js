// The words of a result: its headline deck and the sentence with the hit, in pieces that are hits or not.

import { placesOf } from "./fold.js";

const BEFORE = 30; // characters kept before a hit when its sentence is long
const LONGEST = 110;
const END = /[。！？；!?;\n]/u;

// The stretches of a text as written that the parts stand at, in order, overlapping ones made one.
export function stretches(text, parts, unfold) {
  const folded = unfold(text);
  const hits = parts.flatMap((part) =>
    placesOf(part, folded.text).map((at) => [folded.starts[at], folded.ends[at + part.length - 1], part]));
  return hits.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

export function merge(hits) {
  const merged = [];
  for (const [from, to] of hits) {
    const last = merged.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

// [text, is a hit] pieces of a stretch of text.
export function pieces(text, hits, from = 0, to = text.length) {
  const out = [];
  let at = from;
  for (const [start, end] of merge(hits)) {
    if (end <= from || start >= to) continue;
    if (start > at) out.push([text.slice(at, start), false]);
    out.push([text.slice(Math.max(start, at), Math.min(end, to)), true]);
    at = Math.min(end, to);
  }
  if (at < to) out.push([text.slice(at, to), false]);
  return out;
}

function sentence(text, [start, end]) {
  let from = start;
  while (from > 0 && !END.test(text[from - 1])) from--;
  let to = Math.max(end, from + 1);
  while (to < text.length && !END.test(text[to - 1])) to++;
  return [from, to];
}

function best(text, hits) {
  const scored = hits.map((hit) => {
    const [from, to] = sentence(text, hit);
    return [new Set(hits.filter(([start, end]) => start >= from && end <= to).map(([, , part]) => part)).size, hit];
  });
  return scored.reduce((left, right) => (right[0] > left[0] ? right : left))[1];
}

export function excerpt(text, hits) {
  if (!hits.length) return { pieces: [[text.slice(0, LONGEST), false], ...(text.length > LONGEST ? [["…", false]] : [])], from: 0 };
  const hit = best(text, hits);
  let [from, to] = sentence(text, hit);
  if (hit[0] - from > BEFORE && to - from > LONGEST) from = hit[0] - BEFORE;
  to = Math.min(to, Math.max(from + LONGEST, hit[1]));
  const out = pieces(text, hits, from, to);
  if (from > 0 && !END.test(text[from - 1])) out.unshift(["…", false]);
  if (to < text.length && !END.test(text[to - 1])) out.push(["…", false]);
  return { pieces: out.map(([piece, hit]) => [piece.replace(/\s+/g, " "), hit]), from: hit[0] };
}

// What a result shows of a record.
export function show(record, parts, unfold) {
  const mark = (text) => pieces(text, stretches(text, parts, unfold));
  const deck = Object.fromEntries(["kicker", "title", "subtitle", "column", "byline"].filter((key) => record[key]).map((key) => [key, mark(record[key])]));
  if (!record.title) deck.title = [[record.name, false]];
  const text = (record.text ?? []).map(([, words]) => words).join("\n");
  const others = [record.dateline, record.credit, ...(record.captions ?? [])].filter(Boolean);
  const hits = stretches(text, parts, unfold);
  const other = hits.length ? undefined : others.find((words) => stretches(words, parts, unfold).length);
  const chosen = other ? excerpt(other, stretches(other, parts, unfold)) : excerpt(text || others[0] || "", hits);
  return { deck, sentence: chosen.pieces };
}
