import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readSource } from "../../templates/source.ts";
import { formOf, variablesOf } from "../../templates/template-form.ts";
import { errorsOf, evaluateText, evaluationOf, type Given, keptInMemory, onlyErrorOf, projectWith } from "./support.ts";

const CANARY = "canary-kept-0b77";
const REFERENCE = "⟦secret:greeting⟧";
const secretNames = new Set(["greeting"]);
const kept = { secretNames, variables: { greeting: CANARY } };
const using = (declaration: unknown) =>
  projectWith({ environment: { A: "$greeting" } }, { variables: { greeting: declaration } });

describe("values that are kept as secrets", () => {
  const declarations: Readonly<Record<string, unknown>> = {
    "no secret": { secret: false },
    "a plain default": "hello",
    "an object with a default": { default: "hello", secret: false },
    "one of some choices": { choices: ["hello", "bye"], default: "hello", secret: false },
    "generated, and no secret": { generate: { kind: "uuid" }, secret: false },
  };
  for (const [title, declaration] of Object.entries(declarations)) {
    it(`stay secret when they are declared as ${title}`, async () => {
      const evaluated = await evaluateText(using(declaration), kept);
      const { spec, secrets, tree } = await evaluationOf(Promise.resolve(evaluated));
      assert.deepEqual(spec?.containers[0]?.environment, { A: REFERENCE });
      assert.equal(secrets.get("greeting"), CANARY);
      assert.ok(!JSON.stringify([spec, tree, evaluated.diagnostics]).includes(CANARY));
    });
  }

  it("are not told by errors about their form, whatever pattern or choices a definition gives them", async () => {
    for (const pattern of ["canary.*", "x.*", "(a+)+b"]) {
      const { diagnostics } = await evaluateText(using({ pattern, secret: false }), kept);
      assert.deepEqual(diagnostics, []);
    }
    assert.deepEqual((await evaluateText(using({ choices: ["x", CANARY] }), kept)).diagnostics, []);
    const generated = keptInMemory();
    generated.values.set("shop/greeting", CANARY);
    const drawn = { generate: true, secret: false, pattern: "x.*" };
    const { diagnostics, value } = await evaluateText(using(drawn), { secretNames, generated });
    assert.deepEqual([diagnostics, value?.secrets.get("greeting")], [[], CANARY]);
  });

  it("cannot become numbers, which could not be secret", async () => {
    const error = await onlyErrorOf(evaluateText(using({ type: "number", secret: false }), kept));
    assert.equal(error.message, 'the value of "greeting" is kept as a secret, and only a string can be secret');
    const errors = await errorsOf(evaluateText(using(5), kept));
    assert.ok(!JSON.stringify([error, errors]).includes(CANARY));
  });

  it("reach Jsonnet as references only", async () => {
    const text = `{
      variables: { greeting: { default: "hello", secret: false } },
      project: { name: "shop" },
      containers: [{ name: "web", image: "nginx", environment: {
        A: std.extVar("greeting"), B: std.length(std.extVar("greeting")), C: std.trace(std.extVar("greeting"), "c") } }],
    }`;
    const evaluated = await evaluateText(text, { ...kept, ending: ".jsonnet" });
    const { spec } = await evaluationOf(Promise.resolve(evaluated));
    assert.deepEqual(spec?.containers[0]?.environment, { A: REFERENCE, B: REFERENCE.length, C: "c" });
    assert.ok(!JSON.stringify(evaluated.diagnostics).includes(CANARY));
  });

  it("cannot be put where a secret may not stand", async () => {
    for (const more of [{ image: "$greeting" }, { options: { expose: { host: "$greeting.example.com" } } }]) {
      const text = projectWith(more, { variables: { greeting: "hello" } });
      assert.ok(!JSON.stringify(await errorsOf(evaluateText(text, kept))).includes(CANARY));
    }
  });

  it("need a definition that declares them", async () => {
    const text = projectWith({ environment: { A: "$greeting" } });
    const errors = await errorsOf(evaluateText(text, kept));
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["undeclared-variable", "undeclared-variable"],
    );
  });

  it("are secret in a form, with the pattern that a new value must match", async () => {
    const text = using({ pattern: "[a-z]+", default: "hello", secret: false });
    const { value: source } = await readSource({ file: "/unsaved.json", text });
    assert.ok(source);
    const [field] = await formOf(source, secretNames);
    assert.deepEqual(field, {
      name: "greeting",
      label: "greeting",
      type: "string",
      secret: true,
      pattern: "[a-z]+",
      required: false,
    });
    assert.equal((await formOf(source))[0]?.secret, false);
    assert.equal((await variablesOf(source)).declared.get("greeting")?.kept, undefined);
  });
});

describe("values for names that nobody declares", () => {
  const text = projectWith({}, { variables: { host: "x" } });
  const given: Given = { variables: { hots: "y", greeting: CANARY } };

  it("are an error, or a note where values outlive definitions", async () => {
    assert.equal((await errorsOf(evaluateText(text, given))).length, 2);
    const { value, diagnostics } = await evaluateText(text, { ...given, undeclared: "note" });
    assert.ok(value);
    assert.deepEqual(
      diagnostics.map(({ severity, code, fix }) => [severity, code, fix]),
      [
        ["note", "undeclared-variable", 'did you mean "host"?'],
        ["note", "undeclared-variable", undefined],
      ],
    );
    assert.ok(!JSON.stringify([value.spec, diagnostics]).includes(CANARY));
  });

  it("are used by nothing", async () => {
    const using = projectWith({ environment: { A: "$hots" } }, { variables: { host: "x" } });
    const error = await onlyErrorOf(evaluateText(using, { ...given, undeclared: "note" }));
    assert.equal(error.code, "undeclared-variable");
  });
});

describe("who keeps generated values", () => {
  it("is told which of them are secrets", async () => {
    const variables = { id: { generate: { kind: "uuid" } }, db_password: { generate: true } };
    const told: unknown[] = [];
    await evaluationOf(
      evaluateText(projectWith({ environment: { A: "$id", B: "$db_password" } }, { variables }), {
        generated: {
          get: async (project, variable, draw, secret) => {
            told.push([project, variable, secret]);
            return draw();
          },
        },
      }),
    );
    assert.deepEqual(told, [
      ["shop", "id", false],
      ["shop", "db_password", true],
    ]);
  });
});
