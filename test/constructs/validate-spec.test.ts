import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { validateSpec } from "../../constructs/validate-spec.ts";
import { FOUNDING_EXAMPLE, problemsOf } from "./support/fixtures.ts";

const PROJECT = { name: "shop" };

function container(extra: object) {
  return problemsOf({ project: PROJECT, containers: [{ name: "web", image: "nginx", ...extra }] });
}

describe("a definition", () => {
  it("of the founding document is right", () => {
    assert.deepEqual(validateSpec(FOUNDING_EXAMPLE), { value: FOUNDING_EXAMPLE, diagnostics: [] });
  });

  it("is told all its problems at once", () => {
    const { list } = problemsOf({
      project: { name: "Shop" },
      containers: [{ name: "web", image: "nginx", options: { replicas: -1, deployment: "manual" } }, { name: "db" }],
      volumes: "data",
    });
    assert.deepEqual(list, [
      "project.name: wrong-format",
      "containers[0].options.deployment: wrong-choice",
      "containers[0].options.replicas: out-of-range",
      "containers[1].image: missing-value",
      "volumes: wrong-type",
    ]);
  });

  it("is told what its sound parts mean to each other although others are malformed", () => {
    const { list } = problemsOf({
      project: PROJECT,
      containers: [
        { name: "bad", image: 1 },
        { name: "a-b", image: "x", replicas: 1 },
        { name: "a_b", image: "x", options: { volumes: [{ volume: "dta", path: "/x" }] } },
      ],
      volumes: [{ name: "data", size: "lots" }],
    });
    assert.deepEqual(list, [
      "containers[0].image: wrong-type",
      "containers[1].replicas: unknown-key",
      "volumes[0].size: wrong-format",
      "containers[2].name: duplicate-name",
      "containers[2].options.volumes[0].volume: unknown-volume",
    ]);
  });

  it("that is nothing like one is refused in words", () => {
    for (const value of [null, undefined, 1, "x", [], true, () => 1, Symbol("x"), 1n, new Date(), Number.NaN]) {
      const { value: spec, diagnostics } = validateSpec(value);
      assert.equal(spec, undefined);
      assert.ok(diagnostics.length > 0);
      assert.ok(diagnostics.every(({ message }) => !/invalid input/i.test(message)));
    }
  });
});

describe("an unknown key", () => {
  const cases: [string, object, string, RegExp][] = [
    ["is near another", { imge: "x" }, "imge", /^did you mean "image"\?$/],
    ["differs in case", { Image: "x" }, "Image", /^did you mean "image"\?$/],
    ["belongs a level below", { expose: true }, "expose", /^it belongs in "options"$/],
    ["is near one a level below", { replica: 2 }, "replica", /^did you mean "replicas" in "options"\?$/],
    ["belongs a level above", { options: { image: "x" } }, "options.image", /^it belongs beside "options"$/],
    ["comes from the founding words", { deployment_type: "managed" }, "deployment_type", /options\.deployment/],
    ["comes from Docker", { env: {} }, "env", /^write it as "environment"$/],
    ["comes from compose", { depends_on: [] }, "depends_on", /options\.waitFor/],
    ["comes from compose, in options", { options: { healthcheck: {} } }, "options.healthcheck", /options\.health/],
    ["comes from Kubernetes", { volumeMounts: [] }, "volumeMounts", /options\.volumes/],
    ["stands in a union", { options: { expose: { prot: 1 } } }, "options.expose.prot", /^did you mean "port"\?$/],
    ["is within a zone", { options: { zones: { a: { env: {} } } } }, "options.zones.a.env", /"environment"/],
  ];
  for (const [how, extra, path, fix] of cases) {
    it(`that ${how} is told so`, () => {
      const found = container(extra).at(`containers[0].${path}`);
      assert.equal(found.code, "unknown-key");
      assert.match(found.fix ?? "", fix);
    });
  }

  it("of the root is told so", () => {
    const { at } = problemsOf({ project: PROJECT, services: [], containers: [], volums: [] });
    assert.match(at("services").fix ?? "", /"containers"/);
    assert.equal(at("volums").fix, 'did you mean "volumes"?');
  });

  it("that reaches into prototypes is one like any other", () => {
    const text = `{"__proto__": {}, "constructor": 1, "project": {"name": "shop", "prototype": 1},
      "containers": [{"name": "web", "image": "x", "environment": {"__proto__": "x", "constructor": "y"}}]}`;
    const { list } = problemsOf(JSON.parse(text));
    assert.deepEqual(list, [
      "__proto__: unknown-key",
      "constructor: unknown-key",
      "project.prototype: unknown-key",
      "containers[0].environment.__proto__: unknown-key",
      "containers[0].environment.constructor: unknown-key",
    ]);
    assert.equal(({} as Record<string, unknown>).x, undefined);
  });
});

