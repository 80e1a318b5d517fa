// Runs in a child process of its own (see jsonnet-process.ts), never in ours: evaluates Jsonnet for strangers.
// Plain JavaScript, because stripping types needs WebAssembly, which --jitless takes away.
// A request is a line of JSON on stdin, { code, sources, values }; so is the answer on stdout, { json } or { error }.

import { openSync, readSync, writeSync } from "node:fs";
import { Jsonnet } from "@hanazuki/node-jsonnet";

// libjsonnet opens imported files by itself and offers no way to say no. With every file descriptor that the process
// may have in use, nothing can be opened any more, whatever a definition tries.
function useUpDescriptors() {
  try {
    for (;;) openSync("/dev/null", "r");
  } catch {}
}

const chunk = Buffer.alloc(65536);
let rest = Buffer.alloc(0);

function readRequest() {
  for (;;) {
    const end = rest.indexOf(10);
    if (end >= 0) {
      const line = rest.subarray(0, end).toString();
      rest = rest.subarray(end + 1);
      return JSON.parse(line);
    }
    const length = readSync(0, chunk);
    if (length === 0) return undefined;
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
  }
}

function answer(value) {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(1, bytes, sent);
}

async function evaluate({ code, sources, values }) {
  const jsonnet = new Jsonnet();
  for (const [name, source] of Object.entries(sources)) jsonnet.extCode(name, source);
  for (const [name, value] of Object.entries(values)) jsonnet.extString(name, value);
  try {
    return { json: await jsonnet.evaluateSnippet(code, "espalier") };
  } catch (error) {
    return { error: error.message };
  }
}

useUpDescriptors();
answer({ ready: true });
for (let request = readRequest(); request; request = readRequest()) answer(await evaluate(request));
