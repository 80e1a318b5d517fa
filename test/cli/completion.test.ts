import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { espalier, newFolder } from "./support/run-espalier.ts";

/** What bash offers after these words. */
async function offered(...words: string[]): Promise<string[]> {
  const folder = newFolder();
  writeFileSync(join(folder, "a file.json"), "{}");
  writeFileSync(join(folder, "espalier.bash"), (await espalier(["completion", "bash"])).stdout);
  const typed = words.map((word) => `'${word}'`).join(" ");
  const script = `source ./espalier.bash; COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _espalier
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync("bash", ["--norc", "-c", script], { cwd: folder, encoding: "utf8" });
  return stdout.split("\n").filter(Boolean);
}

describe("completion", () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    it(`for ${shell} is a script that ${shell} accepts`, async function () {
      if (spawnSync(shell, ["--version"]).error) this.skip();
      const file = join(newFolder(), "script");
      const { code, stdout } = await espalier(["completion", shell]);
      assert.equal(code, 0);
      writeFileSync(file, stdout);
      const { status, stderr } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
      assert.equal(stderr, "");
      assert.equal(status, 0);
    });
  }

  it("offers to fish what it offers to bash, with descriptions", async function () {
    if (spawnSync("fish", ["--version"]).error) this.skip();
    const file = join(newFolder(), "espalier.fish");
    writeFileSync(file, (await espalier(["completion", "fish"])).stdout);
    const offers = (typed: string): string[] => {
      const { stdout } = spawnSync("fish", ["--no-config", "-c", `source ${file}; complete -C "${typed}"`], {
        encoding: "utf8",
      });
      return stdout.split("\n").filter(Boolean);
    };
    assert.deepEqual(
      offers("espalier zone re").map((line) => line.split("\t")[0]),
      ["remove", "reset"],
    );
    assert.deepEqual(offers("espalier completion ").sort(), ["bash", "fish", "zsh"]);
    assert.deepEqual(
      offers("espalier diagram --theme ").map((line) => line.split("\t")[0]),
      ["auto", "dark", "light"],
    );
  });

  it("offers commands, and commands of commands", async () => {
    assert.deepEqual(await offered("espalier", "pre"), ["preview"]);
    assert.deepEqual(await offered("espalier", "zone", "re"), ["reset", "remove"]);
    assert.deepEqual(await offered("espalier", "templates", "gall"), ["galleries"]);
    assert.deepEqual(await offered("espalier", "updates", ""), ["watch", "cancel"]);
    assert.deepEqual(await offered("espalier", "env", "un"), ["unset"]);
  });

  it("offers the options of the command alone", async () => {
    assert.deepEqual(await offered("espalier", "up", "--allow"), ["--allow-data-loss"]);
    assert.deepEqual(await offered("espalier", "synth", "--allow"), []);
  });

  it("offers values: choices, and files with spaces in their names", async () => {
    assert.deepEqual(await offered("espalier", "diagram", "--theme", ""), ["auto", "light", "dark"]);
    assert.deepEqual(await offered("espalier", "up", "--var-file", "a"), ["a file.json"]);
    assert.deepEqual(await offered("espalier", "completion", "f"), ["fish"]);
    assert.deepEqual(await offered("espalier", "serve", "--only", ""), ["api", "worker"]);
  });
});
