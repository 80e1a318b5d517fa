import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { freshName, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import { container, edited, refused, SHOP } from "./diagram-edit-shop.ts";

describe("adding", () => {
  it("a container takes the name, image, port and public address", () => {
    const after = edited({
      kind: "add-container",
      name: "api",
      image: "api:1",
      port: 3000,
      expose: true,
      after: "web",
    });
    assert.deepEqual(after.containers[1], { name: "api", image: "api:1", options: { expose: 3000 } });
    const inside = edited({ kind: "add-container", name: "api", image: "api:1", port: 3000 });
    assert.deepEqual(inside.containers.at(-1), { name: "api", image: "api:1", options: { ports: [3000] } });
  });

  it("a database gets a volume, and a password that is drawn", () => {
    const after = edited({ kind: "add-container", name: "data", preset: "postgres" });
    assert.equal(container(after, "data").environment.POSTGRES_PASSWORD, "$data_password");
    assert.deepEqual(after.variables.data_password.generate, { kind: "password", length: 32 });
    assert.deepEqual(after.volumes.at(-1), { name: "data-data", size: "5Gi" });
    assert.deepEqual(container(after, "data").options.volumes, [{ volume: "data-data", path: "/var/lib/postgresql" }]);
  });

  it("a database in TypeScript, which has no blanks, has no password, which is told", () => {
    const { notes } = specEdits(SHOP, { kind: "add-container", name: "pg", preset: "postgres" }, "typescript");
    assert.deepEqual(
      notes.map(({ code }) => code),
      ["no-password"],
    );
    assert.equal(
      edited({ kind: "add-container", name: "pg", preset: "postgres" }, SHOP, "typescript").variables.pg_password,
      undefined,
    );
  });

  it("leaves it to an image of one's own what a job runs", () => {
    for (const preset of ["job", "cron"] as const) {
      const command = (image?: string) => {
        const edit = { kind: "add-container", name: "x", preset, ...(image && { image }) } as const;
        return edited(edit).containers.find(({ name }: { name: string }) => name === "x").command;
      };
      assert.deepEqual(command(), ["sh", "-c", "date"]);
      assert.equal(command("ghcr.io/acme/shop:1"), undefined);
    }
  });

  it("refuses what is taken, and what is no image, port or size", () => {
    refused({ kind: "add-container", name: "data-base", image: "x" }, "name-taken");
    refused({ kind: "add-container", name: "x", image: "Not an image" }, "wrong-image");
    refused({ kind: "add-container", name: "x", preset: "worker" }, "no-image");
    refused({ kind: "add-container", name: "x", image: "a", port: 70_000 }, "wrong-port");
    refused({ kind: "add-container", name: "x", image: "a", after: "none" }, "not-found");
    refused({ kind: "add-container", name: "x", preset: "toString" as "web" }, "unknown-preset");
    refused({ kind: "add-volume", name: "data" }, "name-taken");
    refused({ kind: "add-volume", name: "more", size: "big" }, "wrong-size");
    refused({ kind: "add-group", name: "mail" }, "name-taken");
  });
});

describe("duplicating", () => {
  it("a container gives one with a fresh name, without what only one can have, that means itself", () => {
    const after = edited({ kind: "duplicate", part: { container: "data_base" } });
    const copy = after.containers[2];
    assert.equal(copy.name, "data_base-2");
    assert.equal(copy.environment.SELF, "http://data-base-2:1");
    const web = edited({ kind: "duplicate", part: { container: "web" }, name: "shop" }).containers[1];
    assert.deepEqual(web.options.expose, { port: 8080 });
    assert.equal(web.options.aliases, undefined);
  });

  it("volumes and groups works too", () => {
    assert.deepEqual(edited({ kind: "duplicate", part: { volume: "data" } }).volumes[1], {
      name: "data-2",
      size: "1Gi",
    });
    assert.deepEqual(Object.keys(edited({ kind: "duplicate", part: { group: "mail" }, name: "m" }).environmentGroups), [
      "mail",
      "m",
    ]);
  });
});

describe("a fresh name", () => {
  it("is the wish, else the wish with the first free number, whatever the wish", () => {
    assert.equal(freshName([], "web"), "web");
    assert.equal(freshName(["web"], "web"), "web-2");
    assert.equal(freshName(["web", "web-2"], "web-2"), "web-3");
    assert.equal(freshName(["a_b"], "a-b"), "a-b-2");
    assert.equal(freshName([], "My App!"), "my-app");
    assert.equal(freshName([], "42"), "container");
    assert.equal(freshName(["x".repeat(63)], "x".repeat(80)), `${"x".repeat(61)}-2`);
  });
});
