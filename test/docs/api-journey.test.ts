import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { addFileZone } from "../../api/zones/add-file-zone.ts";
import type { FileZone } from "../../engine/zone.ts";
import { type TestPlatform, testPlatform } from "../api/support/platform.ts";
import { TestWorkers } from "../api/support/workers.ts";
import { testZone } from "../support/local-zone.ts";

const PAGE = readFileSync(fileURLToPath(new URL("../../docs/api.md", import.meta.url)), "utf8");
/** Other tests have their own projects in the same zone. */
const PROJECT = "journey-shop";
/** As on the page, but for the name, and with patience for a busy machine. */
const BLOCKS = Array.from(PAGE.matchAll(/^```bash\n([\s\S]*?)^```/gm), ([, block]) =>
  (block as string)
    .replaceAll(/\bshop\b/g, PROJECT)
    .replace("--max-time 2", "--max-time 10")
    .replace("seq 300", "seq 3000"),
);
/** Between the outputs of two blocks. */
const MARK = "---- next block";

describe("the journey with curl in docs/api.md", function () {
  this.timeout(900_000);
  let platform: TestPlatform;
  let workers: TestWorkers;
  let folder: string;

  before(async () => {
    platform = await testPlatform();
    workers = new TestWorkers(platform);
    const zone = (await testZone()) as FileZone;
    await Promise.all([addFileZone(platform.platform, zone), workers.start()]);
    folder = mkdtempSync(join(tmpdir(), "espalier-journey-"));
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await workers.end();
    await platform.close();
  });

  it("goes as the page says, from signing up to deleting", async () => {
    const script = ["set -eu -o pipefail", ...BLOCKS].join(`\necho; echo '${MARK}'\n`);
    const { stdout } = await promisify(execFile)("bash", ["-c", script], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ESPALIER: platform.url },
      maxBuffer: 16 * 1024 * 1024,
    }).catch((error: { stdout: string; stderr: string }) => {
      throw new Error(`the journey broke off:\n${error.stdout}\n${error.stderr}`);
    });
    const said = stdout.split(MARK).slice(1);
    assert.equal(said.length, BLOCKS.length);
    const [signUp, , me, template, plan, , watched, changed, tended, followed, ...rest] = said as string[];
    const [rolledBack, deleted, wrong] = rest;
    assert.match(signUp!, /"email":"you@example.com"/);
    assert.match(me!, /"email":"you@example.com"/);
    assert.match(template!, new RegExp(`"name":"web-postgres"[\\s\\S]*"name":"${PROJECT}"`));
    assert.match(plan!, /"operation":"create"/);
    assert.match(watched!, /event: plan[\s\S]*event: object[\s\S]*event: readiness[\s\S]*event: end/);
    assert.match(watched!, /"state":"ready"/);
    assert.match(changed!, /"value":"3"[\s\S]*\d event: end/);
    assert.match(tended!, /"restarted":true[\s\S]*"phase":"bound"/);
    assert.match(followed!, /event: now\ndata: \{"definition":1,"revision":2/);
    assert.match(rolledBack!, /"name":"replicas"[\s\S]*event: end/);
    assert.match(deleted!, /"destroy"[\s\S]*"code":"not-found"/);
    assert.match(wrong!, /"code":"unknown-key"/);
  });
});
