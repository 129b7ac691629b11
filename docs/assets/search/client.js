// The engine as the page sees it: promises, whether it runs in a worker or, in browsers without module workers, here.

const root = new URL("../../search/index/", import.meta.url).href;
const waiting = new Map();
let worker;
let serial = 0;

function start() {
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
  const engine = import("./engine.js").then(({ Engine }) => new Engine(root));
  return {
    async postMessage({ id, call, args }) {
      try {
        settle({ id, value: await (await engine)[call](...args) });
      } catch (error) {
        settle({ id, code: error.code ?? "failed", reason: String(error) });
      }
    },
  };
}

export function ask(call, ...args) {
  if (!worker) start();
  const id = ++serial;
  return new Promise((resolve, reject) => {
    waiting.set(id, [resolve, reject]);
    worker.postMessage({ id, root, call, args });
  });
}
