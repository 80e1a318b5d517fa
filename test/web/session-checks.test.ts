import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { describe, it } from "mocha";
import {
  type ChangeSetDetail,
  type ChangeSetInput,
  ChangeSetKeeper,
  type ChangeSetPorts,
} from "../../web/infra/session/change-set.ts";
import { type CheckedDefinition, type CheckInput, Checks, type ZonePlan } from "../../web/infra/session/checks.ts";
import { Workspace } from "../../web/infra/session/workspace.ts";

const input = (text: string): CheckInput => ({ format: "json", text, staged: {} });
const NOTHING = { containers: [], volumes: [] };

/** A platform that answers when it is told to, and remembers what it was asked. */
class Platform {
  readonly asked: { readonly what: "check" | "plan"; readonly text: string; readonly signal: AbortSignal }[] = [];
  readonly #waiting: (() => void)[] = [];
  valid = true;
  failing = false;

  check = async ({ text }: CheckInput, signal: AbortSignal): Promise<CheckedDefinition> => {
    await this.#ask("check", text, signal);
    const tree = { project: text, namespace: "x", zone: "z", nodes: [], references: [], notes: [], missing: [] };
    const good = this.valid ? { tree, spec: {} } : { tree: null, spec: null };
    return { valid: this.valid, diagnostics: [], missing: [], removes: NOTHING, ...good };
  };

  plan = async ({ text }: CheckInput, signal: AbortSignal): Promise<ZonePlan[]> => {
    await this.#ask("plan", text, signal);
    return [{ zone: text, changes: [], moreChanges: 0, unchanged: 0, notes: [], errors: [] } as unknown as ZonePlan];
  };

  async answer(): Promise<void> {
    for (const go of this.#waiting.splice(0)) go();
    await pause(0);
  }

  async #ask(what: "check" | "plan", text: string, signal: AbortSignal): Promise<void> {
    this.asked.push({ what, text, signal });
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.failing) throw new Error("away");
  }
}

describe("checks", () => {
  it("ask at once about the first edit, plan what is valid, and tell when both are about what is edited now", async () => {
    const platform = new Platform();
    const checks = new Checks(platform);
    checks.take(input("a"), true);
    assert.deepEqual(
      platform.asked.map(({ what }) => what),
      ["check"],
    );
    assert.equal(checks.state.isCurrent, false);
    await platform.answer();
    assert.equal(checks.state.isCurrent, true);
    assert.equal(checks.state.isPlanCurrent, false);
    await platform.answer();
    assert.equal(checks.state.isPlanCurrent, true);
    assert.equal(checks.state.plan?.[0]?.zone, "a");
    checks.stop();
  });

  it("abort what is superseded, ask about the last of what is typed, and never show an older answer", async () => {
    const platform = new Platform();
    const checks = new Checks(platform);
    // All of it is typed in one moment, however long this process is held up in between.
    const { now } = performance;
    performance.now = () => 0;
    for (const text of ["a", "ab", "abc"]) checks.take(input(text), true);
    performance.now = now;
    assert.equal(platform.asked[0]?.signal.aborted, true);
    await platform.answer();
    assert.equal(checks.state.checked, undefined);
    while (platform.asked.length < 2) await pause(20);
    await platform.answer();
    assert.deepEqual(platform.asked.map(({ text }) => text).slice(0, 2), ["a", "abc"]);
    assert.equal(checks.state.good?.tree.project, "abc");
    checks.stop();
  });

  it("keep the last good tree while what is edited has errors, with the plan of that tree", async () => {
    const platform = new Platform();
    const checks = new Checks(platform);
    checks.take(input("good"), false);
    await platform.answer();
    await platform.answer();
    platform.valid = false;
    checks.take(input("bad"), false);
    await platform.answer();
    assert.equal(checks.state.checked?.valid, false);
    assert.equal(checks.state.good?.tree.project, "good");
    assert.equal(checks.state.plan?.[0]?.zone, "good");
    assert.equal(checks.state.isPlanCurrent, false);
    checks.take(input("worse"), false);
    await platform.answer();
    const plans = platform.asked.filter(({ what }) => what === "plan").map(({ text }) => text);
    assert.deepEqual(plans, ["good", "bad"], "after what was wrong nothing is planned before it is checked");
    checks.stop();
  });

  it("say why nothing can be asked, and recover with the next answer", async () => {
    const platform = new Platform();
    platform.failing = true;
    const checks = new Checks(platform);
    checks.take(input("a"), false);
    await platform.answer();
    assert.match(String(checks.state.problem), /away/);
    platform.failing = false;
    checks.again();
    await platform.answer();
    assert.equal(checks.state.problem, undefined);
    assert.equal(checks.state.isCurrent, true);
    checks.stop();
  });
});

