import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Schema } from "../../api/client/index.ts";
import { filterLines, MOST_LINES, splitAround, withLines } from "../../web/live/log-lines.ts";
import { eventText, progressText } from "../../web/live/progress-words.ts";
import { advance, NO_PROGRESS, type UpdateEvent } from "../../web/live/update-progress.ts";
import { containerRows, countTags, filterRows } from "../../web/pages/containers/container-rows.ts";
import { environmentOf, readDefinition, secretNamesOf } from "../../web/pages/containers/environment.ts";
import { hasNotRemoved, runningFirst } from "../../web/pages/updates/update-words.ts";
import { readDotEnv } from "../../web/pages/variables/dot-env.ts";
import { variableRows } from "../../web/pages/variables/variable-rows.ts";
import { volumeRows } from "../../web/pages/volumes/volume-rows.ts";

describe("a .env file that is pasted", () => {
  it("is read with quotes, comments, exports and values over several lines", () => {
    const { values, problems } = readDotEnv(
      [
        "\uFEFF# of the shop",
        "GREETING=hello there   # said first",
        "export MODE = production",
        "EMPTY=",
        "HASH=a#b",
        `QUOTED="say \\"hi\\"\\n$HOME" # not this`,
        "RAW='as\\n it is'",
        'KEY="-----BEGIN',
        'abc=\n-----END"',
        "URL=postgres://a:b@c/d?e=f",
        "GREETING=again",
        "",
      ].join("\r\n"),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.fromEntries(values), {
      GREETING: "again",
      MODE: "production",
      EMPTY: "",
      HASH: "a#b",
      QUOTED: 'say "hi"\n$HOME',
      RAW: "as\\n it is",
      KEY: "-----BEGIN\nabc=\n-----END",
      URL: "postgres://a:b@c/d?e=f",
    });
  });

  it("tells the lines that say nothing, and repeats little of them", () => {
    const { values, problems } = readDotEnv(`just words\n9LIVES=x\nA-very-long-secret-token=1\nOPEN="never\nNEXT=1\n`);
    assert.deepEqual([...values.keys()], ["NEXT"]);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [1, 2, 3, 4],
    );
    assert.ok(!JSON.stringify(problems).includes("secret-token"));
    assert.ok(!JSON.stringify(problems).includes("never"));
  });

  it("is bounded in how much it sets", () => {
    const text = Array.from({ length: 300 }, (_, index) => `V${index}=${index}`).join("\n");
    const { values, problems } = readDotEnv(text);
    assert.equal(values.size, 200);
    assert.match(problems[0]?.problem ?? "", /more than 200/);
    assert.match(readDotEnv(`BIG=${"x".repeat(70_000)}`).problems[0]?.problem ?? "", /longer than 64 KiB/);
  });

  it("takes time that grows with its length, whatever it holds", () => {
    const quotes = `${'A="\\'.repeat(20_000)}\n${"=".repeat(100_000)}`;
    const begin = process.cpuUsage().user;
    readDotEnv(quotes);
    const once = process.cpuUsage().user - begin;
    assert.ok(once < 2_000_000, `${once} µs of CPU`);
  });
});

