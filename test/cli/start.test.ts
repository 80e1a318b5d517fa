import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { espalier, newFolder } from "./support/run-espalier.ts";

describe("espalier start", function () {
  this.timeout(180_000);
  const environment = { ESPALIER_HOME: newFolder() };
  const cwd = newFolder();

  after(async () => {
    await espalier(["zone", "remove", "local", "--yes"], { environment });
  });

  it("shows the example, starts the local zone, deploys and says what to try next", async () => {
    const { code, stdout, stderr } = await espalier(["start"], { cwd, environment });
    assert.equal(code, 0, stderr);
    const order = [
      /the example is valid/,
      /its diagram is drawn/,
      /20 to create/,
      /zone local is running/,
      /created 20/,
      /Try next/,
    ];
    const places = order.map((part) => stderr.search(part));
    assert.ok(
      places.every((place) => place >= 0),
      stderr,
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.match(stderr, /zone down/);
    assert.equal(stdout, "https://backend-service-example-project.local.espalier.localhost\n");
    assert.ok(existsSync(join(cwd, ".espalier", "example.svg")));
    assert.ok(!stderr.includes("example_password"));
  });

  it("finds everything there when run again, and says that nothing changed", async () => {
    const { code, stderr } = await espalier(["start"], { cwd, environment });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /local: nothing changed/);
    assert.doesNotMatch(stderr, /to create/);
  });

  it("leaves the zone running, which stops and starts with what it holds", async () => {
    const state = async (): Promise<string> => {
      const { stdout } = await espalier(["zone", "list", "--json"], { environment });
      return JSON.parse(stdout)[0].state;
    };
    assert.equal(await state(), "running");
    assert.equal((await espalier(["zone", "down"], { environment })).code, 0);
    assert.equal(await state(), "stopped");
    const { code, stderr } = await espalier(["start"], { cwd, environment });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /local: nothing changed/);
  });
});
