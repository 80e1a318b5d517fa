import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { secretReference } from "../../constructs/secret-reference.ts";
import { problemsOf, shop } from "./support/fixtures.ts";

const DATA = { name: "data", size: "1Gi" };
const mount = (volume: string, path: string) => ({ volume, path });

describe("names", () => {
  it("of two containers are not the same, nor the same as host names", () => {
    const { at, list } = problemsOf(shop([{ name: "a_b" }, { name: "a-b" }, { name: "web" }, { name: "web" }]));
    assert.deepEqual(list, ["containers[1].name: duplicate-name", "containers[3].name: duplicate-name"]);
    assert.equal(at("containers[1].name").message, '"a-b" and "a_b" are one name: _ becomes - in host names');
    assert.equal(at("containers[3].name").fix, 'call it "web-2"');
  });

  it("of two volumes neither", () => {
    assert.deepEqual(problemsOf(shop([], [DATA, DATA])).list, ["volumes[1].name: duplicate-name"]);
  });

  it("are not what the library of constructs calls its own", () => {
    const named = [{ name: "constructor" }, { name: "web", options: { aliases: ["constructor"] } }];
    const volumes = [{ name: "constructor", size: "1Gi" }];
    const { list } = problemsOf({ ...shop(named, volumes), project: { name: "constructor" } });
    for (const place of ["project.name", "containers[0].name", "containers[1].options.aliases[0]", "volumes[0].name"]) {
      assert.ok(list.includes(`${place}: reserved-name`), `${place}: ${list.join(", ")}`);
    }
  });

  it("of a container and a volume may be the same", () => {
    assert.deepEqual(problemsOf(shop([{ name: "data" }], [DATA])).list, []);
  });
});

describe("mounts", () => {
  it("name a volume of the project", () => {
    const { at } = problemsOf(shop([{ options: { volumes: [mount("dat", "/x")] } }], [DATA]));
    const found = at("containers[0].options.volumes[0].volume");
    assert.deepEqual([found.code, found.got, found.fix], ["unknown-volume", '"dat"', 'did you mean "data"?']);
  });

  it("say how to make a volume when there is none", () => {
    const { at } = problemsOf(shop([{ options: { volumes: [mount("data", "/x")] } }]));
    assert.match(at("containers[0].options.volumes[0].volume").fix ?? "", /add it to "volumes"/);
  });

  it("have paths of their own", () => {
    const volumes = [mount("data", "/x"), mount("data", "//x/")];
    const { list } = problemsOf(shop([{ options: { volumes } }], [DATA]));
    assert.deepEqual(list, ["containers[0].options.volumes[1].path: duplicate-mount"]);
  });

  it("of a volume for one node forbid replicas, in any zone", () => {
    const volumes = [mount("data", "/x")];
    const options = { volumes, replicas: 2, zones: { a: { replicas: 3 }, b: { replicas: 1 } } };
    const { list, at } = problemsOf(shop([{ options }], [DATA]));
    assert.deepEqual(list, [
      "containers[0].options.replicas: volume-for-one",
      "containers[0].options.zones.a.replicas: volume-for-one",
    ]);
    assert.match(at("containers[0].options.replicas").fix ?? "", /"access": "many"/);
    assert.deepEqual(problemsOf(shop([{ options }], [{ ...DATA, access: "many" }])).list, []);
  });

  it("of a volume for one node by two containers are warned of", () => {
    const options = { volumes: [mount("data", "/x")] };
    const found = problemsOf(shop([{ options }, { options }], [DATA])).at("containers[1].options.volumes");
    assert.equal(found.severity, "warning");
  });
});