describe("the environment of a container", () => {
  const text = `{ // comments are allowed
    "variables": { "password": { "secret": true }, "drawn": { "generate": true }, "open": { "generate": true, "secret": false } },
    "environmentGroups": { "base": { "A": "from base", "B": "$drawn" }, "more": { "A": "from more" } },
    "containers": [{ "name": "web", "environmentFrom": ["base", "more", "absent"],
      "environment": { "URL": "pg://u:\${password}@\${{db.host}}/$$x-$open", "N": 5 },
      "options": { "zones": { "sofia": { "environment": { "N": "6" } } } } }],
  }`;

  it("says of each variable where it comes from and what stands in it, and no secret", () => {
    const spec = readDefinition(text);
    const stored = [variable("token", true), variable("greeting", false)];
    const secrets = secretNamesOf(spec, stored);
    assert.deepEqual([...secrets].sort(), ["drawn", "password", "token"]);
    const entries = environmentOf(spec, "web", secrets);
    assert.deepEqual(
      entries.map(({ name, group, zone }) => [name, group ?? zone ?? "own"]),
      [
        ["A", "more"],
        ["B", "base"],
        ["N", "own"],
        ["N", "sofia"],
        ["URL", "own"],
      ],
    );
    assert.deepEqual(entries[4]?.pieces, [
      { kind: "text", text: "pg://u:" },
      { kind: "secret", name: "password" },
      { kind: "text", text: "@" },
      { kind: "expression", text: "${{db.host}}" },
      { kind: "text", text: "/$x-" },
      { kind: "variable", name: "open" },
    ]);
    assert.deepEqual(environmentOf(spec, "other", secrets), []);
  });

  it("reads references of an evaluated spec, and survives anything else", () => {
    const spec = { containers: [{ name: "web", environment: { P: "x⟦secret:db_password|url⟧y", Q: null } }] };
    assert.deepEqual(environmentOf(spec, "web", new Set())[0]?.pieces[1], { kind: "secret", name: "db_password" });
    for (const odd of [
      undefined,
      null,
      5,
      [],
      { containers: {} },
      { containers: [null, 1, { name: "web", environment: [] }] },
    ]) {
      assert.deepEqual(environmentOf(odd, "web", new Set()), []);
    }
    assert.deepEqual(environmentOf(readDefinition('{ "containers": [{ "na'), "web", new Set()), []);
  });
});

describe("the list of variables", () => {
  it("has those that need a value on top, and says which the definition does not use", () => {
    const rows = variableRows([variable("unused", false), variable("mentioned", true)], ["zz_missing"], {
      format: "json",
      text: '{ "variables": { "zz_missing": {}, "short": 5, "made": { "generate": { "length": 9 } } }, "x": "$mentioned" }',
    });
    assert.deepEqual(
      rows.map(({ name, missing, used }) => [name, missing, used]),
      [
        ["zz_missing", true, true],
        ["made", false, true],
        ["mentioned", false, true],
        ["short", false, true],
        ["unused", false, false],
      ],
    );
    assert.equal(rows.find(({ name }) => name === "short")?.declaration?.default, "5");
    assert.equal(rows.find(({ name }) => name === "made")?.declaration?.secret, true);
  });

  it("does not claim to know what is used where there is no definition", () => {
    assert.equal(variableRows([variable("a", false)], [], undefined)[0]?.used, undefined);
    // A key of the environment that is called so is no use of the variable.
    const text = '{ "containers": [{ "environment": { "LEVEL": "debug" } }] }';
    assert.equal(variableRows([variable("LEVEL", false)], [], { format: "json", text })[0]?.used, false);
  });
});

describe("the list of containers", () => {
  const nodes = [
    node("shop", "project"),
    node("shop/web", "container", ["web", "shop"], { image: "nginx:1" }),
    node("shop/db", "container", ["shop"], { image: "postgres:17", workload: "stateful" }),
  ];
  const zone: Schema<"ZoneStatus"> = {
    zone: "sofia",
    exists: true,
    revision: 1,
    containers: [ready("web"), ready("old")],
    addresses: [],
    error: null,
  };

  it("holds what is defined, then what still runs without being defined", () => {
    const rows = containerRows(nodes, [zone]);
    assert.deepEqual(
      rows.map(({ name, kind, left, status }) => [name, kind, left, status?.state]),
      [
        ["web", "container", false, "ready"],
        ["db", "stateful database", false, undefined],
        ["old", undefined, true, "ready"],
      ],
    );
    assert.equal(
      containerRows(undefined, [zone]).some(({ left }) => left),
      false,
      "without a tree nothing is left over",
    );
  });

  it("is found by words and by all of the tags", () => {
    const rows = containerRows(nodes, [zone]);
    const names = (tags: string[], search: string) => filterRows(rows, { tags, search }).map(({ name }) => name);
    assert.deepEqual(names(["shop"], ""), ["web", "db"]);
    assert.deepEqual(names(["shop", "web"], ""), ["web"]);
    assert.deepEqual(names([], "STATEFUL post"), ["db"]);
    assert.deepEqual(countTags(rows), [
      ["shop", 2],
      ["web", 1],
    ]);
  });
});

