import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { packageFile } from "../../templates/package-file.ts";
import { readSource } from "../../templates/source.ts";
import { openTypeScript } from "../../templates/typescript.ts";
import {
  errorsOf,
  evaluateFile,
  evaluationOf,
  type Given,
  keptInMemory,
  onlyErrorOf,
  place,
  temporaryFolder,
  typescriptFile,
  ZONE,
} from "./support.ts";

const folder = temporaryFolder();

const evaluateTypeScript = (text: string, given: Given = {}) => evaluateFile(typescriptFile(folder, text), given);

describe("a TypeScript definition", () => {
  it("is a function of its surroundings", async () => {
    const text = `
      import { defineProject } from "espalier";
      export default defineProject(async ({ zone, domain, network, secret }) => ({
        project: { name: "shop" },
        containers: [{ name: "web", image: "nginx:1", environment: { Z: zone.name, D: domain, N: network, S: secret("key", { default: "open-sesame" }) } }],
      }));`;
    const { spec, secrets, tree } = await evaluationOf(evaluateTypeScript(text));
    assert.deepEqual(spec?.containers[0]?.environment, {
      Z: "sofia-1",
      D: "sofia.example.com",
      N: "default",
      S: "⟦secret:key⟧",
    });
    assert.equal(secrets.get("key"), "open-sesame");
    assert.doesNotMatch(JSON.stringify(tree), /sesame/);
  });

  it("runs below node_modules too, where the templates of the installed package lie", async () => {
    const place = join(folder, "node_modules", "gallery");
    mkdirSync(place, { recursive: true });
    const text = `const name: string = "shop"; export default { project: { name }, containers: [] };`;
    writeFileSync(join(place, "espalier.ts"), text);
    const { spec } = await evaluationOf(evaluateFile(join(place, "espalier.ts")));
    assert.equal(spec?.project.name, "shop");
  });

  it("is a module with its imports also where npm init has written type commonjs", async () => {
    const place = join(folder, "commonjs");
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "package.json"), `{ "type": "commonjs" }`);
    writeFileSync(join(place, "names.ts"), `export const name: string = "shop";`);
    const text = `import { name } from "./names.ts";\nexport default { project: { name }, containers: [] };`;
    writeFileSync(join(place, "espalier.ts"), text);
    const { spec } = await evaluationOf(evaluateFile(join(place, "espalier.ts")));
    assert.equal(spec?.project.name, "shop");
  });

  it("draws the kind of secret that is asked for", async () => {
    const text = `
      import { defineProject } from "espalier";
      export default defineProject(({ secret }) => ({
        project: { name: "shop" },
        containers: ["a", "b"].map((name) => ({
          name, image: "nginx:1", environment: { KEY: secret("key", { generate: { kind: "hex", length: 40 } }) },
        })),
      }));`;
    const { secrets } = await evaluationOf(evaluateTypeScript(text));
    assert.match(secrets.get("key") ?? "", /^[0-9a-f]{40}$/);
  });

  it("may be a plain object, a plain function or a project", async () => {
    const container = `{ name: "web", image: "nginx:1" }`;
    const ways = [
      `export default { project: { name: "shop" }, containers: [${container}] }`,
      `export default () => ({ project: { name: "shop" }, containers: [${container}] })`,
      `import { Container, Project } from "espalier";
       export default ({ zone }) => { const p = new Project(zone, "shop"); new Container(p, "web", { image: "nginx:1" }); return p; }`,
    ];
    const [first, ...others] = await Promise.all(ways.map((text) => evaluationOf(evaluateTypeScript(text))));
    for (const other of others) assert.deepEqual(other.tree.manifests, first?.tree.manifests);
  });

  it("takes variables, of which secret ones are references", async () => {
    const text = `
      import { defineProject } from "espalier";
      export default defineProject({ variables: { tag: "1", n: 2, api_token: { generate: true }, id: { generate: 8, secret: false } } }, ({ vars }) => ({
        project: { name: "shop" },
        containers: [{ name: "web", image: "nginx:" + vars.tag, environment: { T: vars.api_token, ID: vars.id, DOLLAR: "$tag" }, options: { replicas: Number(vars.n) } }],
      }));`;
    const generated = keptInMemory();
    const { spec, secrets } = await evaluationOf(evaluateTypeScript(text, { generated, variables: { tag: "2" } }));
    assert.deepEqual(spec?.containers[0], {
      name: "web",
      image: "nginx:2",
      environment: { T: "⟦secret:api_token⟧", ID: generated.values.get("shop/id"), DOLLAR: "$tag" },
      options: { replicas: 2 },
    });
    assert.equal(secrets.get("api_token"), generated.values.get("shop/api_token"));
    const error = await onlyErrorOf(evaluateTypeScript(text, { variables: { tga: "2" } }));
    assert.equal(error.code, "undeclared-variable");
  });

  it("tells secrets that have no value, and takes given ones", async () => {
    const text = `
      import { defineProject } from "espalier";
      export default defineProject(({ secret }) => ({
        project: { name: "shop" },
        containers: [{ name: "web", image: "nginx:1", environment: { S: secret("key") } }],
      }));`;
    assert.equal((await onlyErrorOf(evaluateTypeScript(text))).code, "missing-variable");
    const { secrets } = await evaluationOf(evaluateTypeScript(text, { variables: { key: "given-value" } }));
    assert.equal(secrets.get("key"), "given-value");
  });

  it("never learns the value of a secret", async () => {
    const text = `
      import { defineProject } from "espalier";
      export default defineProject({ variables: { db_password: "x" } }, (context) => {
        throw new Error(JSON.stringify([context, process.env, process.argv, process.execArgv]).includes("hunter2") ? "leaked" : "safe");
      });`;
    const error = await onlyErrorOf(evaluateTypeScript(text, { variables: { db_password: "hunter2-hunter2" } }));
    assert.equal(error.message, "safe");
  });

  it("holds raw cdk8s objects and constructs of cdk8s-plus-27 and -33", async () => {
    const text = `
      import { ApiObject } from "cdk8s";
      import * as plus27 from "cdk8s-plus-27";
      import * as plus33 from "cdk8s-plus-33";
      import { Container, defineProject, Project } from "espalier";
      export default defineProject(({ zone }) => {
        const shop = new Project(zone, "shop");
        new Container(shop, "web", { image: "nginx:1" });
        new ApiObject(shop, "raw", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "raw" }, data: { a: "1" } });
        new plus27.ConfigMap(shop, "old", { data: { b: "2" } });
        new plus33.ConfigMap(shop, "new", { data: { c: "3" } });
        return shop;
      });`;
    const { tree } = await evaluationOf(evaluateTypeScript(text));
    const maps = tree.manifests.filter(({ kind }) => kind === "ConfigMap");
    assert.deepEqual(maps.map(({ data }) => data).toSorted(), [{ a: "1" }, { b: "2" }, { c: "3" }]);
    assert.ok(maps.every(({ metadata }) => metadata.namespace === "shop"));
  });

  it("writes to stderr only, so that data on stdout stays data", () => {
    const file = typescriptFile(
      folder,
      `console.log("said by the definition");\nexport default { project: { name: "shop" }, containers: [] };`,
    );
    const program = `
      const { evaluate } = await import(${JSON.stringify(packageFile("templates", "evaluate.ts"))});
      const { value } = await evaluate({ file: ${JSON.stringify(file)}, zone: ${JSON.stringify(ZONE)}, variables: {}, generated: { get: async (p, v, draw) => draw() } });
      console.log(value.tree.project);`;
    const stdout = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    assert.equal(stdout, "shop\n");
  });

  it("finds the package where a person installed it", async () => {
    const own = join(folder, "own");
    mkdirSync(join(own, "node_modules"), { recursive: true });
    symlinkSync(packageFile(), join(own, "node_modules", "espalier"));
    writeFileSync(join(own, "package.json"), '{ "type": "module" }');
    writeFileSync(join(own, "name.ts"), 'export const name: string = "shop";');
    const file = join(own, "espalier.ts");
    writeFileSync(
      file,
      `import { Container, defineProject, Project } from "espalier";
       import { name } from "./name.ts";
       export default defineProject(({ zone }) => { const p = new Project(zone, name); new Container(p, "web", { image: "nginx:1" }); return p; });`,
    );
    assert.equal((await evaluationOf(evaluateFile(file))).tree.project, "shop");
  });

  it("names its zones in either style", async () => {
    const spec = `export default { project: { name: "shop" }, containers: [], zones: ["a", "b"] }`;
    const constructs = `import { Project } from "espalier"; export default ({ zone }) => new Project(zone, "shop", { zones: ["a", "b"] })`;
    for (const text of [spec, constructs]) {
      assert.deepEqual((await evaluationOf(evaluateTypeScript(text))).zones, ["a", "b"]);
    }
  });
});

