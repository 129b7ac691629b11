// What counts as the same when people search: the steps of scripts/press/text/fold.py over the same tables.
// `unfold` keeps the way back: for each unit of the folded text, where it begins and ends in the text as written.

import { Reader } from "./codec.js";

const BOUNDARY = " ";
const BLANK = "\t";
const WORD = /[0-9a-z]/;
// A character with all that may melt into it: combining marks, Hangul vowels and finals, half-width voicing marks.
const CLUSTER = /[\s\S][\p{M}\u1160-\u11ff\uff9e\uff9f]*/gu;

// Both columns of the pairs, traditional and simplified, as steps from one code point to the next.
function readPairs(reader) {
  const characters = [];
  for (let code = 0; !reader.done; ) characters.push(String.fromCodePoint((code += reader.signed())));
  return characters;
}

export function makeFold(bytes) {
  const reader = new Reader(bytes);
  const rules = reader.json();
  const letters = new Map();
  const pairs = readPairs(reader);
  const half = pairs.length / 2;
  for (let at = 0; at < half; at++) letters.set(pairs[at], pairs[at + half]);
  for (const [group, form] of Object.entries(rules.same)) for (const old of group) letters.set(old, form);
  for (const [name, form] of [["blank", BLANK], ["gone", ""], ["boundary", BOUNDARY]])
    for (const old of rules[name]) letters.set(old, form);

  function letter(character) {
    const form = letters.get(character) ?? character.toLowerCase();
    letters.set(character, form);
    return form;
  }

  function unfold(text) {
    const folded = { text: "", starts: [], ends: [] };
    let last = "";
    let blank = false;
    const push = (unit, start, end) => {
      if (unit === BOUNDARY && last === BOUNDARY) return;
      folded.text += unit;
      folded.starts.push(start);
      folded.ends.push(end);
      last = unit;
    };
    for (const match of text.matchAll(CLUSTER)) {
      const start = match.index;
      const end = start + match[0].length;
      for (const character of match[0].normalize("NFKC")) {
        const form = letter(character);
        if (form === BLANK) blank = true;
        else if (form !== "") {
          if (blank && WORD.test(last) && WORD.test(form[0])) push(BOUNDARY, start, start);
          blank = false;
          for (let at = 0; at < form.length; at++) push(form[at], start, end);
        }
      }
    }
    return folded;
  }

  return { fold: (text) => unfold(text).text, unfold };
}

// All places of a part in a folded text, overlapping ones too.
export function placesOf(part, text) {
  const places = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}
