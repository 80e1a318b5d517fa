import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generatedValues } from "../../engine/generated-values.ts";
import { readSecretKey } from "../../engine/secret-key.ts";

const run = promisify(execFile);
const DRAW = fileURLToPath(new URL("./draw-process.ts", import.meta.url));

describe("what is kept of secrets on a machine", () => {
  let home: string;
  let environment: NodeJS.ProcessEnv;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "espalier-kept-"));
    environment = { ESPALIER_HOME: home };
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it("is a key that only its owner can read, made on first use", async () => {
    const hash = (await readSecretKey(environment)).hash("a", "b");
    assert.equal((await readSecretKey(environment)).hash("a", "b"), hash);
    assert.equal((await stat(join(home, "secret.key"))).mode & 0o777, 0o600);
  });

  it("refuses a key that others can read, and one that is none", async () => {
    await readSecretKey(environment);
    await chmod(join(home, "secret.key"), 0o644);
    await assert.rejects(readSecretKey(environment), /can be read by others.*chmod 600/s);
    await assert.rejects(readSecretKey({ ESPALIER_KEY: "short" }), /got 5 characters.*openssl rand/s);
  });

  it("takes the key from the environment, as base64 or hexadecimal digits", async () => {
    const bytes = Buffer.alloc(32, 9);
    const base64 = await readSecretKey({ ESPALIER_KEY: bytes.toString("base64") });
    const digits = await readSecretKey({ ESPALIER_KEY: bytes.toString("hex") });
    assert.equal(base64.hash("a", "b"), digits.hash("a", "b"));
    assert.deepEqual(await readdir(home), []);
  });

  it("is a value drawn once for each variable of each project, encrypted", async () => {
    const values = generatedValues(await readSecretKey(environment), environment);
    let drawn = 0;
    const draw = () => `value-${++drawn}`;
    assert.equal(await values.get("shop", "password", draw), "value-1");
    assert.equal(await values.get("shop", "password", draw), "value-1");
    assert.equal(await values.get("shop", "other", draw), "value-2");
    assert.equal(await values.get("..", "../../escape", draw), "value-3");
    assert.deepEqual((await readdir(home)).sort(), ["generated", "secret.key"]);
    assert.ok(!(await readFile(join(home, "generated", "shop", "password"), "utf8")).includes("value"));
  });

  it("says so when a value was encrypted with another key", async () => {
    await generatedValues(await readSecretKey(environment), environment).get("shop", "password", () => "x");
    await rm(join(home, "secret.key"));
    const others = generatedValues(await readSecretKey(environment), environment);
    await assert.rejects(
      others.get("shop", "password", () => "y"),
      /encrypted with another key.*ESPALIER_KEY/s,
    );
  });

  it("is the same for processes that draw it at the same time", async () => {
    const draw = () => run(process.execPath, [DRAW], { env: { ...process.env, ...environment } });
    const drawn = await Promise.all(Array.from({ length: 6 }, draw));
    assert.equal(new Set(drawn.map(({ stdout }) => stdout)).size, 1);
    assert.match(drawn[0]!.stdout, /^value-of-\d+$/);
    assert.deepEqual(await readdir(join(home, "generated", "shop")), ["password"], "drafts were left behind");
  });
});
