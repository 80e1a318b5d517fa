import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { parse, stringify } from "yaml";
import { KubeconfigError } from "../../engine/import-kubeconfig.ts";
import { addZone, defaultZone, getZone, listZones, removeZone, setDefaultZone } from "../../engine/zones.ts";

describe("the registry of zones", () => {
  let home = "";
  let outer: string | undefined;

  beforeEach(() => {
    outer = process.env.ESPALIER_HOME;
    home = mkdtempSync(join(tmpdir(), "espalier-zones-"));
    process.env.ESPALIER_HOME = join(home, "state");
  });

  afterEach(() => {
    if (outer === undefined) delete process.env.ESPALIER_HOME;
    else process.env.ESPALIER_HOME = outer;
    rmSync(home, { recursive: true, force: true });
  });

  const cluster = { server: "https://10.0.0.1:6443", "certificate-authority-data": "Q0E=" };

  /** Writes a kubeconfig with two contexts, the current one made of what is given. */
  const kubeconfig = (user: object = { token: "t" }, ofCluster: object = cluster): string => {
    const path = join(home, "kubeconfig");
    const content = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name: "main", cluster: ofCluster },
        { name: "other", cluster: { server: "https://10.0.0.2" } },
      ],
      users: [
        { name: "me", user },
        { name: "somebody", user: { token: "of somebody" } },
      ],
      contexts: [
        { name: "main", context: { cluster: "main", user: "me" } },
        { name: "other", context: { cluster: "other", user: "somebody" } },
      ],
      "current-context": "main",
    };
    writeFileSync(path, stringify(content));
    return path;
  };
  const stored = (name: string) => parse(readFileSync(join(home, "state", "kubeconfigs", name), "utf8"));

  it("is empty at first", async () => {
    assert.deepEqual(await listZones(), []);
    assert.equal(await getZone("sofia"), undefined);
    assert.equal(await defaultZone(), undefined);
    assert.ok(!existsSync(join(home, "state")));
  });

  it("holds zones by name, with a kubeconfig that only its owner can read", async () => {
    const zone = await addZone("sofia", kubeconfig(), { context: { domain: "sofia.example.com", city: "Sofia" } });
    assert.equal(zone.context.domain, "sofia.example.com");
    assert.equal(zone.local, false);
    assert.equal(statSync(zone.kubeconfig).mode & 0o777, 0o600);
    await addZone("berlin", kubeconfig());
    assert.deepEqual(
      (await listZones()).map(({ context }) => context.name),
      ["berlin", "sofia"],
    );
    assert.deepEqual(await getZone("sofia"), zone);
  });

  it("copies just the context that is used", async () => {
    await addZone("sofia", kubeconfig());
    assert.deepEqual(stored("sofia").clusters, [{ name: "sofia", cluster }]);
    assert.deepEqual(stored("sofia").users, [{ name: "sofia", user: { token: "t" } }]);
    await addZone("berlin", kubeconfig(), { kubecontext: "other" });
    assert.deepEqual(stored("berlin").users, [{ name: "berlin", user: { token: "of somebody" } }]);
  });

  it("puts in the files that a kubeconfig names, found beside it", async () => {
    mkdirSync(join(home, "pki"));
    for (const name of ["ca", "cert", "key"]) writeFileSync(join(home, "pki", name), name);
    const user = { "client-certificate": "pki/cert", "client-key": "pki/key" };
    await addZone("sofia", kubeconfig(user, { server: "https://h", "certificate-authority": "pki/ca" }));
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    assert.deepEqual(stored("sofia").clusters[0].cluster, {
      server: "https://h",
      "certificate-authority-data": base64("ca"),
    });
    assert.deepEqual(stored("sofia").users[0].user, {
      "client-certificate-data": base64("cert"),
      "client-key-data": base64("key"),
    });
  });

  it("leaves a token in its file, since it is replaced there", async () => {
    await addZone("sofia", kubeconfig({ tokenFile: "token" }));
    assert.deepEqual(stored("sofia").users[0].user, { tokenFile: join(home, "token") });
  });

  it("takes the first zone as the default, until another one is chosen or it is removed", async () => {
    await addZone("sofia", kubeconfig());
    await addZone("berlin", kubeconfig());
    assert.equal((await defaultZone())?.context.name, "sofia");
    await setDefaultZone("berlin");
    assert.equal((await defaultZone())?.context.name, "berlin");
    await removeZone("berlin");
    assert.equal((await defaultZone())?.context.name, "sofia");
    await assert.rejects(setDefaultZone("berlin"), /there is no zone "berlin"/);
  });

  it("removes the copied kubeconfig with the zone", async () => {
    const zone = await addZone("sofia", kubeconfig());
    await removeZone("sofia");
    assert.ok(!existsSync(zone.kubeconfig));
    await assert.rejects(removeZone("sofia"), /there is no zone "sofia"/);
  });

  it("refuses a name that is taken, and keeps the zone that has it", async () => {
    const zone = await addZone("sofia", kubeconfig());
    const content = readFileSync(zone.kubeconfig, "utf8");
    await assert.rejects(addZone("sofia", kubeconfig({ token: "another" })), /there already is a zone "sofia"/);
    assert.equal(readFileSync(zone.kubeconfig, "utf8"), content);
  });

  it("loses nothing when many zones are added at once", async () => {
    const path = kubeconfig();
    const names = Array.from({ length: 8 }, (_, index) => `zone-${index}`);
    await Promise.all(names.map((name) => addZone(name, path)));
    assert.equal((await listZones()).length, 8);
    assert.deepEqual(readdirSync(join(home, "state")).sort(), ["kubeconfigs", "zones.json"]);
  });

  it("says when its file is damaged, and does not write over it", async () => {
    await addZone("sofia", kubeconfig());
    const path = join(home, "state", "zones.json");
    for (const damage of ["", "{", "[]", '{"version":2,"zones":[]}', '{"version":1,"zones":[{}]}']) {
      writeFileSync(path, damage);
      await assert.rejects(listZones(), /zones\.json is damaged/);
      await assert.rejects(addZone("berlin", kubeconfig()), /zones\.json is damaged/);
      assert.equal(readFileSync(path, "utf8"), damage);
    }
  });

  it("refuses kubeconfigs that cannot be used", async () => {
    const path = join(home, "broken");
    const cases: readonly [content: string, problem: RegExp][] = [
      ["", /holds no kubeconfig/],
      ["a: [", /is no YAML/],
      ["current-context: x", /has no context "x" \(it has: none\)/],
      ["{}", /has no context ""/],
    ];
    for (const [content, problem] of cases) {
      writeFileSync(path, content);
      await assert.rejects(
        addZone("sofia", path),
        (error) => error instanceof KubeconfigError && problem.test(error.message),
      );
    }
    await assert.rejects(addZone("sofia", join(home, "nowhere")), /does not exist/);
    await assert.rejects(addZone("sofia", home), KubeconfigError);
    writeFileSync(path, Buffer.alloc(5 << 20, "a"));
    await assert.rejects(addZone("sofia", path), /is larger than 4 MiB/);
    await assert.rejects(addZone("sofia", kubeconfig(), { kubecontext: "third" }), /it has: main, other/);
    assert.deepEqual(await listZones(), []);
  });

  it("runs no program for a login unless that is allowed", async () => {
    const user = {
      exec: { apiVersion: "client.authentication.k8s.io/v1", command: "aws", args: ["eks", "get-token"] },
    };
    await assert.rejects(addZone("sofia", kubeconfig(user)), /is refused: it runs "aws" for each login/);
    await addZone("sofia", kubeconfig(user), { allowExec: true });
    assert.deepEqual(stored("sofia").users[0].user, user);
  });

  it("refuses login helpers that Kubernetes has removed", async () => {
    const user = { "auth-provider": { name: "gcp" } };
    await assert.rejects(addZone("sofia", kubeconfig(user), { allowExec: true }), /auth-provider/);
  });

  it("connects to nobody unproved unless that is allowed", async () => {
    const unproved = { server: "https://10.0.0.1", "insecure-skip-tls-verify": true };
    await assert.rejects(addZone("sofia", kubeconfig({}, unproved)), /does not check the server's certificate/);
    await assert.rejects(addZone("sofia", kubeconfig({}, { server: "http://10.0.0.1" })), /is not reached by TLS/);
    await assert.rejects(addZone("sofia", kubeconfig({}, { server: "ftp://10.0.0.1" })), /speaks ftp:/);
    await assert.rejects(addZone("sofia", kubeconfig({}, { server: "10.0.0.1" })), /is no address/);
    await addZone("sofia", kubeconfig({}, unproved), { allowInsecure: true });
  });

  it("names every problem of a kubeconfig at once", async () => {
    const unproved = { server: "https://10.0.0.1", "insecure-skip-tls-verify": true };
    const user = { exec: { command: "aws" } };
    await assert.rejects(addZone("sofia", kubeconfig(user, unproved)), /certificate; it runs "aws"/);
  });

  it("says which file of a kubeconfig is missing or too large", async () => {
    await assert.rejects(addZone("sofia", kubeconfig({ "client-key": "nowhere" })), /names a file .*nowhere/);
    writeFileSync(join(home, "large"), Buffer.alloc(2 << 20));
    await assert.rejects(addZone("sofia", kubeconfig({ "client-key": "large" })), /is larger than 1 MiB/);
  });

  for (const name of ["", "..", "a/b", "Sofia", "a_b", "a".repeat(64)]) {
    it(`refuses the name ${JSON.stringify(name)}`, async () => {
      await assert.rejects(addZone(name, kubeconfig()), /cannot name a zone/);
    });
  }

  it("refuses what no zone can have as its domain", async () => {
    await assert.rejects(addZone("sofia", kubeconfig(), { context: { domain: "no domain" } }), {
      message: 'zone "sofia" cannot have these values: domain must be a DNS name in lower case',
    });
    assert.ok(!existsSync(join(home, "state")));
    assert.deepEqual(await listZones(), []);
  });
});
