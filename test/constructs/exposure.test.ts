import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ContainerSpec } from "../../constructs/spec.ts";
import { find, objectOf, shop, treeOf } from "./support/fixtures.ts";

function exposed(container: Partial<ContainerSpec>) {
  return treeOf(shop([{ name: "web", ...container }]));
}

describe("exposing a container", () => {
  it("takes the port from environment.PORT, a number or its text", () => {
    for (const PORT of [3000, "3000"]) {
      const tree = exposed({ environment: { PORT }, options: { expose: true } });
      assert.equal(objectOf(tree, "Service", "web").spec.ports[0].port, 3000);
      assert.match(tree.notes[0]?.message ?? "", /port 3000: environment\.PORT says so/);
    }
  });

  it("warns when environment.PORT is no port", () => {
    for (const PORT of ["http", "0", "65536", "080", true]) {
      const tree = exposed({ environment: { PORT }, options: { expose: true } });
      assert.equal(objectOf(tree, "Service", "web").spec.ports[0].port, 80);
      assert.equal(tree.notes[0]?.severity, "warning");
    }
  });

  it("says nothing of a port that was given", () => {
    assert.deepEqual(exposed({ options: { expose: 8080 } }).notes, []);
  });

  it("uses the given hosts and path", () => {
    const hosts = ["shop.example.com", "*.shop.example.com"];
    const tree = exposed({ options: { expose: { hosts, path: "/api", port: 80 } } });
    const { rules, tls } = objectOf(tree, "Ingress", "web").spec;
    assert.deepEqual(tls, [{ hosts, secretName: "web-tls" }]);
    assert.deepEqual(
      rules.map(({ host, http }: { host: string; http: { paths: { path: string }[] } }) => [host, http.paths[0]?.path]),
      hosts.map((host) => [host, "/api"]),
    );
    const address = tree.nodes.find(({ kind }) => kind === "address");
    assert.equal(address?.facts.url, "https://shop.example.com/api");
    assert.equal(address?.facts.hosts, "shop.example.com, *.shop.example.com");
  });

  it("shortens a host name that DNS would not take, always in the same way", () => {
    const name = `a${"b".repeat(62)}`;
    const hosts = [1, 2].map(() => {
      const tree = treeOf(shop([{ name, options: { expose: 80 } }]));
      assert.equal(tree.notes[0]?.code, "shortened-host");
      return objectOf(tree, "Ingress", name).spec.rules[0].host as string;
    });
    assert.equal(hosts[0], hosts[1]);
    assert.ok((hosts[0]?.split(".")[0]?.length ?? 99) <= 63);
    const twin = treeOf(shop([{ name: `${name.slice(0, -1)}c`, options: { expose: 80 } }]));
    assert.notEqual(twin.nodes.find(({ kind }) => kind === "address")?.name, hosts[0]);
  });

  it("gives tcp and ssh a load balancer, and no Ingress", () => {
    const tree = exposed({ options: { expose: { protocol: "tcp", port: 5432 }, ports: [9000] } });
    const { type, ports } = objectOf(tree, "Service", "web-public").spec;
    assert.deepEqual([type, ports.length, ports[0].port], ["LoadBalancer", 1, 5432]);
    assert.equal(find(tree, "Ingress", "web"), undefined);
    assert.equal(objectOf(tree, "Service", "web").spec.ports.length, 2);
    const box = exposed({ options: { expose: { protocol: "ssh" } } });
    assert.equal(objectOf(box, "Service", "web-public").spec.ports[0].port, 22);
    assert.equal(box.nodes.find(({ kind }) => kind === "address")?.facts.url, "ssh://web-shop.sofia.example:22");
  });

  it("makes nothing public when it is false or absent", () => {
    for (const expose of [false, undefined]) {
      const tree = exposed({ options: { expose } });
      assert.equal(find(tree, "Ingress", "web"), undefined);
      assert.equal(find(tree, "NetworkPolicy", "web-exposed"), undefined);
      assert.ok(!tree.nodes.some(({ kind }) => kind === "address"));
    }
  });
});

describe("options of a zone", () => {
  const spec = shop([
    {
      name: "web",
      environment: { CITY: "none", KEPT: "1" },
      options: { expose: true, zones: { "sofia-1": { environment: { CITY: "Sofia", PORT: 8080 }, replicas: 2 } } },
    },
  ]);

  it("hold in that zone", () => {
    const { spec: deployment } = objectOf(treeOf(spec), "Deployment", "web");
    assert.equal(deployment.replicas, 2);
    assert.deepEqual(deployment.template.spec.containers[0].env, [
      { name: "CITY", value: "Sofia" },
      { name: "KEPT", value: "1" },
      { name: "PORT", value: "8080" },
    ]);
    assert.equal(objectOf(treeOf(spec), "Service", "web").spec.ports[0].port, 8080);
  });

  it("hold nowhere else", () => {
    const claim = { cpu: "4", memory: "8Gi", storage: "50Gi", pods: 50, services: 50, volumes: 20 };
    const elsewhere = {
      name: "varna",
      domain: "v.example",
      ingressClass: "n",
      ingressNamespace: "n",
      issuer: "c",
      claim,
    };
    const { spec: deployment } = objectOf(treeOf(spec, elsewhere), "Deployment", "web");
    assert.equal(deployment.replicas, 1);
    assert.equal(deployment.template.spec.containers[0].env[0].value, "none");
  });
});
