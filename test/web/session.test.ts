import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { makeEdits } from "../../web/infra/session/diagram-edits.ts";
import { merge } from "../../web/infra/session/merge.ts";
import { type Base, Session } from "../../web/infra/session/session.ts";
import { stagedInput, stageVariable } from "../../web/infra/session/staged.ts";

const TEXT = '{\r\n  "project": { "name": "shop" }, // ours\n  "containers": []\n}\n';

function session(text = TEXT): Session {
  return new Session({ version: 3, format: "json", text });
}

describe("a session", () => {
  it("leaves every byte alone that nobody edits, mixed line endings and a byte order mark included", () => {
    for (const text of [TEXT, `\uFEFF${TEXT}`, "{}", "a\rb\u2028c\r\n\r\n", ""]) {
      const one = session(text);
      const detach = one.attach([], () => ({ update() {} }));
      detach();
      assert.equal(one.text, text);
      assert.equal(one.isEdited, false);
      assert.equal(one.undoDepth, 0);
    }
  });

  it("undoes text, drawn edits and staged variables in the order they were made", () => {
    const one = session();
    one.take([one.state.update({ changes: { from: 2, insert: " " }, userEvent: "input.type" })]);
    one.edit({ effects: [stageVariable.of({ name: "A", to: { kind: "set", value: "1" } })], userEvent: "form.values" });
    one.edit({ changes: [{ from: 0, to: 0, insert: "// x\n" }], userEvent: "diagram.rename" });
    one.undo();
    assert.equal(one.text.startsWith("// x"), false);
    assert.deepEqual(one.staged, { A: { kind: "set", value: "1" } });
    one.undo();
    assert.deepEqual(one.staged, {});
    assert.notEqual(one.text, TEXT);
    one.undo();
    assert.equal(one.text, TEXT);
    one.redo();
    one.redo();
    assert.deepEqual(one.staged, { A: { kind: "set", value: "1" } });
  });

  it("makes several edits one step, each after those before it: a new volume can be attached at once", async () => {
    const text = '{ "project": { "name": "shop" }, "containers": [{ "name": "web", "image": "nginx:1.29" }] }';
    const one = session(text);
    const edits = [
      { kind: "add-volume", name: "data", size: "2Gi" },
      { kind: "attach-volume", container: "web", volume: "data", path: "/data" },
    ] as const;
    await makeEdits(one, undefined, edits, "form");
    const { containers, volumes } = JSON.parse(one.text);
    assert.deepEqual(volumes, [{ name: "data", size: "2Gi" }]);
    assert.deepEqual(containers[0].options.volumes, [{ volume: "data", path: "/data" }]);
    one.undo();
    assert.equal(one.text, text);
  });

  it("tells an attached view of every change, and takes what that view dispatches", () => {
    const one = session();
    const told: number[] = [];
    const detach = one.attach([], () => ({ update: (transactions) => told.push(transactions.length) }));
    one.edit({ changes: [{ from: 0, to: 0, insert: " " }], userEvent: "diagram.x" });
    one.undo();
    assert.deepEqual(told, [1, 1]);
    detach();
    one.redo();
    assert.deepEqual(told, [1, 1]);
    assert.equal(one.text, ` ${TEXT}`);
  });

  it("has nothing to undo of what it adopts, and stages nothing more once it has settled", () => {
    const one = session();
    const theirs: Base = { version: 4, format: "json", text: "{}\n" };
    one.adopt(theirs);
    assert.equal(one.text, "{}\n");
    assert.equal(one.undoDepth, 0);
    one.edit({ effects: [stageVariable.of({ name: "A", to: { kind: "remove" } })], userEvent: "form.values" });
    assert.equal(one.isEdited, true);
    one.settle({ ...theirs, version: 5 });
    assert.equal(one.isEdited, false);
    assert.equal(one.base.version, 5);
  });

  it("makes no step of an edit that changes nothing", () => {
    const one = session();
    one.replace(TEXT, "diagram.x");
    one.edit({ userEvent: "diagram.x" });
    assert.equal(one.undoDepth, 0);
  });
});

describe("staged variables", () => {
  it("are carried by requests without those whose value is known to the platform alone", () => {
    const staged = {
      A: { kind: "set", value: "1" },
      B: { kind: "set", value: "2", secret: true },
      C: { kind: "remove" },
      D: { kind: "held" },
    } as const;
    assert.deepEqual(stagedInput(staged), {
      set: { A: { value: "1" }, B: { value: "2", secret: true } },
      remove: ["C"],
    });
    assert.equal(stagedInput({ D: { kind: "held" } }), undefined);
  });
});

describe("bringing edits onto another definition", () => {
  const base = "a\nb\nc\nd\ne\n";

  it("keeps what each side changed", () => {
    assert.deepEqual(merge(base, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n"), {
      text: "a\nB\nc\nd\nE\nf\n",
      conflicts: [],
    });
    assert.equal(merge(base, "x\na\nb\nc\nd\ne\n", "a\nb\nd\ne\n").text, "x\na\nb\nd\ne\n");
  });

  it("takes what both sides changed alike once", () => {
    assert.deepEqual(merge(base, "a\nB\nc\nd\ne\n", "a\nB\nc\nd\n"), { text: "a\nB\nc\nd\n", conflicts: [] });
  });

  it("leaves mine standing with theirs above it as a comment where both changed the same lines", () => {
    const { text, conflicts } = merge(base, "a\nmine\nc\nd\ne\n", "a\n  theirs\nc\nd\ne\n");
    assert.equal(text, "a\n  // Somebody else wrote here:\n  // theirs\nmine\nc\nd\ne\n");
    assert.deepEqual(conflicts, [{ line: 4, mine: ["mine\n"], theirs: ["  theirs\n"] }]);
  });

  it("says so where they removed what I changed", () => {
    const { text, conflicts } = merge(base, "a\nb\nmine\nd\ne\n", "a\nb\nd\ne\n");
    assert.equal(text, "a\nb\n// Somebody else removed these lines:\nmine\nd\ne\n");
    assert.equal(conflicts.length, 1);
  });

  it("gives theirs where I changed nothing, and mine where they did not, whatever the endings", () => {
    const dos = base.replaceAll("\n", "\r\n");
    assert.equal(merge(dos, dos, "x\r\n").text, "x\r\n");
    assert.equal(merge(dos, "x", dos).text, "x");
    assert.equal(merge("", "new\n", "").text, "new\n");
  });
});
