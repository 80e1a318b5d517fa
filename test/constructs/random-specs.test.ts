import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import { hasErrors } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import { validateSpec } from "../../constructs/validate-spec.ts";
import { type Loose, ZONE } from "./support/fixtures.ts";
import { mutated, randomSpecs } from "./support/random-specs.ts";
import { randomValues } from "./support/random-values.ts";
import { randomWorkloads } from "./support/random-workloads.ts";

const ABLE = { ...ZONE, capabilities: ["serving.knative.dev", "keda.sh"] };

describe("any definition", () => {
  it("that is right becomes a tree, and one that is wrong is told why", () => {
    fc.assert(
      fc.property(randomSpecs, (spec) => {
        const { value } = validateSpec(spec);
        const compiled = compileSpec(spec, ZONE);
        assert.equal(compiled.value === undefined, hasErrors(compiled.diagnostics));
        const told = compiled.diagnostics.some(({ code }) => ["duplicate-object", "zone-cannot"].includes(code));
        if (value) assert.ok(compiled.value || told);
      }),
      { numRuns: 200 },
    );
  });

  it("about workloads that is right becomes a tree, and one that is wrong is told why", () => {
    fc.assert(
      fc.property(randomWorkloads, (spec) => {
        const { value, diagnostics } = compileSpec({ project: { name: "shop" }, ...spec }, ABLE);
        assert.equal(value === undefined, hasErrors(diagnostics));
        for (const { message } of diagnostics) assert.doesNotMatch(message, /cannot be rendered/);
      }),
      { numRuns: 500 },
    );
  });

  it("about environment and files that is right gives pods all that they mount, under names that are taken", () => {
    let right = 0;
    fc.assert(
      fc.property(randomValues, (spec) => {
        const { value, diagnostics } = compileSpec({ project: { name: "shop" }, ...spec }, ZONE);
        assert.equal(value === undefined, hasErrors(diagnostics));
        for (const { message } of diagnostics) assert.doesNotMatch(message, /cannot be rendered/);
        right += value ? 1 : 0;
        for (const manifest of value?.manifests ?? []) checkPod(manifest);
      }),
      { numRuns: 300 },
    );
    assert.ok(right > 20, `${right} were right`);
  });

  it("however it is mutated, ends in diagnostics with a path or in a tree, never in an exception", () => {
    fc.assert(
      fc.property(
        randomSpecs.chain((spec) => mutated(spec)),
        (value) => {
          const { value: spec, diagnostics } = validateSpec(value);
          assert.equal(spec === undefined, hasErrors(diagnostics));
          for (const { message, path } of diagnostics) assert.ok(path && message.length < 400);
          if (spec) compileSpec(spec, ZONE);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Every mount has its volume, and names are DNS labels of their own. */
function checkPod({ kind, spec }: Manifest): void {
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(kind)) return;
  const { template, volumeClaimTemplates = [] } = spec as Loose;
  const pod = template.spec;
  const names: string[] = [...(pod.volumes ?? []), ...volumeClaimTemplates.map(({ metadata }: Loose) => metadata)].map(
    ({ name }: Loose) => name,
  );
  assert.equal(new Set(names).size, names.length, names.join(" "));
  for (const name of names) assert.match(name, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  const images: Loose[] = [...pod.containers, ...(pod.initContainers ?? [])];
  const mounts = images.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }: Loose) => name));
  assert.deepEqual(new Set(mounts), new Set(names));
  assert.ok(!JSON.stringify(pod).includes("⟦secret:"));
}
