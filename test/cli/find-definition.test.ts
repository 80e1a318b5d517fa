import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { CommandError } from "../../cli/command-error.ts";
import { findDefinition } from "../../cli/find-definition.ts";
import { newFolder } from "./support/run-espalier.ts";

function folderWith(...files: string[]): string {
  const folder = newFolder();
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), "{}");
  }
  return folder;
}

function refusal(action: () => unknown): CommandError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof CommandError, String(error));
    assert.equal(error.exitCode, 2);
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}

describe("the definition", () => {
  for (const name of ["espalier.ts", "espalier.mts", "espalier.jsonnet", "espalier.jsonc", "espalier.json"]) {
    it(`is found as ${name}, here or in a folder above`, () => {
      const folder = folderWith(name, "a/b/other.json");
      assert.equal(findDefinition(folder), join(folder, name));
      assert.equal(findDefinition(join(folder, "a", "b")), join(folder, name));
    });
  }

  it("is the nearest one", () => {
    const folder = folderWith("espalier.json", "inner/espalier.ts");
    assert.equal(findDefinition(join(folder, "inner")), join(folder, "inner", "espalier.ts"));
  });

  it("is not guessed when a folder holds two; both are named", () => {
    const folder = folderWith("espalier.json", "espalier.ts");
    const { message, fix } = refusal(() => findDefinition(folder));
    assert.match(message, /espalier\.ts and espalier\.json/);
    assert.match(fix ?? "", /-f espalier\.ts/);
  });

  it("is not a folder of that name", () => {
    const folder = folderWith("espalier.json/file");
    assert.match(refusal(() => findDefinition(folder)).message, /no definition in/);
  });

  it("is any file that -f names, or the one in the folder it names", () => {
    const folder = folderWith("shop.jsonnet", "inner/espalier.json");
    assert.equal(findDefinition(folder, "shop.jsonnet"), join(folder, "shop.jsonnet"));
    assert.equal(findDefinition(folder, "inner"), join(folder, "inner", "espalier.json"));
  });

  it("is refused by its ending, or when there is none", () => {
    const folder = folderWith("shop.jsonet");
    const { message, fix } = refusal(() => findDefinition(folder, "shop.jsonet"));
    assert.match(message, /got \.jsonet/);
    assert.equal(fix, 'did you mean ".jsonnet"?');
    assert.match(refusal(() => findDefinition(folder, "absent.json")).message, /there is no file "absent.json"/);
    assert.match(refusal(() => findDefinition(folder)).fix ?? "", /espalier init/);
  });
});
