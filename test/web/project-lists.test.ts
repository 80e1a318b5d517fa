import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ProjectSpec } from "../../constructs/spec.ts";
import { matches, tagCounts } from "../../web/app/matches.ts";
import { agentText } from "../../web/pages/account/user-agent.ts";
import { formatOfFile, guessFormat, nameInText } from "../../web/pages/projects/definition-text.ts";
import { freeName, nameMistake } from "../../web/pages/projects/project-name.ts";
import { standingOf } from "../../web/pages/projects/standing.ts";

describe("lists that are searched", () => {
  const ghost = { words: ["ghost", "Ghost with MySQL"], tags: ["blog", "mysql"] };

  it("find what has every word somewhere, case aside", () => {
    assert.ok(matches(ghost, { search: "", tag: "" }));
    assert.ok(matches(ghost, { search: "  MYSQL ghost ", tag: "" }));
    assert.ok(matches(ghost, { search: "blog", tag: "" }));
    assert.ok(!matches(ghost, { search: "ghost redis", tag: "" }));
  });

  it("let through only what has the whole tag", () => {
    assert.ok(matches(ghost, { search: "ghost", tag: "blog" }));
    assert.ok(!matches(ghost, { search: "ghost", tag: "blo" }));
  });

  it("count tags, the most frequent first and then by name", () => {
    const all = [{ tags: ["b", "a", "a"] }, { tags: ["c", "b"] }, { tags: [] }];
    assert.deepEqual(tagCounts(all), [
      ["b", 2],
      ["a", 1],
      ["c", 1],
    ]);
  });
});

describe("the name of a new project", () => {
  it("is refused in the page exactly when the spec refuses it, or clusters have it", () => {
    const names = [
      "shop",
      "s",
      "a_b",
      "a-b",
      "a-",
      "-a",
      "a_",
      "9a",
      "A",
      "ä",
      "a b",
      "a".repeat(63),
      "a".repeat(64),
      "",
      "a.b",
    ];
    for (const name of names) {
      const isAccepted = ProjectSpec.shape.project.shape.name.safeParse(name).success;
      assert.equal(nameMistake(name) === undefined, isAccepted, name);
    }
    for (const name of ["default", "kube-system", "kube_public"]) assert.match(nameMistake(name) ?? "", /clusters/);
  });

  it("is proposed as one that no project has, hyphens and underscores alike", () => {
    assert.equal(freeName("ghost", []), "ghost");
    assert.equal(freeName("ghost", ["ghost", "ghost_2"]), "ghost-3");
    assert.equal(nameMistake(freeName("a".repeat(63), ["a".repeat(63)])), undefined);
  });
});

describe("how a project stands", () => {
  const update = (zone: string, state: "succeeded" | "failed" | "running", operation: "up" | "destroy" = "up") => ({
    zone,
    operation,
    revision: operation === "up" ? 1 : null,
    state,
    createdAt: "2026-01-01T00:00:00Z",
  });
  const project = { state: "active", revision: 1, zones: ["a", "b"], updates: [] } as const;

  it("is told by the zone that needs a look", () => {
    const updates = [update("a", "succeeded"), update("b", "failed")];
    assert.deepEqual(standingOf({ ...project, updates }), {
      state: "failed",
      text: "update failed in b",
      moving: false,
    });
  });

  it("is told without a place where it is the same everywhere", () => {
    const updates = [update("a", "succeeded"), update("b", "succeeded")];
    assert.deepEqual(standingOf({ ...project, updates }), { state: "succeeded", text: "deployed", moving: false });
  });

  it("moves while an update runs or it is being deleted", () => {
    assert.equal(standingOf({ ...project, updates: [update("a", "running")] }).moving, true);
    assert.deepEqual(standingOf({ ...project, state: "deleting" }), {
      state: "deleting",
      text: "deleting",
      moving: true,
    });
  });

  it("tells what was taken down from what was never deployed", () => {
    const updates = [update("a", "succeeded", "destroy"), update("b", "succeeded", "destroy")];
    assert.deepEqual(standingOf({ ...project, updates }), { state: "stopped", text: "removed", moving: false });
    assert.equal(standingOf({ ...project, revision: null }).text, "not deployed");
  });
});

describe("a pasted definition", () => {
  it("is taken for what it is", () => {
    assert.equal(guessFormat(""), undefined);
    assert.equal(guessFormat("// only a comment"), undefined);
    assert.equal(guessFormat('{ "project": { "name": "x" }, "containers": [] }'), "json");
    assert.equal(guessFormat('// mine\n{ // and why\n "containers": [{ "name": "local x = 1; {y: 2}" }] }'), "json");
    assert.equal(guessFormat("local e = import 'espalier.libsonnet'; {}"), "jsonnet");
    assert.equal(guessFormat("{ project: { name: 'x' }, containers: [] }"), "jsonnet");
    assert.equal(guessFormat("{ local n = 2, containers+: [] }"), "jsonnet");
    assert.equal(guessFormat("services:\n  web:\n    image: nginx\n"), "compose");
    assert.equal(guessFormat("# mine\nname: shop\nservices: {}\n"), "compose");
    assert.equal(guessFormat("import { defineProject } from 'espalier';\nexport default 1;"), "typescript");
  });

  it("tells the name of its project where that stands there plainly", () => {
    assert.equal(nameInText('{ "project": { "description": "a shop", "name": "shop" } }'), "shop");
    assert.equal(nameInText("{ project: { name: 'my_shop' }, containers: [] }"), "my_shop");
    assert.equal(nameInText('{ "containers": [{ "name": "web" }] }'), undefined);
    assert.equal(nameInText('{ "project": { "name": "$name" } }'), undefined);
    assert.equal(nameInText('{ "project": { "description": "x" }, "volumes": [{ "name": "data" }] }'), undefined);
    assert.equal(nameInText(`project: {${" ".repeat(1_000_000)}`), undefined);
  });

  it("is told by the name of its file too", () => {
    assert.equal(formatOfFile("a.jsonc"), "json");
    assert.equal(formatOfFile("a.JSONNET"), "jsonnet");
    assert.equal(formatOfFile("compose.yaml"), "compose");
    assert.equal(formatOfFile("espalier.ts"), "typescript");
    assert.equal(formatOfFile("espalier"), undefined);
  });
});

describe("what a session was begun with", () => {
  it("is told in words where it is known, else as it is, cut short", () => {
    const chrome =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    assert.equal(agentText(chrome), "Chrome on Linux");
    assert.equal(agentText(`${chrome} Edg/140.0`), "Edge on Linux");
    assert.equal(
      agentText("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604"),
      "Safari on iOS",
    );
    assert.equal(agentText("curl/8.5.0"), "curl/8.5.0");
    assert.equal(agentText("x".repeat(300)).length, 40);
    assert.equal(agentText(null), "unknown program");
  });
});
