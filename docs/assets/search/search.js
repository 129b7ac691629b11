// The door to the search on every page: a button, keys, the dialog, the search page, the marks in an opened article.
// Little is loaded before somebody searches.

const find = (selector) => document.querySelector(selector);
const load = (name) => import(new URL(`${name}.js`, import.meta.url).href);
const dialog = find("[data-press=search-dialog]");
const button = find("[data-press=search-button]");
let view;
let composing = false;

async function open() {
  if (!dialog?.showModal) return void (location.href = button.href);
  const field = find("[data-press=search-page] input[type=search]");
  if (field) return void field.select();
  if (dialog.open) return;
  dialog.showModal();
  const typed = find("[data-press=search-field]");
  typed.focus();
  typed.select();
  if (!view) await fill(typed);
}

// The field is there from the beginning and takes what is typed while the rest is still on its way.
async function fill(typed) {
  load("client").then(({ ask }) => ask("start")).catch(() => {}); // what fails here is told when something is searched
  const [{ View }, { searchAddress }] = await Promise.all(["view", "results", "dom", "query", "words"].map(load));
  while (composing) await new Promise((resolve) => typed.addEventListener("compositionend", resolve, { once: true }));
  if (view) return;
  const chosen = [typed.selectionStart, typed.selectionEnd];
  view = new View({ field: typed, onSubmit: (state) => { dialog.close(); location.href = searchAddress(state); } });
  dialog.querySelector("[data-press=search-parts]").replaceChildren(view.element);
  if (!dialog.open) return;
  typed.focus();
  typed.setSelectionRange(...chosen);
  if (typed.value) view.later();
}

const isTyping = (element) => element.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]");

function onKey(event) {
  if (event.isComposing || event.altKey || event.shiftKey) return;
  const key = event.key.toLowerCase();
  const held = event.ctrlKey || event.metaKey;
  const wanted = held ? key === "k" : ["/", "s", "f"].includes(key) && !isTyping(event.target);
  if (!wanted) return;
  event.preventDefault();
  open();
}

function listen() {
  document.addEventListener("keydown", onKey);
  button?.setAttribute("role", "button");
  button?.setAttribute("aria-haspopup", "dialog");
  button?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
  button?.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  dialog?.addEventListener("compositionstart", () => { composing = true; });
  dialog?.addEventListener("compositionend", () => { composing = false; }, true);
  dialog?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const kept = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.target === dialog || event.target.closest("[data-press=search-close]") || (link && !kept && !event.defaultPrevented)) dialog.close();
  });
}

// Once for each page, also when the page was changed without a reload.
async function arrive() {
  const place = find("[data-press=search-page]");
  if (place && !place.querySelector("search")) (await load("page")).mount(place);
  if (find(".press-article")) {
    if (new URLSearchParams(location.search).has("q")) (await load("marks")).mark();
  }
}

listen();
if (window.document$) window.document$.subscribe(arrive);
else arrive();
