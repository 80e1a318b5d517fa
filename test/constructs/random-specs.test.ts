import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import { hasErrors } from "../../constructs/diagnostic.ts";
import { validateSpec } from "../../constructs/validate-spec.ts";
import { ZONE } from "./support/fixtures.ts";
import { mutated, randomSpecs } from "./support/random-specs.ts";
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
