// The engine in its own thread: { id, root, given, call, args } in, { id, value } or { id, code } out.

import { Engine } from "./engine.js";
// What the engine is made of, named here as well so that all of it is on its way at once.
import "./codec.js";
import "./facets.js";
import "./fold.js";
import "./locate.js";
import "./match.js";
import "./query.js";
import "./snippet.js";
import "./volume.js";

const CALLS = ["search", "near", "places", "start"];
let engine;

addEventListener("message", async ({ data: { id, root, given, call, args } }) => {
  engine ??= new Engine(root, given);
  try {
    if (!CALLS.includes(call)) throw new Error(`unknown call ${call}`);
    postMessage({ id, value: await engine[call](...args) });
  } catch (error) {
    postMessage({ id, code: error.code ?? "failed", reason: String(error) });
  }
});
