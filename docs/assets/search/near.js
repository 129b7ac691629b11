// What to offer when nothing was found: names and terms of the site by pinyin, by initials, or with one character wrong.

import { parse } from "./query.js";

const LATIN = /^[a-z]{2,}$/;

// One character replaced, left out or put in.
export function isOneOff(left, right) {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  let tail = 0;
  const most = Math.min(left.length, right.length) - same;
  while (tail < most && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  return left.length - same - tail <= 1 && right.length - same - tail <= 1;
}

// How near an entry is to what was typed, 0 nearest; Infinity when it is not.
function distance(typed, text, forms) {
  if (LATIN.test(typed)) {
    if (forms.includes(typed)) return 0;
    return typed.length > 2 && forms.some((form) => form.startsWith(typed)) ? 1 : Infinity;
  }
  if (typed.length < 2 || !isOneOff(typed, text)) return Infinity;
  return typed.length === text.length ? 2 : 3;
}

export function* offers(rows, typed, fold) {
  const { wanted, unwanted } = parse(typed, fold);
  const joined = wanted.join("");
  const tries = wanted.length > 1 && LATIN.test(joined) ? [[wanted, joined]] : wanted.map((part) => [[part], part]);
  const seen = new Set();
  const ranked = tries.flatMap(([parts, part]) =>
    rows.map(([text, kind, forms], at) => ({ parts, text, kind, at, far: distance(part, fold(text), forms) })));
  const best = ranked.filter(({ far }) => far < Infinity).sort((a, b) => a.far - b.far || a.at - b.at);
  for (const { parts, text, kind } of best) {
    const rest = wanted.filter((part) => !parts.includes(part));
    const q = [...rest, text, ...unwanted.map((part) => `-${part}`)].map((part) => (/\s/.test(part) ? `"${part}"` : part)).join(" ");
    if (!seen.has(q)) yield { q, text, kind };
    seen.add(q);
  }
}
