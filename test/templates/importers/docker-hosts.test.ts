import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { importText } from "./support.ts";

const warningsOf = async (environment: string) => {
  const text = `services: { web: { image: "nginx:1.29", environment: { A: ${JSON.stringify(environment)} } } }`;
  const { diagnostics } = await importText(text);
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
};

describe("hosts that only Docker knows", () => {
  it("are told, since nothing answers there", async () => {
    assert.deepEqual(await warningsOf("resolver 127.0.0.11 valid=10s"), [
      "docker-dns: A of web names 127.0.0.11, which is Docker's name server, and there is none at that address here",
    ]);
    assert.match((await warningsOf("http://host.docker.internal:3000"))[0] ?? "", /^docker-host: /);
    assert.match((await warningsOf("srv-captain--mysql:3306"))[0] ?? "", /^other-app: .*srv-captain--mysql, /);
  });

  it("are not seen where they are part of something else", async () => {
    assert.deepEqual(await warningsOf("127.0.0.111 1.127.0.0.11 my-srv-captain--x not.host.docker.internal.org"), []);
  });
});
