import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, it } from "mocha";
import { LineView } from "../../cli/live/line-view.ts";
import { UpdateState } from "../../cli/live/update-state.ts";
import { zoneLines } from "../../cli/live/zone-lines.ts";
import { displayWidth } from "../../cli/terminal/display-width.ts";
import { LiveArea } from "../../cli/terminal/live-area.ts";
import { Output } from "../../cli/terminal/output.ts";
import type { Operation, Plan } from "../../engine/plan-types.ts";
import type { Readiness, UpdateEvent } from "../../engine/update-events.ts";
import { Screen } from "./support/screen.ts";

const ZONE = "local";

function terminal({ columns = 80, rows = 24, tty = true } = {}): { output: Output; written: () => string } {
  const stderr = Object.assign(new PassThrough(), { isTTY: tty, columns, rows });
  const chunks: string[] = [];
  stderr.on("data", (chunk) => chunks.push(String(chunk)));
  const output = new Output({ stdout: new PassThrough(), stderr, environment: {}, json: false, colour: tty });
  return { output, written: () => chunks.join("") };
}

function planOf(...objects: readonly (readonly [kind: string, name: string, container?: string])[]): Plan {
  const manifests = objects.map(([kind, name, container]) => ({
    apiVersion: "v1",
    kind,
    metadata: { name, namespace: "shop", ...(container && { labels: { "espalier.dev/container": container } }) },
  }));
  const changes = objects.map(([kind, name]) => ({
    operation: "create" as const,
    id: idOf(kind, name),
    path: `shop/${name}`,
    fields: [],
    dataAtRisk: false,
    restarts: false,
  }));
  return { project: "shop", namespace: "shop", zone: ZONE, changes, unchanged: 0, manifests, notes: [] };
}

const idOf = (kind: string, name: string): string => `/${kind}/shop/${name}`;

const planned = (plan: Plan): UpdateEvent => ({ type: "plan", zone: ZONE, plan });

function object(kind: string, name: string, state: "started" | "done" | "failed", message?: string): UpdateEvent {
  const operation: Operation = "create";
  return { type: "object", zone: ZONE, id: idOf(kind, name), operation, state, ...(message ? { message } : {}) };
}

function readiness(container: string, state: Readiness["state"], message?: string, got?: string): UpdateEvent {
  const reason = message
    ? { reason: { severity: "error" as const, code: "crash", message, ...(got !== undefined && { got }) } }
    : {};
  const ready = state === "ready" ? 1 : 0;
  const one = { path: `shop/${container}`, container, ready, desired: 1, state, ...reason };
  return { type: "readiness", zone: ZONE, readiness: one };
}

/** The picture after these events, ten seconds after the first. */
function picture(events: readonly UpdateEvent[], size: { columns?: number; height?: number } = {}): string[] {
  const state = new UpdateState();
  for (const event of events) state.apply(event, 0);
  const { output } = terminal({ columns: size.columns ?? 80 });
  const zone = state.zones.get(ZONE);
  assert.ok(zone);
  const options = { now: 10_000, tick: 0, height: size.height ?? 100 };
  return zoneLines(output.talkCanvas, zone, options).map(stripVTControlCharacters);
}

const WEB = planOf(["Namespace", "shop"], ["Deployment", "web", "web"], ["Service", "web", "web"]);