describe("addresses", () => {
  it("belong to one container each", () => {
    const expose = { hosts: ["a.example.com"] };
    const { list } = problemsOf(shop([{ options: { expose } }, { options: { expose } }]));
    assert.deepEqual(list, ["containers[1].options.expose.hosts[0]: duplicate-host"]);
  });

  it("may share a host by paths", () => {
    const hosts = ["a.example.com"];
    const spec = shop([{ options: { expose: { hosts } } }, { options: { expose: { hosts, path: "/api" } } }]);
    assert.deepEqual(problemsOf(spec).list, []);
  });

  it("have paths only over http", () => {
    const { list } = problemsOf(shop([{ options: { expose: { protocol: "tcp", path: "/x" } } }]));
    assert.deepEqual(list, ["containers[0].options.expose.path: http-only"]);
  });

  it("have paths that every server reads in one way", () => {
    for (const path of ["//x", "/a/../b", "/a/.", "/a%2Fb"]) {
      const { list, at } = problemsOf(shop([{ options: { expose: { path } } }]));
      assert.deepEqual(list, ["containers[0].options.expose.path: wrong-format"]);
      assert.match(at("containers[0].options.expose.path").fix ?? "", /^did you mean/);
    }
    assert.deepEqual(problemsOf(shop([{ options: { expose: { path: "/a.b/..c" } } }])).list, []);
  });

  it("tell health which port to check, else health says it", () => {
    const { at } = problemsOf(shop([{ options: { health: { tcp: true }, ports: ["9000/udp"] } }]));
    assert.equal(at("containers[0].options.health").fix, 'give it a port, e.g. "port": 8080');
    assert.deepEqual(problemsOf(shop([{ options: { health: { tcp: true }, ports: [9000] } }])).list, []);
  });
});

describe("zones", () => {
  const options = { zones: { sofja: {} } };

  it("that the project does not run in are warned of", () => {
    const found = problemsOf({ ...shop([{ options }]), zones: ["sofia"] }).at("containers[0].options.zones.sofja");
    assert.deepEqual([found.severity, found.code, found.fix], ["warning", "unknown-zone", 'did you mean "sofia"?']);
  });

  it("may be any when the project names none", () => {
    assert.deepEqual(problemsOf(shop([{ options }])).list, []);
  });
});

describe("amounts", () => {
  it("that nobody means are refused with what was meant", () => {
    const { at } = problemsOf(
      shop([{ options: { resources: { memory: 512, cpu: "20k" } } }], [{ name: "d", size: 10 }]),
    );
    assert.equal(at("containers[0].options.resources.memory").fix, 'did you mean "512Mi"?');
    assert.equal(at("containers[0].options.resources.cpu").code, "out-of-range");
    assert.equal(at("volumes[0].size").code, "out-of-range");
  });

  it("beyond all measure are refused, not computed", () => {
    for (const size of ["9".repeat(5000), 1e300, "0.0000000000000000000000000000000000001Ti"]) {
      assert.deepEqual(problemsOf(shop([], [{ name: "d", size }])).list, ["volumes[0].size: out-of-range"]);
    }
  });
});

describe("secrets", () => {
  const secret = secretReference("token");

  it("may stand in environment, command and args, here and in zones", () => {
    const spec = shop([
      {
        environment: { A: `x${secret}` },
        command: [secret],
        args: [`--a=${secret}`],
        options: { zones: { a: { environment: { B: secret } } } },
      },
    ]);
    assert.deepEqual(problemsOf(spec).list, []);
  });

  it("may stand nowhere else", () => {
    const { list } = problemsOf({
      project: { name: secret, description: secret },
      containers: [
        {
          name: "web",
          image: `x:${secret}`,
          environment: { [secret]: "x" },
          options: { tags: [secret], expose: { hosts: [secret], path: `/${secret}` }, health: { command: [secret] } },
        },
      ],
    });
    assert.ok(list.length >= 8);
    assert.ok(list.every((problem) => problem.endsWith("secret-not-allowed-here") || problem.includes("environment")));
  });

  it("cannot be the port that `expose: true` needs to know", () => {
    const spec = (expose: true | number) => shop([{ environment: { PORT: secret }, options: { expose } }]);
    assert.deepEqual(problemsOf(spec(true)).list, ["containers[0].environment.PORT: secret-not-allowed-here"]);
    assert.deepEqual(problemsOf(spec(80)).list, []);
  });

  it("are written as they must be, and sealed by nobody but the engine", () => {
    for (const text of ["⟦secret:⟧", "⟦secret:1a⟧", "⟦secret:a", secretReference("a", "0123456789abcdef")]) {
      assert.deepEqual(problemsOf(shop([{ environment: { A: text } }])).list, [
        "containers[0].environment.A: malformed-secret-reference",
      ]);
    }
  });

  it("have names of variables to themselves", () => {
    const { list } = problemsOf(shop([{ environment: { ESPALIER_SECRET_x: "1", ["A".repeat(254)]: "1" } }]));
    assert.deepEqual(list, [
      "containers[0].environment.ESPALIER_SECRET_x: reserved-name",
      `containers[0].environment.${"A".repeat(254)}: out-of-range`,
    ]);
  });
});
