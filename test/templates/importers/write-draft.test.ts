import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { describe, it } from "mocha";
import { writeDraft } from "../../../templates/importers/write-draft.ts";
import { FIXTURES, imported } from "./support.ts";

describe("writing a draft", () => {
  it("gives the definition back, however it is laid out", () => {
    const definition = {
      project: { name: "shop" },
      containers: [
        {
          options: { volumes: [{ volume: "data", path: "/data" }], expose: 8080, resources: { memory: "1Gi" } },
          name: "web",
          image: "nginx",
          environment: { A: 'quotes " and \\ and \n', B: true, C: 1 },
          args: Array.from({ length: 40 }, (_, index) => `--argument-${index}`),
        },
      ],
      volumes: [{ name: "data", size: "10Gi" }],
      variables: { a: "b", c: { generate: true as const } },
    };
    const text = writeDraft({ definition, comments: new Map([["containers[0].image", "about\nthe image"]]) });
    assert.deepEqual(parse(text), definition);
    assert.equal(
      text,
      writeDraft({
        definition: structuredClone(definition),
        comments: new Map([["containers[0].image", "about\nthe image"]]),
      }),
    );
  });

  it("has keys in the order of our definitions, short things on one line, nothing wider than a screen", async () => {
    const { text } = await imported({ file: join(FIXTURES, "shop/compose.yaml") });
    const keys = [...text.matchAll(/^ {2}"(\$?\w+)":/gm)].map(([, key]) => key);
    assert.deepEqual(keys, ["$schema", "variables", "project", "containers", "volumes"]);
    const container = [...text.matchAll(/^ {6}"(\w+)":/gm)].map(([, key]) => key).slice(0, 6);
    assert.deepEqual(container, ["name", "image", "args", "workingDir", "environment", "options"]);
    assert.match(text, /"health": \{ "http": "\/health", "interval": 15, "timeout": 5, "failures": 4, "start": 210 \}/);
    for (const line of text.split("\n"))
      assert.ok(line.length <= 120 || /^\s*(\/\/|"[^"]+": "|\{ "file)/.test(line), line);
  });

  it("keeps comments above what they are about, and says where it comes from", async () => {
    const { text } = await imported({ file: join(FIXTURES, "shop/compose.yaml") });
    const lines = text.split("\n").map((line) => line.trim());
    const below = (comment: string) => lines[lines.indexOf(`// ${comment}`) + 1];
    assert.equal(lines[0], "// Imported from compose.yaml by espalier import.");
    assert.equal(lines[1], "// The shop: a web application with its worker, database and queue.");
    assert.match(below("Where the application finds its database.") ?? "", /^"DATABASE_URL"/);
    assert.match(below("Speaks to the queue.") ?? "", /^"QUEUE_PASSWORD"/);
    assert.match(below("http") ?? "", /^"expose"/);
  });
});
