import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { formatDiagnostic, formatPath, hasErrors } from "../../../constructs/diagnostic.ts";
import { DEFAULT_CLAIM, type ZoneContext } from "../../../constructs/zone-context.ts";
import { importDefinition } from "../../../templates/importers/import-definition.ts";
import { compileImported } from "../../catalog/compile-file.ts";
import { HOSTILE_FILES, type HostileFile } from "../../catalog/hostile-files.ts";
import { unaccountedKeys } from "../../catalog/unaccounted-keys.ts";
import { unsafeIn } from "../../support/unsafe-in-manifests.ts";

const ZONE: ZoneContext = {
  name: "local",
  domain: "local.test",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "local",
  claim: DEFAULT_CLAIM,
};

/** What a terminal would act on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ESCAPES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

describe("hostile files of other tools", () => {
  let folder: string;

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "espalier-hostile-")));
    mkdirSync(join(folder, "inside"));
    writeFileSync(join(folder, "outside.env"), "STOLEN=from-outside\n");
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const file = () => join(folder, "inside", "compose.yaml");

  async function end({ text, format }: Pick<HostileFile, "text" | "format">) {
    const written = text();
    const imported = await importDefinition({ file: file(), text: written, name: "hostile", format });
    const compiled = imported.value && (await compileImported(file(), imported.value.text, ZONE));
    return { written, ...imported, compiled };
  }

  for (const hostile of HOSTILE_FILES) {
    it(`${hostile.name}: ${hostile.ends}`, async () => {
      const { written, value, diagnostics, compiled } = await end(hostile);
      for (const diagnostic of diagnostics) assert.doesNotMatch(formatDiagnostic(diagnostic), ESCAPES);
      const refusal = compiled?.failure?.reason ?? diagnostics.map(formatDiagnostic).join("\n");
      assert.ok(refusal.length < 200_000);
      const manifests = compiled?.evaluation?.tree.manifests ?? [];
      assert.deepEqual(unsafeIn(manifests), []);
      if (hostile.ends === "refused") {
        assert.equal(manifests.length, 0, "it is refused");
        assert.match(refusal, /error/);
        return;
      }
      assert.ok(value && !hasErrors(diagnostics), refusal);
      assert.ok(manifests.length > 0, refusal);
      assert.deepEqual(unaccountedKeys(written, value.losses), []);
      const lost = value.losses.filter(({ fate }) => fate === "unsupported").map(({ path }) => formatPath(path));
      const translated = value.losses.some(({ fate }) => fate !== "carried");
      if (hostile.ends === "told") assert.ok(translated || diagnostics.length > 0, "nothing is told");
      for (const path of hostile.lost ?? []) assert.ok(lost.includes(path), `${path} is not among ${lost.join(", ")}`);
    });
  }

  it("read nothing outside of their folder, neither by a path nor by a link", async () => {
    symlinkSync(join(folder, "outside.env"), join(folder, "inside", "link.env"));
    for (const path of ["../outside.env", join(folder, "outside.env"), "link.env", "./x/../../outside.env"]) {
      const text = () =>
        `services:\n  a:\n    image: nginx:1\n    env_file: ${JSON.stringify(path)}\n    configs: [c]\n` +
        `configs:\n  c:\n    file: ${JSON.stringify(path)}\n`;
      const { value, diagnostics, compiled } = await end({ text, format: "compose" });
      const all = JSON.stringify([value, diagnostics, compiled]);
      assert.ok(!all.includes("from-outside"), path);
    }
  });

  it("leave the prototypes of this process alone", async () => {
    for (const hostile of HOSTILE_FILES.filter(({ name }) => name.includes("prototype"))) await end(hostile);
    assert.equal(({} as Record<string, unknown>).privileged, undefined);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  it("wait for no pipe and no device beside them", async () => {
    await promisify(execFile)("mkfifo", [join(folder, "inside", "pipe.env")]);
    symlinkSync("/dev/zero", join(folder, "inside", "zero.env"));
    for (const path of ["pipe.env", "zero.env"]) {
      const text = () => `services:\n  a:\n    image: nginx:1\n    env_file: ${path}\n`;
      const { diagnostics, value } = await end({ text, format: "compose" });
      assert.ok(diagnostics.length > 0 || value?.losses.some(({ fate }) => fate === "unsupported"), path);
    }
  });
});