describe("a wrong value", () => {
  const cases: [string, object, string, { code: string; got?: string; allowed: RegExp; fix?: RegExp }][] = [
    [
      "choice",
      { deployment: "Managed" },
      "deployment",
      { code: "wrong-choice", got: '"Managed"', allowed: /managed, self-managed/, fix: /"managed"/ },
    ],
    [
      "number in quotes",
      { replicas: "2" },
      "replicas",
      { code: "wrong-type", got: '"2"', allowed: /whole number from 0 to 1000/, fix: /write 2 without quotes/ },
    ],
    ["port", { expose: 70000 }, "expose", { code: "out-of-range", got: "70000", allowed: /from 1 to 65535/ }],
    ["broken number", { ports: [1.5] }, "ports[0]", { code: "wrong-type", got: "1.5", allowed: /whole number/ }],
    ["list", { tags: "web" }, "tags", { code: "wrong-type", got: '"web"', allowed: /a list/, fix: /write \["web"\]/ }],
    ["tag", { tags: ["a b"] }, "tags[0]", { code: "wrong-format", got: '"a b"', allowed: /letters, digits/ }],
    [
      "amount",
      { resources: { memory: "512MB" } },
      "resources.memory",
      { code: "wrong-format", got: '"512MB"', allowed: /512Mi/, fix: /"512Mi"/ },
    ],
    [
      "expose",
      { expose: "yes" },
      "expose",
      {
        code: "wrong-type",
        got: '"yes"',
        allowed: /true or false, a whole number .*, an object with port, protocol/,
        fix: /write true without quotes/,
      },
    ],
    [
      "expose.port",
      { expose: { port: "80" } },
      "expose.port",
      { code: "wrong-type", got: '"80"', allowed: /whole number/, fix: /write 80/ },
    ],
    [
      "expose.hosts",
      { expose: { hosts: ["http://x"] } },
      "expose.hosts[0]",
      { code: "wrong-format", got: '"http://x"', allowed: /a host name/ },
    ],
    [
      "health",
      { health: true },
      "health",
      { code: "wrong-type", got: "true", allowed: /false or an object with http, tcp, command/ },
    ],
    [
      "path",
      { volumes: [{ volume: "d", path: "data" }] },
      "volumes[0].path",
      { code: "wrong-format", got: '"data"', allowed: /absolute path/ },
    ],
    [
      "object",
      { resources: [] },
      "resources",
      { code: "wrong-type", got: "an empty list", allowed: /an object with size, cpu, memory/ },
    ],
  ];
  for (const [what, options, path, expected] of cases) {
    it(`of ${what} is told what is allowed`, () => {
      const found = container({ options }).at(`containers[0].options.${path}`);
      assert.equal(found.code, expected.code);
      assert.equal(found.got, expected.got);
      assert.match(found.allowed ?? "", expected.allowed);
      if (expected.fix) assert.match(found.fix ?? "", expected.fix);
    });
  }

  it("of a word where words or an object can stand is told the nearest word", () => {
    const { at } = container({ options: { workload: "corn", volumes: ["data:/data"] } });
    assert.equal(at("containers[0].options.workload").code, "wrong-choice");
    assert.match(at("containers[0].options.workload").fix ?? "", /"cron"/);
    assert.equal(at("containers[0].options.volumes[0]").fix, 'write { "volume": "data", "path": "/data" }');
  });

  it("of two checks of health is told that one is enough", () => {
    const { message } = container({ options: { health: { http: "/", tcp: true } } }).at("containers[0].options.health");
    assert.equal(
      message,
      "give exactly one of http, tcp, command, grpc, or startup, readiness, liveness with one each",
    );
  });

  it("of a variable is told what a variable can be", () => {
    const { at } = container({ environment: { "1A": "x", B: null, C: ["x"] } });
    assert.match(at("containers[0].environment.1A").allowed ?? "", /not starting with a digit/);
    assert.equal(at("containers[0].environment.B").allowed, "text, a number or true or false");
    assert.equal(at("containers[0].environment.C").got, "a list");
  });

  it("of a name is told the nearest name", () => {
    const { at } = problemsOf({ project: { name: "My Shop!" }, containers: [] });
    assert.equal(at("project.name").fix, 'did you mean "my-shop"?');
  });
});

describe("hostile input", () => {
  it("nested too deep is refused", () => {
    const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
    assert.deepEqual(
      validateSpec({ project: PROJECT, containers: deep }).diagnostics.map(({ code }) => code),
      ["too-deep"],
    );
  });

  it("that contains itself is refused", () => {
    const value: Record<string, unknown> = { project: PROJECT };
    value.containers = [value];
    assert.deepEqual(
      validateSpec(value).diagnostics.map(({ code }) => code),
      ["not-plain"],
    );
  });

  it("with too many values is refused, once", () => {
    const containers = [{ name: "a", image: "b", args: Array.from({ length: 300_000 }, () => "x") }];
    assert.deepEqual(
      validateSpec({ project: PROJECT, containers }).diagnostics.map(({ code }) => code),
      ["too-large"],
    );
  });

  it("that shares its parts over and over ends soon", () => {
    let value: unknown = ["x"];
    for (let level = 0; level < 14; level++) value = [value, value, value, value];
    assert.ok(validateSpec({ project: PROJECT, containers: value }).diagnostics.length > 0);
  });

  it("with a text without end is refused", () => {
    const { list } = container({ environment: { A: "x".repeat(300_000) } });
    assert.deepEqual(list, ["containers[0].environment.A: too-large"]);
  });

  it("with very many problems is told the first of them and how many are left", () => {
    const { diagnostics } = validateSpec({ project: PROJECT, containers: Array.from({ length: 900 }, () => 1) });
    assert.equal(diagnostics.length, 201);
    assert.equal(diagnostics.at(-1)?.message, "and 700 more problems");
  });

  it("made to confuse patterns is answered like any other", () => {
    for (const text of [`a${"_".repeat(500)}!`, `a${"-a".repeat(250)}!`, `${"a.".repeat(120)}!`, "/".repeat(1024)]) {
      container({ image: text, name: text, options: { expose: { hosts: [text], path: text } } });
    }
  });
});