describe("the live view", () => {
  it("shows a line for the project's own objects and one for each container", () => {
    const lines = picture([planned(WEB), { type: "phase", zone: ZONE, phase: "applying" }]);
    assert.match(lines[0] ?? "", /^shop → local +applying {2}0\/3 {2}10\.0 s$/);
    assert.match(lines[1] ?? "", /^ {2}○ project +waiting +Namespace$/);
    assert.match(lines[2] ?? "", /^ {2}○ web +waiting +Deployment, Service$/);
  });

  it("says in words how each stands, beside the sign", () => {
    const moving = picture([planned(WEB), object("Deployment", "web", "started")]);
    assert.match(moving[2] ?? "", /web +creating +10\.0 s {2}0 of 2 objects/);
    const done = [object("Deployment", "web", "done"), object("Service", "web", "done")];
    assert.match(picture([planned(WEB), ...done])[2] ?? "", /✓ web +created/);
    assert.match(
      picture([planned(WEB), ...done, readiness("web", "starting")])[2] ?? "",
      /web +starting +10\.0 s {2}0 of 1/,
    );
    assert.match(
      picture([planned(WEB), ...done, readiness("web", "ready")])[2] ?? "",
      /✓ web +ready +0\.0 s {2}1 of 1/,
    );
  });

  it("gives the reason with the last lines of the log, none of which can drive the terminal", () => {
    const log = "\u001b[2JError: no database\n  at start";
    const lines = picture([planned(WEB), readiness("web", "failing", "stopped with exit code 1", log)]);
    const at = lines.indexOf("      stopped with exit code 1");
    assert.ok(at > 0);
    assert.deepEqual(lines.slice(at + 1), ["      │ Error: no database", "      │   at start"]);
  });

  it("names the object that could not be written", () => {
    const lines = picture([planned(WEB), object("Service", "web", "failed", "exceeded quota")]);
    assert.ok(lines.some((line) => /✗ web +failed .*Service web/.test(line)));
    assert.ok(lines.includes("      exceeded quota"));
  });

  it("shows what needs attention when not everything fits, and counts the rest", () => {
    const many = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const plan = planOf(...many.map((name) => ["Pod", name, name] as const));
    const events = [
      planned(plan),
      ...many.map((name) => object("Pod", name, "done")),
      ...many.map((name) => readiness(name, "ready")),
    ];
    const lines = picture([...events, readiness("c30", "failing", "image cannot be pulled")], { height: 10 });
    assert.equal(lines.length, 10);
    assert.ok(lines.some((line) => line.includes("✗ c30")));
    assert.match(lines.at(-1) ?? "", /and \d+ more: \d+ ready/);
  });
});

describe("the live area", () => {
  it("redraws in place: the screen holds the last frame only", () => {
    const { output, written } = terminal({ columns: 20, rows: 6 });
    const area = new LiveArea(output);
    area.draw(["one", "two", "three"]);
    area.draw(["one", "changed"]);
    area.printAbove(["stays"]);
    area.draw(["last"]);
    area.close();
    assert.deepEqual(new Screen(20, 6).feed(written()).lines(), ["stays", "last"]);
  });

  it("never draws wider or higher than the terminal", () => {
    const { output, written } = terminal({ columns: 20, rows: 6 });
    const area = new LiveArea(output);
    area.draw(Array.from({ length: 50 }, (_, index) => `line ${index} 数据库数据库数据库`));
    area.close();
    const lines = new Screen(20, 6).feed(written()).lines();
    assert.ok(lines.length <= 5, `${lines.length} lines`);
    for (const line of lines) assert.ok(displayWidth(line) < 20, line);
  });

  it("writes nothing when nothing changed, and gives the cursor back", () => {
    const { output, written } = terminal();
    const area = new LiveArea(output);
    area.draw(["same"]);
    const before = written().length;
    area.draw(["same"]);
    assert.equal(written().length, before);
    area.close();
    assert.ok(written().includes("\u001b[?25h"));
  });
});

describe("without a terminal", () => {
  it("each thing that happened is a line, repeated readiness is not, and nothing moves the cursor", () => {
    const { output, written } = terminal({ tty: false });
    const view = new LineView(output);
    const events = [
      planned(WEB),
      object("Deployment", "web", "started"),
      object("Deployment", "web", "done"),
      readiness("web", "starting"),
      readiness("web", "starting"),
      readiness("web", "failing", "crashed\u001b[2J", "last line"),
      readiness("web", "ready"),
    ];
    for (const event of events) view.event(event);
    assert.deepEqual(written().split("\n"), [
      "local: created Deployment web",
      "local: web starting, 0 of 1 ready",
      "local: web failing, 0 of 1 ready: crashed",
      "    | last line",
      "local: web ready, 1 of 1 ready",
      "",
    ]);
  });
});