describe("the list of volumes", () => {
  it("joins what is defined with what zones hold, and names what is left over", () => {
    const tree = {
      nodes: [node("shop/data", "volume", [], { size: "2Gi", access: "one" }), node("shop/db", "container")],
      references: [{ from: "shop/db", to: "shop/data", kind: "mount" as const, label: "/data" }],
    };
    const zones = [
      {
        zone: "sofia",
        error: null,
        volumes: [
          volume("data", "shop/data", null),
          volume("each-db-0", null, "db"),
          volume("x", "shop/x", null),
          volume("each-gone-0", null, "gone"),
        ],
      },
    ];
    assert.deepEqual(
      volumeRows(tree, zones).map(({ name, kind, mounts, containers, places }) => [
        name,
        kind,
        mounts,
        containers,
        places.length,
      ]),
      [
        ["data", "defined", ["db at /data"], ["db"], 1],
        ["each-db-0", "replica", [], ["db"], 1],
        ["x", "left", [], [], 1],
        ["each-gone-0", "left", [], ["gone"], 1],
      ],
    );
    assert.ok(volumeRows(undefined, zones).every(({ kind }) => kind !== "left"));
  });
});

describe("lines of a log", () => {
  const line = (text: string, pod = "web-1") => ({ zone: "sofia", container: "web", pod, line: text });

  it("are bounded, numbered on, and replaced when the past is read again", () => {
    const many = withLines(
      [],
      Array.from({ length: MOST_LINES + 10 }, (_, index) => line(String(index))),
    );
    assert.equal(many.length, MOST_LINES);
    assert.equal(many[0]?.line, "10");
    const again = withLines(many, [line("a")], true);
    assert.deepEqual(
      again.map(({ line: text, number }) => [text, number]),
      [["a", MOST_LINES + 10]],
    );
  });

  it("are found whatever their case, and show where", () => {
    const lines = withLines([], [line("An Error here"), line("fine"), line("error", "web-2")]);
    assert.equal(filterLines(lines, { search: " ERROR " }).length, 2);
    assert.equal(filterLines(lines, { search: "error", pod: "web-2" }).length, 1);
    assert.deepEqual(splitAround("An Error, error", "error"), ["An ", "Error", ", ", "error", ""]);
    assert.deepEqual(
      splitAround("İstanbul stan", "stan"),
      ["İstanbul stan"],
      "positions would not be those of the text",
    );
  });
});