/** Change sets in memory, with versions as the platform counts them. */
class Kept implements ChangeSetPorts {
  readonly calls: { readonly call: string; readonly input?: ChangeSetInput }[] = [];
  readonly #sets = new Map<string, { version: number; detail: ChangeSetDetail }>();
  gone = false;

  create = async (input: ChangeSetInput) => {
    this.calls.push({ call: "create", input });
    const id = `set-${this.#sets.size + 1}`;
    const detail = {
      id,
      comment: input.comment ?? "",
      updatedAt: "2026-01-01T00:00:00Z",
      definition: input.definition,
    } as unknown as ChangeSetDetail;
    this.#sets.set(id, { version: 1, detail });
    return { changeSet: detail, etag: '"1"' };
  };

  save = async (id: string, etag: string, input: ChangeSetInput) => {
    this.calls.push({ call: `save ${id} ${etag}`, input });
    const kept = this.#sets.get(id);
    if (this.gone || !kept) throw Object.assign(new Error("it was discarded"), { status: 409 });
    kept.version++;
    return { changeSet: kept.detail, etag: `"${kept.version}"` };
  };

  discard = async (id: string, etag: string) => {
    this.calls.push({ call: `discard ${id} ${etag}` });
  };
}

describe("the keeper of a change set", () => {
  it("makes one with the first edit and saves only what differs from then on", async () => {
    const kept = new Kept();
    const keeper = new ChangeSetKeeper(kept);
    assert.equal(await keeper.flush(), undefined);
    keeper.take(input("a"), 3);
    assert.equal(keeper.snapshot().isKept, false);
    await keeper.flush();
    keeper.setComment("why");
    await keeper.flush();
    keeper.take({ ...input("a"), staged: { A: { kind: "set", value: "1" } } }, 4);
    await keeper.flush();
    await keeper.flush();
    assert.deepEqual(kept.calls, [
      { call: "create", input: { definition: { format: "json", text: "a" }, baseVersion: 3 } },
      { call: 'save set-1 "1"', input: { comment: "why" } },
      { call: 'save set-1 "2"', input: { baseVersion: 4, variables: { set: { A: { value: "1" } }, remove: [] } } },
    ]);
    assert.equal(keeper.snapshot().isKept, true);
    keeper.stop();
  });

  it("does not send staged secrets whose values it does not know", async () => {
    const kept = new Kept();
    const first = new ChangeSetKeeper(kept);
    first.take(input("a"), 1);
    const made = await first.flush();
    assert(made);
    const staged = { SECRET: { kind: "held" } as const };
    const keeper = new ChangeSetKeeper(kept, made, staged);
    keeper.take({ ...input("b"), staged }, made.changeSet.baseVersion);
    await keeper.flush();
    assert.deepEqual(kept.calls.at(-1)?.input, { definition: { format: "json", text: "b" } });
    first.stop();
    keeper.stop();
  });

  it("keeps the edits as another one when theirs was applied or discarded elsewhere", async () => {
    const kept = new Kept();
    const keeper = new ChangeSetKeeper(kept);
    keeper.take(input("a"), 1);
    await keeper.flush();
    kept.gone = true;
    keeper.take(input("b"), 1);
    await keeper.flush();
    assert.equal(keeper.snapshot().id, "set-2");
    assert.deepEqual(kept.calls.at(-1)?.input?.definition, { format: "json", text: "b" });
    keeper.stop();
  });

  it("discards with the version it knows, and begins another one with the next edit", async () => {
    const kept = new Kept();
    const keeper = new ChangeSetKeeper(kept);
    keeper.take(input("a"), 1);
    await keeper.flush();
    await keeper.discard();
    assert.equal(keeper.snapshot().id, undefined);
    keeper.take(input("a"), 1);
    await keeper.flush();
    assert.deepEqual(
      kept.calls.map(({ call }) => call),
      ["create", 'discard set-1 "1"', "create"],
    );
    keeper.stop();
  });
});

describe("a workspace", () => {
  it("keeps nothing of who only looks, moves about, or undoes before anything was kept", async () => {
    const kept = new Kept();
    const workspace = new Workspace({ changeSets: kept }, { version: 1, format: "json", text: "{}" });
    const end = workspace.start();
    workspace.session.select(1);
    await workspace.keeper?.flush();
    assert.equal(kept.calls.length, 0);
    workspace.session.edit({ changes: [{ from: 0, to: 0, insert: " " }], userEvent: "diagram.x" });
    await workspace.keeper?.flush();
    workspace.session.undo();
    await workspace.keeper?.flush();
    assert.deepEqual(
      kept.calls.map(({ call, input }) => [call, input?.definition?.text]),
      [
        ["create", " {}"],
        ['save set-1 "1"', "{}"],
      ],
    );
    end();
    workspace.stop();
  });
});
