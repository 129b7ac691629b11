// The door to the search on every page: a button, keys, the dialog, the search page, the marks in an opened article.
// Little is loaded before somebody searches.

const find = (selector) => document.querySelector(selector);
const load = (name) => import(new URL(`${name}.js`, import.meta.url).href);
const dialog = find("[data-press=search-dialog]");
const button = find("[data-press=search-button]");
let view;

async function open() {
  if (!dialog?.showModal) return void (location.href = button.href);
  const field = find("[data-press=search-page] input[type=search]");
  if (field) return void field.select();
  if (dialog.open) return;
  dialog.showModal();
  if (!view) await fill();
  view.field.select();
  view.field.focus();
}

async function fill() {
  const [{ View }, { searchAddress }] = await Promise.all([load("view"), load("results")]);
  if (view) return;
  view = new View({ onSubmit: (state) => { dialog.close(); location.href = searchAddress(state); } });
  dialog.querySelector("[data-press=search-parts]").replaceChildren(view.element);
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
  dialog?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const kept = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.target === dialog || event.target.closest("[data-press=search-close]") || (link && !kept && !event.defaultPrevented)) dialog.close();
  });
}

// Once for each page, also when the page was changed without a reload.
async function arrive() {
  const place = find("[data-press=search-page]");
  if (place && !place.firstElementChild) (await load("page")).mount(place);
  if (find(".press-article")) {
    if (new URLSearchParams(location.search).has("q")) (await load("marks")).mark();
  }
}

listen();
if (window.document$) window.document$.subscribe(arrive);
else arrive();
