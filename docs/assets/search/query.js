// What a person typed, as parts; and the state of a search as an address.

// A part: perhaps a minus, then a quotation with blanks, or anything without a blank.
const PART = /([-－])?(?:["“”＂]([^"“”＂]*)["“”＂]?|(\S+))/gu;

export const FACETS = ["theme", "date", "paper", "page", "column", "reporter", "name"];
export const SORTS = ["relevance", "newest", "oldest"];

export function parse(typed, fold) {
  const wanted = new Set();
  const unwanted = new Set();
  for (const [, minus, quoted, plain] of typed.matchAll(PART)) {
    const part = fold(quoted ?? plain ?? "");
    if (part) (minus ? unwanted : wanted).add(part);
  }
  return { wanted: [...wanted], unwanted: [...unwanted] };
}

export function emptyState() {
  return { q: "", sort: "relevance", filters: Object.fromEntries(FACETS.map((facet) => [facet, []])) };
}

export function readState(search) {
  const given = new URLSearchParams(search);
  const state = emptyState();
  state.q = given.get("q") ?? "";
  if (SORTS.includes(given.get("sort"))) state.sort = given.get("sort");
  for (const facet of FACETS) state.filters[facet] = [...new Set(given.getAll(facet))];
  return state;
}

export function writeState(state) {
  const out = new URLSearchParams();
  if (state.q) out.set("q", state.q);
  for (const facet of FACETS) for (const value of state.filters[facet]) out.append(facet, value);
  if (state.sort !== "relevance") out.set("sort", state.sort);
  return out.toString();
}

export const isFiltered = (state) => FACETS.some((facet) => state.filters[facet].length > 0);