describe("how far an update is", () => {
  const at = "2026-11-27T12:00:00.000Z";
  const events = (...list: UpdateEvent["event"][]): UpdateEvent[] =>
    list.map((event, index) => ({ seq: index + 1, at, event }));
  const plan: Schema<"ZonePlan"> = {
    zone: "sofia",
    changes: ["a", "b"].map((id) => ({
      operation: "create" as const,
      id,
      path: id,
      fields: [],
      moreFields: 0,
      dataAtRisk: false,
      restarts: false,
    })),
    moreChanges: 0,
    unchanged: 3,
    notes: [],
    quota: [],
    errors: [],
  };
  const object = (id: string, state: "started" | "done" | "failed") =>
    ({ type: "object", zone: "sofia", id, operation: "create", state }) as const;

  it("is told by its events, each counted once", () => {
    const told = events(
      { type: "state", state: "running", attempt: 1 },
      { type: "phase", zone: "sofia", phase: "planning" },
      { type: "plan", zone: "sofia", plan },
      { type: "phase", zone: "sofia", phase: "applying" },
      object("a", "started"),
      object("a", "done"),
    );
    const half = advance(NO_PROGRESS, told);
    assert.equal(progressText("running", half), "Writing objects: 1 of 2 are done.");
    assert.equal(half.objects.get("b")?.state, "waiting");
    const same = advance(half, told);
    assert.equal(same.phases.length, 2);
    assert.equal(same.events.length, 6);
    assert.equal(NO_PROGRESS.objects.size, 0, "what was handed out is not changed");
    const further = advance(half, [{ seq: 7, at, event: object("b", "done") }]);
    assert.equal(half.objects.get("b")?.state, "waiting", "what was handed out is not changed");
    assert.equal(progressText("running", further), "Writing objects: 2 of 2 are done.");
  });

  it("begins anew when another worker goes on with it, and keeps what was said", () => {
    const told = events(
      { type: "state", state: "running", attempt: 1 },
      { type: "phase", zone: "sofia", phase: "applying" },
      { type: "diagnostic", zone: "sofia", diagnostic: { severity: "warning", code: "x", message: "slow" } },
      { type: "state", state: "running", attempt: 2 },
    );
    const progress = advance(NO_PROGRESS, told);
    assert.equal(progress.phases.length, 0);
    assert.equal(progress.attempt, 2);
    assert.deepEqual(
      progress.messages.map(({ text }) => text),
      ["slow"],
    );
    assert.equal(eventText(told[3] as UpdateEvent), "running, attempt 2");
  });

  it("holds the latest events of a long one only, and counts the others", () => {
    const told = Array.from({ length: 2_500 }, (_, index) => ({
      seq: index + 1,
      at,
      event: object(`o${index}`, "done"),
    }));
    const progress = advance(advance(NO_PROGRESS, told.slice(0, 1_200)), told.slice(1_200));
    assert.equal(progress.events.length, 1_000);
    assert.equal(progress.earlier, 1_500);
    assert.equal(progress.objects.size, 2_500);
  });

  it("has what is under way first in the list", () => {
    const update = (id: string, state: Schema<"Update">["state"]) => ({ id, state }) as Schema<"Update">;
    const list = [update("4", "succeeded"), update("3", "waiting"), update("2", "running"), update("1", "failed")];
    assert.deepEqual(
      runningFirst(list).map(({ id }) => id),
      ["2", "3", "4", "1"],
    );
  });

  it("is told to have left something where a removal has ended otherwise than well", () => {
    const removal = (state: Schema<"Update">["state"]) => hasNotRemoved({ operation: "destroy", state });
    assert.deepEqual((["failed", "cancelled", "not-ready"] as const).map(removal), [true, true, true]);
    assert.deepEqual((["waiting", "running", "succeeded", "unchanged"] as const).map(removal), [
      false,
      false,
      false,
      false,
    ]);
    assert.equal(hasNotRemoved({ operation: "up", state: "failed" }), false);
  });
});

function variable(name: string, secret: boolean): Schema<"Variable"> {
  const who = { kind: "person" as const, id: "1", name: "Ana", keyStart: null };
  return { name, secret, ...(!secret && { value: "v" }), updatedBy: who, updatedAt: "2026-11-27T12:00:00.000Z" };
}

function node(
  path: string,
  kind: Schema<"TreeNode">["kind"],
  tags: string[] = [],
  facts: Record<string, string> = {},
): Schema<"TreeNode"> {
  return { path, kind, name: path.split("/").at(-1) as string, parent: "shop", tags, facts, objects: [] };
}

function ready(container: string): Schema<"Readiness"> {
  return { path: `shop/${container}`, container, ready: 1, desired: 1, state: "ready" };
}

function volume(name: string, path: string | null, container: string | null): Schema<"Volume"> {
  return {
    name,
    path,
    container,
    phase: "bound",
    requested: "2Gi",
    capacity: "2Gi",
    access: "one",
    storageClass: null,
    usedBy: [],
    createdAt: "2026-11-27T12:00:00.000Z",
  };
}
