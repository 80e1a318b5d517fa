import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import type { ContainerSpec, Mount } from "../../constructs/spec.ts";
import { ZONE } from "./support/fixtures.ts";

function unused(container: Partial<ContainerSpec>): string[] {
  const { value } = compileSpec(
    {
      project: { name: "shop" },
      containers: [{ name: "web", image: "nginx:1.29", ...container }],
      volumes: [{ name: "data", size: "1Gi" }],
      environmentGroups: { common: { LOG: "info" } },
    },
    ZONE,
  );
  const notes = value?.notes.filter(({ code }) => code === "unused") ?? [];
  return notes.map(({ path }) => (path ?? []).join("."));
}

const mount: Mount = { volume: "data", path: "/data" };
const helper = { name: "helper", image: "busybox:1.37", volumes: [mount], environmentFrom: ["common"] };

describe("what no container uses", () => {
  it("is told: volumes and environment groups", () => {
    assert.deepEqual(unused({}), ["volumes.0", "environmentGroups.common"]);
  });

  it("is nothing when the container, an init container or a sidecar uses them", () => {
    assert.deepEqual(unused({ environmentFrom: ["common"], options: { volumes: [mount] } }), []);
    assert.deepEqual(unused({ options: { init: [helper] } }), []);
    assert.deepEqual(unused({ options: { sidecars: [helper] } }), []);
  });
});
