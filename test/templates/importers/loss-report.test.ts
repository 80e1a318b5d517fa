import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "jsonc-parser";
import { describe, it } from "mocha";
import { parseDocument } from "yaml";
import { hasErrors } from "../../../constructs/diagnostic.ts";
import { SERVICE_KEYS } from "../../../templates/importers/compose/service-keys.ts";
import { importDefinition } from "../../../templates/importers/import-definition.ts";
import type { LossRow } from "../../../templates/importers/importer.ts";
import { UNSPOKEN } from "../../../templates/importers/loss-report.ts";
import { readYaml } from "../../../templates/importers/read-yaml.ts";
import { declareVariables } from "../../../templates/variable.ts";
import { dummyValues } from "../../catalog/dummy-values.ts";
import { evaluateText } from "../support.ts";
import { FIXTURES } from "./support.ts";

const CATALOG = fileURLToPath(new URL("../../../../shared/catalog", import.meta.url));
const folders = ["compose", "caprover", "coolify"].map((folder) => join(CATALOG, folder)).filter(existsSync);
const files = [
  ...["shop/compose.yaml", "older.yaml", "built.yaml"].map((file) => join(FIXTURES, file)),
  ...folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file))),
];

const ODD_VALUES: readonly unknown[] = [
  null,
  0,
  -1,
  1e21,
  true,
  "",
  "x",
  "a:b:c:d",
  "/x:/y",
  "$",
  "${X}",
  "${X:-${Y:-1}}",
  [],
  {},
  [1, "a", null, [2], { b: { c: 1 } }],
  { a: 1, b: [1, { c: 2 }], c: { d: null } },
  { test: { a: 1 }, mode: ["x"], resources: { limits: 1, b: [] }, target: {}, source: [], file: 1, driver: {} },
];

/** Keys of mappings as the parser has them: counted without any code of ours. */
function keysIn(text: string): number {
  const count = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return 0;
    const own = Array.isArray(value) ? 0 : Object.keys(value).length;
    return Object.values(value).reduce<number>((sum, inner) => sum + count(inner), own);
  };
  return count(parseDocument(text, { merge: false }).toJS({ maxAliasCount: -1 }));
}

function isKey({ path }: LossRow): boolean {
  return typeof path.at(-1) === "string";
}

describe("the loss report", () => {
  it("speaks for every key of every file, and every definition compiles", async () => {
    assert.ok(files.length >= 3);
    for (const file of files) {
      const { value, diagnostics } = await importDefinition({ file });
      assert.ok(value, `${file}: ${diagnostics.map(({ message }) => message).join("; ")}`);
      const told = value.losses.filter((row) => row.reason === UNSPOKEN || !row.fate);
      assert.deepEqual(told, [], file);
      for (const { fate, became, reason } of value.losses) {
        assert.ok(fate !== "unsupported" || reason, file);
        assert.ok(fate !== "translated" || became, file);
      }
      const { variables } = parse(value.text) as { variables?: object };
      const evaluated = await evaluateText(value.text, {
        ending: ".jsonc",
        variables: dummyValues(declareVariables(variables).value),
      });
      assert.ok(!hasErrors(evaluated.diagnostics), `${file}: ${JSON.stringify(evaluated.diagnostics[0])}`);
    }
  });

  it("has as many rows for keys as files without aliases have keys", async () => {
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      if (/<<:|\*[a-z]/i.test(text) && readYaml(file, text).value?.text.includes("<<")) continue;
      if (parseDocument(text).errors.length > 0 || /&[a-z-]+\s*$/im.test(text)) continue;
      const { value } = await importDefinition({ file });
      const rows =
        value?.losses.filter(
          (row) => isKey(row) && row.position?.file === file && !String(row.path[0]).startsWith("#"),
        ) ?? [];
      const distinct = new Set(rows.map(({ path }) => JSON.stringify(path)));
      assert.equal(distinct.size, keysIn(text), file);
    }
  });

  it("has a row for every key of services that hold anything anywhere", async () => {
    for (const odd of ODD_VALUES) {
      const services = Object.fromEntries(
        [...SERVICE_KEYS]
          .filter((key) => key !== "extends")
          .map((key, index) => [`s${index}`, { image: "a", [key]: odd }]),
      );
      const document = {
        services,
        volumes: { a: odd },
        networks: { a: odd },
        configs: { a: odd },
        secrets: { a: odd },
      };
      const text = JSON.stringify(document);
      const { value, diagnostics } = await importDefinition({ file: "/nowhere/odd.yaml", text });
      const refused = diagnostics.filter(({ severity }) => severity === "error");
      assert.ok(value || refused.every(({ position }) => position), JSON.stringify(odd));
      assert.ok(
        !refused.some(({ code }) => code === "draft-refused"),
        `${JSON.stringify(odd)}: ${JSON.stringify(refused[0])}`,
      );
      if (!value) continue;
      const rows = new Set(value.losses.filter(isKey).map(({ path }) => JSON.stringify(path)));
      assert.equal(rows.size, keysIn(text), JSON.stringify(odd));
    }
  });

  it("tells of keys that are brought along by anchors, bases and included files", async () => {
    const { value } = await importDefinition({ file: join(FIXTURES, "shop/compose.yaml") });
    const paths = new Set(
      value?.losses.map(({ path, position }) => `${position?.file.split("/").at(-1)}:${path.join(".")}`),
    );
    for (const path of [
      "compose.yaml:x-app.environment.DATABASE_URL",
      "compose.yaml:services.web.environment.DATABASE_URL",
      "base.yaml:services.base.environment.TZ",
      "monitoring.yaml:services.metrics.ports.0",
    ]) {
      assert.ok(paths.has(path), path);
    }
  });
});
