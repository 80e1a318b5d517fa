import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { before, describe, it } from "mocha";
import { stringify } from "yaml";
import { checkKubeconfigText, type KubeconfigTextOptions } from "../../engine/check-kubeconfig-text.ts";
import { KubeconfigError } from "../../engine/import-kubeconfig.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { type FileZone, holdKubeconfig, type Zone } from "../../engine/zone.ts";
import { ZoneError } from "../../engine/zone-client.ts";
import { zoneUnderTest } from "./zone-under-test.ts";

const CANARY = "canary-in-a-kubeconfig-5d1f";

describe("a kubeconfig given as text", () => {
  let file: FileZone;
  let real = "";

  before(async () => {
    file = await zoneUnderTest();
    real = readFileSync(file.kubeconfig, "utf8");
  });

  const config = (user: object = { token: CANARY }, cluster: object = { server: "https://10.0.0.1:6443" }) => ({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: "main", cluster },
      { name: "other", cluster: { server: "https://10.0.0.2" } },
    ],
    users: [
      { name: "me", user },
      { name: "somebody", user: { token: "of-somebody" } },
    ],
    contexts: [
      { name: "main", context: { cluster: "main", user: "me" } },
      { name: "other", context: { cluster: "other", user: "somebody" } },
    ],
    "current-context": "main",
  });
  const text = (...parts: Parameters<typeof config>) => stringify(config(...parts));

  async function refusal(content: string, options: KubeconfigTextOptions = {}): Promise<string> {
    const error = await checkKubeconfigText("sofia", content, options).then(
      () => assert.fail("it should have been refused"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof KubeconfigError, inspect(error));
    assert.ok(!inspect(error, { depth: 10 }).includes(CANARY), error.message);
    assert.ok(error.message.length < 1000, error.message);
    return error.message;
  }

  it("reaches the zone without a file", async () => {
    const content = await checkKubeconfigText("sofia", real);
    const client = await connectZone({ context: file.context, kubeconfig: holdKubeconfig(content), local: false });
    assert.equal((await client.get("/Namespace//kube-system"))?.metadata.name, "kube-system");
    await client.close();
  });

  it("is in no JSON, log or copy of its zone", () => {
    const zone: Zone = { context: file.context, kubeconfig: holdKubeconfig(text()), local: false };
    for (const shown of [JSON.stringify({ ...zone }), inspect(zone, { depth: 10 })]) {
      assert.ok(!shown.includes(CANARY), shown);
    }
  });

  it("keeps just the context that is used, and of it what is known", async () => {
    const main = JSON.parse(await checkKubeconfigText("sofia", text({ token: "t", extensions: [1] })));
    assert.deepEqual(main, {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "sofia", cluster: { server: "https://10.0.0.1:6443" } }],
      users: [{ name: "sofia", user: { token: "t" } }],
      contexts: [{ name: "sofia", context: { cluster: "sofia", user: "sofia" } }],
      "current-context": "sofia",
    });
    const other = await checkKubeconfigText("sofia", text(), { kubecontext: "other" });
    assert.deepEqual(JSON.parse(other).users, [{ name: "sofia", user: { token: "of-somebody" } }]);
    assert.equal(await checkKubeconfigText("sofia", other), other);
  });

  it("names no file, program or login helper of this machine, when it is checked and when it is used", async () => {
    const cases: readonly [user: object, cluster: object, problem: RegExp][] = [
      [{ tokenFile: "/etc/passwd" }, {}, /names a file \(tokenFile\); give its content instead \(token\)/],
      [{ "client-certificate": "/c", "client-key": "/k" }, {}, /client-certificate-data\).*client-key-data\)/],
      [{}, { "certificate-authority": "/etc/hostname" }, /certificate-authority-data/],
      [{ exec: { command: CANARY } }, {}, /runs a program for each login \(exec\)/],
      [{ "auth-provider": { name: "gcp" } }, {}, /auth-provider/],
    ];
    for (const [user, more, problem] of cases) {
      const content = text(user, { server: "https://10.0.0.1", ...more });
      assert.match(await refusal(content, { allowInsecure: true }), problem);
      const zone: Zone = { context: file.context, kubeconfig: { text: content }, local: false };
      await assert.rejects(connectZone(zone), (error) => error instanceof ZoneError && problem.test(error.message));
    }
  });

  it("connects to nobody unproved unless that is allowed", async () => {
    const unproved = { server: "https://10.0.0.1", "insecure-skip-tls-verify": true };
    assert.match(await refusal(text({}, unproved)), /does not check the server's certificate/);
    assert.match(await refusal(text({}, { server: "http://10.0.0.1" })), /is not reached by TLS/);
    const [cluster] = JSON.parse(
      await checkKubeconfigText("sofia", text({}, unproved), { allowInsecure: true }),
    ).clusters;
    assert.deepEqual(cluster.cluster, unproved);
    assert.match(
      await refusal(text({}, { server: "https://a", "insecure-skip-tls-verify": "no" })),
      /neither true nor false/,
    );
  });

  it("says what nobody can log in with, and every problem at once", async () => {
    const cases: readonly [user: object, cluster: object, problem: RegExp][] = [
      [{ token: `${CANARY}\n` }, {}, /its token holds spaces or line breaks/],
      [{ token: 12345 }, {}, /its token is no text/],
      [{ as: "admin" }, {}, /acts as another user/],
      [{ "client-key-data": "QUJD" }, {}, /only one of client-certificate-data and client-key-data/],
      [{ "client-key-data": "QUJD", "client-certificate-data": "QUJD" }, {}, /no certificate with its key/],
      [{}, { "certificate-authority-data": "QUJD" }, /certificate-authority-data is no certificate/],
      [{}, { server: CANARY }, /its server is no address/],
      [{}, { server: `https://me:${CANARY}@10.0.0.1` }, /a name or password in the address/],
      [{}, { server: `ftp://${CANARY}` }, /not reached by https/],
      [{}, { "proxy-url": `socks5://${CANARY}` }, /proxy-url is neither/],
      [{ token: "a b" }, { server: "http://10.0.0.1" }, /TLS.*; its token holds/],
    ];
    for (const [user, cluster, problem] of cases) {
      assert.match(await refusal(text(user, { server: "https://10.0.0.1", ...cluster })), problem);
    }
  });

  it("says what it cannot read without repeating it, whatever the text", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let level = 1; level < 12; level++) {
      const [name, before] = [level, level - 1].map((one) => String.fromCharCode(97 + one));
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`);
    }
    const cases: readonly [content: string, problem: RegExp][] = [
      ["", /is no mapping of keys/],
      [CANARY, /is no mapping of keys/],
      [`token: "${CANARY}`, /is no YAML that can be read \(line 1, column \d+\)/],
      [`{"token": ${CANARY} "`, /is no YAML/],
      [`a: *${CANARY}`, /is no YAML/],
      [`${CANARY}: 1\n${CANARY}: 2`, /has a key twice \(line 2, column 1\)/],
      [`a: 1\n---\nb: 2`, /more than one document/],
      ["[".repeat(100_000), /inside one another/],
      [bomb.join("\n"), /more words and signs/],
      ["- a\n".repeat(100_000), /more words and signs/],
      ["x".repeat(2 << 20), /is larger than 1 MiB/],
      ["{}", /has no context "" \(it has: none\)/],
      [
        JSON.stringify({ ...config(), "current-context": { [CANARY]: 1 } }),
        /has no context "" \(it has: main, other\)/,
      ],
      [JSON.stringify({ ...config(), users: {} }), /has no user "me" \(it has: none\)/],
      [JSON.stringify({ ...config(), clusters: [{ name: "main", cluster: {} }] }), /cluster "main" without a server/],
    ];
    for (const [content, problem] of cases) assert.match(await refusal(content), problem);
    assert.match(await refusal(text(), { kubecontext: "third" }), /has no context "third" \(it has: main, other\)/);
  });
});
