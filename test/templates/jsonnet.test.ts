import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { explainStop } from "../../templates/jsonnet-error.ts";
import { JsonnetProcess } from "../../templates/jsonnet-process.ts";
import { errorsOf, evaluateText, evaluationOf, keptInMemory, onlyErrorOf, place, temporaryFolder } from "./support.ts";

const evaluateJsonnet = (text: string, variables: Record<string, string> = {}) =>
  evaluateText(text, { ending: ".jsonnet", variables });

const project = (environment: string, more = "") =>
  `{ project: { name: "shop" }, containers: [{ name: "web", image: "nginx:1", environment: ${environment} }], ${more} }`;

const environmentOf = async (text: string, variables: Record<string, string> = {}) =>
  (await evaluationOf(evaluateJsonnet(text, variables))).spec?.containers[0]?.environment;

describe("a Jsonnet definition", () => {
  it("computes its spec", async () => {
    const text = `
      local web(n) = { name: "web-" + n, image: "nginx:1." + n };
      { project: { name: "shop" }, containers: [web(n) for n in [1, 2, 3]] }`;
    const { spec } = await evaluationOf(evaluateJsonnet(text));
    assert.deepEqual(
      spec?.containers.map(({ image }) => image),
      ["nginx:1.1", "nginx:1.2", "nginx:1.3"],
    );
  });

  it("gets variables as $name and as external variables of their type", async () => {
    const text = project(
      '{ A: "$host", B: std.extVar("host"), C: std.extVar("n") + 1, D: "$zone " + std.extVar("zone") }',
      'variables: { host: "db", n: 2 }',
    );
    assert.deepEqual(await environmentOf(text), { A: "db", B: "db", C: 3, D: "sofia-1 sofia-1" });
    assert.deepEqual(await environmentOf(text, { host: "x", n: "5" }), { A: "x", B: "x", C: 6, D: "sofia-1 sofia-1" });
  });

  it("gets values that are never scanned again", async () => {
    const variables = { hash: "$2b$12$abc $host ${x} $$" };
    const text = project(
      '{ A: std.extVar("hash"), B: "$hash", ["K" + std.length(std.extVar("hash"))]: "x" }',
      `variables: ${JSON.stringify(variables)}`,
    );
    assert.deepEqual(await environmentOf(text), { A: variables.hash, B: variables.hash, K24: "x" });
  });

  it("gets secrets as references only", async () => {
    const text = project(
      '{ A: "x:" + std.extVar("db_password"), B: "$db_password" }',
      'variables: { db_password: "hunter2-hunter2" }',
    );
    assert.deepEqual(await environmentOf(text), { A: "x:⟦secret:db_password⟧", B: "⟦secret:db_password⟧" });
    const error = await onlyErrorOf(evaluateJsonnet(text.replace('"x:" +', 'error "no " +')));
    assert.equal(error.message, "jsonnet: no ⟦secret:db_password⟧");
  });

  it("cannot make references to secrets that it does not declare", async () => {
    for (const mark of ['"\\u27e6secret:other\\u27e7"', '"\\u27e6" + "secret:db_password#0123456789abcdef\\u27e7"']) {
      const text = project(`{ A: ${mark} }`, 'variables: { db_password: "hunter2-hunter2" }');
      assert.equal((await onlyErrorOf(evaluateJsonnet(text))).code, "reserved-text");
    }
  });

  it("knows generated values and its own name", async () => {
    const generated = keptInMemory();
    const text = project(
      '{ ID: std.extVar("id"), P: "$project" }',
      'variables: { id: { generate: { kind: "uuid" } } }',
    );
    const { spec } = await evaluationOf(evaluateText(text, { ending: ".jsonnet", generated }));
    assert.deepEqual(spec?.containers[0]?.environment, { ID: generated.values.get("shop/id"), P: "shop" });
  });

  it("may import the standard library of Espalier", async () => {
    const text = `
      local e = import /* ours */ 'espalier.libsonnet';
      local data = e.volume('data', '1Gi');
      local db = e.container('main_db', 'postgres:18', {}, { ports: [5432], volumes: [e.mount(data, '/data')] });
      {
        project: { name: 'shop' },
        variables: { db_password: { generate: true } },
        containers: [
          e.web('web', 'nginx:1', 8080, { URL: e.postgresUrl(db, 'u', '$db_password', 'shop'), API: e.url(db, 9000, '/x') }),
          db,
        ],
        volumes: [data],
      } `;
    const { spec } = await evaluationOf(evaluateJsonnet(text));
    assert.deepEqual(spec, {
      project: { name: "shop" },
      containers: [
        {
          name: "web",
          image: "nginx:1",
          environment: { API: "http://main-db:9000/x", URL: "postgres://u:⟦secret:db_password⟧@main-db:5432/shop" },
          options: { expose: 8080 },
        },
        {
          name: "main_db",
          image: "postgres:18",
          options: { ports: [5432], volumes: [{ volume: "data", path: "/data" }] },
        },
      ],
      volumes: [{ name: "data", size: "1Gi" }],
    });
  });

  it("keeps its places after an import", async () => {
    const error = await onlyErrorOf(
      evaluateJsonnet('local e = import\n"espalier.libsonnet"; local x =\n  error "here";\n{ a: x }'),
    );
    assert.equal(place(error), "3:3");
  });

  it("imports nothing else, and only imports are taken for imports", async () => {
    const error = await onlyErrorOf(evaluateJsonnet('{\n  a: importstr "/etc/hostname" }'));
    assert.equal(error.code, "import-refused");
    assert.equal(place(error), "2:6");
    const text = project(
      `{ A: 'import "x"', B: @"import ""y""", C: |||\n  import "z"\n||| } /* import "u" */ # import "v"\n`,
    );
    await evaluationOf(evaluateJsonnet(text));
  });

  it("cannot open a file even past that check", async () => {
    const { JsonnetProcess } = await import("../../templates/jsonnet-process.ts");
    const folder = temporaryFile();
    const process = new JsonnetProcess();
    for (const code of [`importstr "${folder}"`, 'importstr "/dev/null"', 'import "espalier.libsonnet"']) {
      const answer = await process.evaluate({ code, sources: {}, values: {} });
      assert.match("error" in answer ? answer.error : JSON.stringify(answer), /couldn't open import/);
    }
    process.close();
  });

  it("sees no environment variable", async () => {
    const { JsonnetProcess } = await import("../../templates/jsonnet-process.ts");
    const process = new JsonnetProcess();
    const answer = await process.evaluate({ code: 'importstr "/proc/self/environ"', sources: {}, values: {} });
    assert.ok("error" in answer);
    process.close();
  });

  it("hears what std.trace says, once", async () => {
    const { diagnostics } = await evaluateJsonnet(project('std.trace("look here", { A: std.extVar("zone") })'));
    assert.deepEqual(
      diagnostics.map(({ severity, message }) => [severity, message]),
      [["note", "look here"]],
    );
  });
});

const folderForFiles = temporaryFolder();

function temporaryFile(): string {
  const file = join(folderForFiles, "data.txt");
  writeFileSync(file, "readable");
  return file;
}

describe("a Jsonnet definition that is wrong", () => {
  const cases: readonly (readonly [what: string, text: string, code: string, place: string])[] = [
    ["a syntax error", "{\n  a: {b: }\n}", "syntax", "2:10"],
    ["an unclosed text", '{\n  a: "x', "syntax", "2:6"],
    ["nothing at all", "", "syntax", "1:1"],
    ["its own error", '{\n  project: error "no name given" }', "evaluation", "2:12"],
    [
      "an unknown external variable",
      '{ variables: { host: "x" },\n  project: std.extVar("hots") }',
      "undeclared-variable",
      "2:12",
    ],
    ["a list", "[1, 2]", "wrong-type", "1:1"],
    ["endless recursion", "local f(x) = f(x + 1);\nf(1)", "endless-recursion", "1:14"],
    ["a value inside itself", "{ local a = [a], a: a }", "endless-recursion", "1:14"],
    ["a function", "function(x) x", "evaluation", "1:1"],
  ];
  for (const [what, text, code, at] of cases) {
    it(`with ${what} is told so at its place`, async () => {
      const error = await onlyErrorOf(evaluateJsonnet(text));
      assert.equal(error.code, code);
      assert.equal(place(error), at);
      assert.doesNotMatch(error.message, /\t|\n| {4}at |extvar:/);
    });
  }

  it("names wrong keys where they are written, also in a local", async () => {
    const text = `local web = {\n  name: "web",\n  imgae: "nginx" };\n{ project: { name: "shop" }, containers: [web] }`;
    const errors = await errorsOf(evaluateJsonnet(text));
    assert.deepEqual(errors.map((error) => [error.code, place(error)]).toSorted(), [
      ["missing-value", "4:43"],
      ["unknown-key", "3:3"],
    ]);
  });

  it("says nothing of a variable without a value beyond that it has none", async () => {
    const error = await onlyErrorOf(evaluateJsonnet(project('{ A: std.extVar("a") }', "variables: { a: {} }")));
    assert.equal(error.code, "missing-variable");
  });

  it("does not show the text of string literals in syntax errors", async () => {
    for (const text of [
      '{ password: "hunter2" "hunter2" }',
      "{ password 'hunter2' }",
      '{ a: 1 "hunter2" }',
      '["hunter2" "hunter2"]',
    ]) {
      assert.doesNotMatch(JSON.stringify(await errorsOf(evaluateJsonnet(text))), /hunter2/);
    }
  });
});

describe("a hostile Jsonnet definition", () => {
  const cases: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    ["repeats without end", 'std.repeat("aaaaaaaaaaaaaaaa", 100000000)', /more than 256 MiB/],
    ["lists without end", "[x for x in std.range(1, 1000000000)]", /more than 256 MiB/],
    ["doubles without end", 'std.foldl(function(a, b) a + a, std.range(1, 60), "x")', /more than 256 MiB|2 s of/],
    ["asks for an impossible list", "std.makeArray(1e15, function(i) i)", /more than 256 MiB/],
    ["loops without end", "local f(n) = f(n + 1) tailstrict; f(0)", /more than 2 s of processor time/],
    ["crashes the interpreter", 'std.parseYaml(std.repeat("[", 100000))', /crashed/],
    ["nests without end", `${"(".repeat(200_000)}1${")".repeat(200_000)}`, /crashed|depth|nest/],
    [
      "gives more than it may",
      'local long = std.foldl(function(a, b) a + a, std.range(1, 17), "a"); { a: std.makeArray(40, function(i) long) }',
      /more than 4 MiB/,
    ],
  ];
  for (const [what, text, message] of cases) {
    it(`that ${what} ends in a clear diagnostic`, async () => {
      const error = await onlyErrorOf(evaluateJsonnet(text));
      assert.match(error.message, message);
      assert.ok(error.position);
    });
  }

  it("is not blamed for a machine that gives it no processor time", async () => {
    const process = new JsonnetProcess(undefined, 50);
    const code = "local f(n) = f(n + 1) tailstrict; f(0)";
    const answer = await process.evaluate({ code, sources: {}, values: {} });
    assert.deepEqual(answer, { stop: "busy" });
    const { code: told, message, fix } = explainStop("busy", "x.jsonnet");
    assert.deepEqual([told, fix], ["too-busy", "try again"]);
    assert.match(message, /the machine is too busy/);
  });

  it("that is aborted ends with the reason", async () => {
    const controller = new AbortController();
    const evaluated = evaluateText("local f(n) = f(n + 1) tailstrict; f(0)", {
      ending: ".jsonnet",
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error("enough")), 100);
    await assert.rejects(evaluated, /enough/);
  });
});
