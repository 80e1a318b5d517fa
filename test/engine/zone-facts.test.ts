import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contains, parseAddress, parseCidr } from "../../constructs/cidr.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { FileZone } from "../../engine/zone.ts";
import { type ApiKind, type ZoneClient, ZoneError } from "../../engine/zone-client.ts";
import { askZoneFacts, refreshZone } from "../../engine/zone-facts.ts";
import { addZone, getZone } from "../../engine/zones.ts";
import { until } from "../support/until.ts";
import { unreachableZone, zoneUnderTest } from "./zone-under-test.ts";

describe("what a cluster says of itself", function () {
  this.timeout(600_000);
  let zone: FileZone;
  let client: ZoneClient;
  let home = "";
  let outer: string | undefined;

  before(async () => {
    zone = await zoneUnderTest();
    client = await connectZone(zone);
    outer = process.env.ESPALIER_HOME;
    home = mkdtempSync(join(tmpdir(), "espalier-facts-"));
    process.env.ESPALIER_HOME = home;
  });
  after(async () => {
    await client.close();
    if (outer === undefined) delete process.env.ESPALIER_HOME;
    else process.env.ESPALIER_HOME = outer;
    rmSync(home, { recursive: true, force: true });
  });

  it("is what it can do beyond Kubernetes itself", async () => {
    const { capabilities } = await askZoneFacts(client);
    const own = ["apps", "batch", "networking.k8s.io", "storage.k8s.io", "apiextensions.k8s.io"];
    assert.deepEqual(
      capabilities.filter((one) => own.includes(one)),
      [],
    );
  });

  it("is where it lives: its services and its nodes", async () => {
    const { ownAddresses } = await askZoneFacts(client);
    const own = ownAddresses.flatMap((range) => parseCidr(range) ?? []);
    assert.equal(own.length, ownAddresses.length);
    const service = await client.get("/Service/default/kubernetes");
    assert.ok(service);
    const { items } = await client.list((await client.kinds()).get("/Node") as ApiKind, {});
    const nodes = items.flatMap(({ status }) => status?.addresses as { type: string; address: string }[]);
    const addresses = [
      (service.spec as { clusterIP: string }).clusterIP,
      ...nodes.filter(({ type }) => type === "InternalIP").map(({ address }) => address),
    ];
    assert.ok(addresses.length > 1);
    for (const address of addresses) {
      const one = parseAddress(address);
      assert.ok(one && own.some((range) => contains(range, one)), `${address} in ${ownAddresses.join(", ")}`);
    }
  });

  it("leaves out what may not be read", async () => {
    const forbidding: ZoneClient = {
      ...client,
      kinds: () => client.kinds(),
      list: () => Promise.reject(new ZoneError("test", "forbidden", "no")),
    };
    assert.deepEqual((await askZoneFacts(forbidding)).ownAddresses, []);
    const broken: ZoneClient = { ...forbidding, list: () => Promise.reject(new ZoneError("test", "server", "broken")) };
    await assert.rejects(askZoneFacts(broken), ZoneError);
  });

  it("is kept in the registry, and written once", async () => {
    const added = await addZone("sofia", zone.kubeconfig, { context: { city: "Sofia" } });
    assert.equal(added.context.ownAddresses, undefined);
    const fresh = await refreshZone(added);
    assert.deepEqual(await getZone("sofia"), fresh);
    assert.equal(fresh?.context.city, "Sofia");
    assert.ok((fresh?.context.ownAddresses ?? []).length > 0);
    // API groups of definitions that an earlier test has removed leave the cluster's answer some seconds later.
    let known = fresh as FileZone;
    await until("there is nothing new", async () => {
      const newer = await refreshZone(known);
      known = newer ?? known;
      return newer === undefined;
    });
  });

  it("is not known of a cluster that does not answer, and nothing is written then", async () => {
    const away = await unreachableZone("varna");
    await assert.rejects(refreshZone(away), ZoneError);
    assert.equal(await getZone("varna"), undefined);
  });
});
