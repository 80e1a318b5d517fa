import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

const NOTHING = { positions: {}, pinned: [], collapsed: [] };

describe("where things stand in a diagram", () => {
  let platform: TestPlatform;
  let team: Team;

  before(async () => {
    platform = await testPlatform();
    team = await newTeam(platform);
  });
  after(() => platform.close());

  it("is kept beside the definition, under a version of its own", async () => {
    const at = team.at("/placement");
    const none = await team.admin.get(at);
    assert.deepEqual(none.body, { ...NOTHING, version: 0, updatedBy: null, updatedAt: null });
    assert.equal(none.headers.get("etag"), '"0"');
    const placed = { positions: { "shop/web": { x: 12, y: -40.5 } }, pinned: ["shop/web"], collapsed: ["tag:back"] };
    const first = await team.admin.put(at, placed, { "if-match": '"0"' });
    assert.equal(first.status, 200, first.text);
    const { version, updatedBy, updatedAt, ...kept } = (await team.admin.get(at)).body;
    assert.deepEqual([kept, version, updatedBy.id !== null], [placed, 1, true]);
    assert.ok(Date.parse(updatedAt) > 0);
    assert.equal(ok(await team.admin.put(at, NOTHING)).version, 2);
    const project = await team.admin.get(team.at(""));
    assert.equal(project.body.definitionVersion, null, "it is no part of the definition");
  });

  it("is told to who writes over what was moved since", async () => {
    const other = await newTeam(platform);
    ok(await other.admin.put(other.at("/placement"), { ...NOTHING, pinned: ["theirs"] }));
    const late = await other.admin.put(other.at("/placement"), NOTHING, { "if-match": '"0"' });
    refused(late, 412, "stale");
    assert.deepEqual([late.body.changed.version, late.body.changed.pinned], [1, ["theirs"]]);
  });

  it("is seen by readers and moved by writers", async () => {
    const reader = await team.member("read");
    const writer = await team.member("read", "write");
    ok(await reader.get(team.at("/placement")));
    refused(await reader.put(team.at("/placement"), NOTHING), 403, "not-permitted");
    ok(await writer.put(team.at("/placement"), NOTHING));
  });

  it("is bounded", async () => {
    const far = (x: unknown) => ({ ...NOTHING, positions: { a: { x, y: 0 } } });
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`n${index}`, { x: 0, y: 0 }]));
    for (const body of [
      far(1e7),
      far("1"),
      far(null),
      { ...NOTHING, positions: many },
      { ...NOTHING, positions: { ["x".repeat(301)]: { x: 0, y: 0 } } },
      { ...NOTHING, positions: { "a\u0001": { x: 0, y: 0 } } },
      { ...NOTHING, pinned: Array(2001).fill("a") },
      { ...NOTHING, more: 1 },
      { positions: {} },
    ]) {
      refused(await team.admin.put(team.at("/placement"), body), 422, "invalid");
    }
  });
});
