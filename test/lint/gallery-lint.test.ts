import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { unsafeIn } from "../support/unsafe-in-manifests.ts";
import { type Accepted, acceptedFindings, covers, isAccepted } from "./accepted.ts";
import type { Finding } from "./finding.ts";
import { galleryManifests, type LintedTemplate } from "./gallery-manifests.ts";
import { OWN_CHECKS, ownFindings } from "./own-checks.ts";

describe("the manifests of the gallery", () => {
  let templates: readonly LintedTemplate[];
  let findings: readonly Finding[];
  const accepted: readonly Accepted[] = acceptedFindings();

  before(async () => {
    templates = await galleryManifests();
    findings = templates.flatMap(ownFindings);
  });

  it("hold nothing that a linter would find, but what docs/lint-findings.md explains", () => {
    const left = findings.filter((finding) => !isAccepted(finding, accepted));
    assert.deepEqual(
      left.map(({ check, where, message }) => `${check} ${where}: ${message}`),
      [],
    );
  });

  it("still need every finding that is accepted", () => {
    const idle = accepted.filter((row) => OWN_CHECKS.has(row.check) && !findings.some((one) => covers(row, one)));
    assert.deepEqual(idle, []);
  });

  it("have a reason for every finding that is accepted", () => {
    assert.ok(accepted.length > 0);
    assert.deepEqual(
      accepted.filter(({ why }) => why.length < 20),
      [],
    );
  });

  it("hold nothing unsafe", () => {
    for (const { template, manifests } of templates) assert.deepEqual(unsafeIn(manifests), [], template);
  });
});
