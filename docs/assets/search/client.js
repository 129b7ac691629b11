// The engine as the page sees it: promises, whether it runs in a worker or, in browsers without module workers, here.

const root = new URL("../../search/index/", import.meta.url).href;
const waiting = new Map();
let worker;
let manifest;
let serial = 0;

// The manifest is fetched here, while the worker and its programs are on their way.
function start() {
  manifest = fetch(new URL("manifest.json", root), { cache: "no-cache" }).then((response) => (response.ok ? response.json() : null)).catch(() => null);
  try {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => settle(data));
    worker.addEventListener("error", () => waiting.forEach((_, id) => settle({ id, code: "failed" })));
  } catch {
    worker = here();
  }
}

function settle({ id, value, code, reason }) {
  const [resolve, reject] = waiting.get(id) ?? [];
  waiting.delete(id);
  if (code) reject?.(Object.assign(new Error(reason ?? code), { code }));
  else resolve?.(value);
}

function here() {
  let engine;
  return {
    async postMessage({ id, given, call, args }) {
      try {
        engine ??= import("./engine.js").then(({ Engine }) => new Engine(root, given));
        settle({ id, value: await (await engine)[call](...args) });
      } catch (error) {
        settle({ id, code: error.code ?? "failed", reason: String(error) });
      }
    },
  };
}

export async function ask(call, ...args) {
  if (!worker) start();
  const given = await manifest;
  const id = ++serial;
  return new Promise((resolve, reject) => {
    waiting.set(id, [resolve, reject]);
    worker.postMessage({ id, root, given, call, args });
  });
}