describe("a TypeScript definition that is wrong", () => {
  const define = (body: string) =>
    `import { defineProject } from "espalier";\nexport default defineProject(() => {\n  ${body}\n});`;
  const cases: readonly (readonly [what: string, text: string, message: RegExp, place: string])[] = [
    ["a syntax error", "const a: number = 1;\nexport default { a: , };", /Expression expected/, "2:21"],
    ["syntax that cannot be stripped", "enum A { B }\nexport default {};", /enum/, "1:1"],
    ["a name declared twice", "const a = 1;\nconst a = 2;\nexport default {};", /already been declared/, "2:7"],
    [
      "an import that gives no such name",
      '\nimport { nope } from "node:fs";\nexport default { nope };',
      /nope/,
      "2:10",
    ],
    ["an import of no such module", '\n\nimport x from "./none.ts";\nexport default x;', /Cannot find/, "3:1"],
    ["an import of no such package", '\nimport x from "none-such";\nexport default x;', /Cannot find/, "2:1"],
    ["an error", define('throw new Error("boom");'), /^boom$/, "3:9"],
    [
      "an error in a function",
      define("const f = (): never => { throw new TypeError('bad'); };\n  return f();"),
      /^bad$/,
      "3:34",
    ],
    ["a thrown text", define('throw "a text";'), /^a text$/, "1:1"],
    ["a rejected promise", define('return Promise.reject(new Error("late"));'), /^late$/, "3:25"],
    ["an error while loading", '\nthrow new Error("at once");', /at once/, "2:7"],
    [
      "an error nobody waits for",
      define('setTimeout(() => { throw new Error("stray"); });\n  return new Promise(() => {});'),
      /stray/,
      "3:28",
    ],
    ["process.exit", define("process.exit(3);"), /process\.exit\(3\)/, "3:11"],
    ["process.abort", define("process.abort();"), /ended its process/, "1:1"],
    ["an endless wait", "await new Promise(() => {});\nexport default {};", /never comes/, "1:1"],
    ["no export", "const a = 1;", /exports no definition/, "1:1"],
    ["a default export of another kind", "export default 5;", /is a number/, "1:1"],
    ["no result", define("return undefined as never;"), /fits|missing|plain/, "1:1"],
  ];
  for (const [what, text, message, at] of cases) {
    it(`with ${what} is told so at its place`, async () => {
      const error = await onlyErrorOf(evaluateTypeScript(text));
      assert.match(error.message, message);
      assert.equal(place(error), at);
      assert.doesNotMatch(error.message, /\n| {4}at /);
    });
  }

  it("names wrong keys where they are written", async () => {
    const text = define(`return { project: { name: "shop" },\n    containers: [{ name: "web", imgae: "nginx" }] };`);
    const errors = await errorsOf(evaluateTypeScript(text));
    assert.deepEqual(errors.map((error) => [error.code, place(error)]).toSorted(), [
      ["missing-value", "4:18"],
      ["unknown-key", "4:33"],
    ]);
  });

  it("names wrong constructs where they are written", async () => {
    const text = `import { Container, Project } from "espalier";
export default ({ zone }) => {
  const shop = new Project(zone, "shop");
  new Container(shop, "web", { image: "nginx:1", options: { replicas: -1 } });
  return shop;
};`;
    const error = await onlyErrorOf(evaluateTypeScript(text));
    assert.match(error.message, /\[shop\/web\]/);
    assert.equal(place(error), "4:23");
  });

  it("cannot refer to secrets that it does not declare", async () => {
    const text = `import { Container, Project, secretReference } from "espalier";
export default ({ zone }) => {
  const shop = new Project(zone, "shop");
  new Container(shop, "web", { image: "nginx:1", environment: { A: secretReference("other") } });
  return shop;
};`;
    assert.equal((await onlyErrorOf(evaluateTypeScript(text))).code, "undeclared-secret");
  });

  it("has no values that JSON cannot hold", async () => {
    const text = define(
      "return { project: { name: 'shop' }, containers: [], volumes: [() => 1, 1n, new Date()] } as never;",
    );
    const errors = await errorsOf(evaluateTypeScript(text));
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["not-plain", "not-plain", "not-plain"],
    );
    assert.ok(errors.every(({ position }) => position?.line === 3));
  });

  it("is told the same whether it stands in the file or in one that it imports", async () => {
    writeFileSync(
      join(folder, "helper.ts"),
      '\nexport function help(): never {\n  throw new Error("from helper");\n}\n',
    );
    const error = await onlyErrorOf(evaluateTypeScript('import { help } from "./helper.ts";\nexport default help();'));
    assert.equal(error.position?.file, join(folder, "helper.ts"));
    assert.equal(place(error), "3:9");
  });

  it("does not run for ever", async () => {
    const file = typescriptFile(folder, "for (;;);\nexport default {};");
    const { value } = await readSource({ file });
    const opened = await openTypeScript(value as never, { zone: ZONE, time: 1500 });
    assert.equal(opened.diagnostics[0]?.message, "evaluating the definition took longer than 1.5 s");
  });

  it("is not evaluated from an unsaved text", async () => {
    const error = await onlyErrorOf(evaluateFile("/definition.ts", { text: "export default {}" }));
    assert.equal(error.code, "unsaved-typescript");
  });

  it("ends with the reason when it is aborted", async () => {
    const controller = new AbortController();
    const evaluated = evaluateTypeScript("for (;;);\nexport default {};", { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 300);
    await assert.rejects(evaluated, /enough/);
  });
});
