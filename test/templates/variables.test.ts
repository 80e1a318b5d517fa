import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { soundsSecret } from "../../templates/secret-name.ts";
import { declareVariables } from "../../templates/variable.ts";
import { errorsOf, evaluateText, evaluationOf, keptInMemory, onlyErrorOf, place, projectWith } from "./support.ts";

const use = (...names: string[]) => ({ environment: Object.fromEntries(names.map((name) => [name, `$${name}`])) });

function environmentOf(text: string, variables: Record<string, string> = {}) {
  return evaluationOf(evaluateText(text, { variables })).then(({ spec }) => spec?.containers[0]?.environment);
}

describe("variables", () => {
  it("take the given value before the default", async () => {
    const text = projectWith(use("host"), { variables: { host: "database" } });
    assert.deepEqual(await environmentOf(text), { host: "database" });
    assert.deepEqual(await environmentOf(text, { host: "other" }), { host: "other" });
    assert.deepEqual(await environmentOf(text, { host: "" }), { host: "" });
  });

  it("keep their type", async () => {
    const variables = { port: 80, on: false, size: { type: "number" } };
    const text = projectWith(use("port", "on", "size"), { variables });
    assert.deepEqual(await environmentOf(text, { size: "2.5", on: "true" }), { port: 80, on: true, size: 2.5 });
  });

  it("fill numbers of the spec", async () => {
    const text = projectWith({ options: { replicas: "$n", expose: "$p" } }, { variables: { n: 3, p: 8080 } });
    const { spec } = await evaluationOf(evaluateText(text));
    assert.deepEqual(spec?.containers[0]?.options, { replicas: 3, expose: 8080 });
  });

  it("are told all at once when they have no value", async () => {
    const variables = { a: { description: "needed" }, b: { type: "number" }, c: "there" };
    const errors = await errorsOf(evaluateText(projectWith(use("a", "b", "c"), { variables })));
    assert.deepEqual(
      errors.map(({ code, path }) => [code, path?.[1]]),
      [
        ["missing-variable", "a"],
        ["missing-variable", "b"],
      ],
    );
  });

  it("refuse values for names nobody declared, with the nearest", async () => {
    const text = projectWith(use("db_host"), { variables: { db_host: "x" } });
    const error = await onlyErrorOf(evaluateText(text, { variables: { db_hots: "y" } }));
    assert.equal(error.fix, 'did you mean "db_host"?');
    assert.ok(error.position);
  });

  it("provide project, zone, city, domain and network", async () => {
    const text = projectWith({ environment: { ALL: "$project $zone $city $domain $network" } });
    assert.deepEqual(await environmentOf(text), { ALL: "shop sofia-1 Sofia sofia.example.com default" });
  });

  it("provide names that have variables in them", async () => {
    const more = { project: { name: "shop-$stage" }, network: { name: "net-$stage" }, variables: { stage: "test" } };
    const text = projectWith({ environment: { ALL: "$project $network" } }, more);
    assert.deepEqual(await environmentOf(text), { ALL: "shop-test net-test" });
  });

  it("may be declared under a provided name, and then win", async () => {
    const text = projectWith({ environment: { N: "$network" } }, { variables: { network: "mine" } });
    assert.deepEqual(await environmentOf(text), { N: "mine" });
  });

  it("say that a zone has no city where it has none", async () => {
    const { city: _, ...zone } = (await import("./support.ts")).ZONE;
    const error = await onlyErrorOf(evaluateText(projectWith({ environment: { C: "$city" } }), { zone }));
    assert.match(error.message, /zone sofia-1 has no city/);
  });

  it("check given values: type, range, pattern, choices", async () => {
    const variables = {
      n: { type: "number", minimum: 1, maximum: 5, default: 1 },
      p: { pattern: "[a-z]+", default: "ok" },
      c: { choices: ["red", "blue"], default: "red" },
      b: { default: true },
    };
    const text = projectWith(use("n", "p", "c", "b"), { variables });
    const codes = async (given: Record<string, string>) =>
      (await errorsOf(evaluateText(text, { variables: given }))).map(({ code }) => code);
    assert.deepEqual(await codes({ n: "9", p: "UP", c: "green", b: "maybe" }), [
      "out-of-range",
      "wrong-format",
      "wrong-choice",
      "wrong-type",
    ]);
    assert.deepEqual(await codes({ n: "1e999" }), ["wrong-type"]);
    assert.deepEqual(await codes({ p: "ok\nx" }), ["wrong-format"]);
    assert.deepEqual(await codes({ p: "a\0" }), ["wrong-format"]);
    assert.deepEqual(await codes({ p: "⟦secret:x⟧" }), ["reserved-text"]);
    assert.deepEqual(await codes({ p: "x".repeat(70_000) }), ["too-large"]);
  });

  it("bound the time of a pattern that backtracks without end", async () => {
    const variables = { p: { pattern: "(a+)+b" } };
    const error = await onlyErrorOf(
      evaluateText(projectWith(use("p"), { variables }), { variables: { p: "a".repeat(60) } }),
    );
    assert.equal(error.code, "slow-pattern");
  });

  it("tell contradictory declarations", () => {
    const wrong: Record<string, unknown> = {
      a: { type: "number", pattern: "x" },
      b: { minimum: 1 },
      c: { type: "number", minimum: 3, maximum: 2 },
      d: { generate: true, default: "x" },
      e: { type: "boolean", generate: true },
      f: { type: "number", secret: true },
      g: { pattern: "(" },
      h: { choices: ["a", 1] },
      i: { choices: ["a"], default: "b" },
      j: { type: "number", default: "1" },
      k: { generate: { kind: "hexx" } },
      l: { generate: 3 },
      m: { choices: [] },
      n: null,
      o: ["x"],
      p: { defualt: 1 },
      "1q": "x",
      "r-s": "x",
    };
    for (const [name, declaration] of Object.entries(wrong)) {
      const { value, diagnostics } = declareVariables({ [name]: declaration });
      assert.equal(diagnostics.length, 1, `${name}: ${JSON.stringify(diagnostics)}`);
      assert.ok(value.broken.has(name));
    }
  });

  it("cannot reach into prototypes", () => {
    const raw = JSON.parse('{"__proto__": {"default": "x"}, "constructor": "y"}');
    const { value, diagnostics } = declareVariables(raw);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["invalid-name"],
    );
    assert.deepEqual([...value.declared.keys()], ["constructor"]);
  });

  it("follow no error about their declaration with errors about their use", async () => {
    const text = projectWith({ image: "$img" }, { variables: { img: { type: "strng" } } });
    const error = await onlyErrorOf(evaluateText(text));
    assert.deepEqual(error.path, ["variables", "img", "type"]);
  });
});

describe("secret variables", () => {
  it("are known by their names", () => {
    const secret = ["db_password", "API_KEY", "sessionToken", "passwd", "clientSecret", "private_key", "my_api_key_2"];
    const open = [
      "token_ttl",
      "password_file",
      "passenger",
      "db_user",
      "monkey",
      "secretary",
      "secret_name",
      "keyboard",
    ];
    assert.deepEqual(secret.filter(soundsSecret), secret);
    assert.deepEqual(open.filter(soundsSecret), []);
  });

  it("stand as references everywhere but in `secrets`", async () => {
    const variables = { db_password: "hunter2-hunter2", other: { secret: true, default: "open-sesame" } };
    const evaluation = await evaluationOf(evaluateText(projectWith(use("db_password", "other"), { variables })));
    assert.deepEqual(Object.fromEntries(evaluation.secrets), {
      db_password: "hunter2-hunter2",
      other: "open-sesame",
    });
    const { secrets: _, ...shown } = evaluation;
    assert.doesNotMatch(JSON.stringify(shown), /hunter2|sesame/);
    assert.deepEqual(evaluation.spec?.containers[0]?.environment, {
      db_password: "⟦secret:db_password⟧",
      other: "⟦secret:other⟧",
    });
  });

  it("may be declared open", async () => {
    const variables = { db_password: { secret: false, default: "not-one" } };
    const text = projectWith(use("db_password"), { variables });
    assert.deepEqual(await environmentOf(text), { db_password: "not-one" });
  });

  it("cannot stand where they would be shown", async () => {
    const error = await onlyErrorOf(evaluateText(projectWith({ image: "a:$token" }, { variables: { token: "abcd" } })));
    assert.equal(error.code, "secret-not-allowed-here");
  });

  it("never show a value in a diagnostic, also not one that is written literally elsewhere", async () => {
    const variables = { db_password: { default: "hunter2-hunter2", pattern: "[0-9]+" }, api_key: ["hunter2-hunter2"] };
    const text = projectWith({ image: "hunter2-hunter2!" }, { variables: { ...variables, token: "hunter2-hunter2" } });
    const errors = await errorsOf(evaluateText(text, { variables: { db_password: "hunter2-hunter2" } }));
    assert.doesNotMatch(JSON.stringify(errors), /hunter2/);
  });
});

describe("generated variables", () => {
  const variables = {
    a: { generate: true },
    b: { generate: { kind: "hex", length: 40 } },
    c: { generate: { kind: "base64", length: 24 } },
    d: { generate: { kind: "uuid" } },
    e: { generate: { kind: "password", length: 16 }, secret: false },
    f: { generate: { kind: "base64", bytes: 32 } },
  };

  it("are drawn once for a project and kept", async () => {
    const generated = keptInMemory();
    const text = projectWith(use("a", "b", "c", "d", "e", "f"), { variables });
    const first = await evaluationOf(evaluateText(text, { generated }));
    const second = await evaluationOf(evaluateText(text, { generated }));
    assert.deepEqual(second, first);
    assert.equal(generated.values.size, 6);
    assert.match(generated.values.get("shop/f") ?? "", /^[A-Za-z0-9+/]{43}=$/);
    assert.match(generated.values.get("shop/a") ?? "", /^[A-HJ-NP-Za-km-z2-9]{32}$/);
    assert.match(generated.values.get("shop/b") ?? "", /^[0-9a-f]{40}$/);
    assert.match(generated.values.get("shop/c") ?? "", /^[A-Za-z0-9+/]{24}$/);
    assert.match(generated.values.get("shop/d") ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    assert.deepEqual([...first.secrets.keys()], ["a", "b", "c", "f"]);
    assert.equal(first.spec?.containers[0]?.environment?.e, generated.values.get("shop/e"));
  });

  it("take a given value instead, and draw nothing", async () => {
    const generated = keptInMemory();
    const text = projectWith(use("a"), { variables: { a: variables.a } });
    const { secrets } = await evaluationOf(evaluateText(text, { generated, variables: { a: "mine" } }));
    assert.equal(secrets.get("a"), "mine");
    assert.equal(generated.values.size, 0);
  });

  it("need a project's name that does not depend on them", async () => {
    const generated = keptInMemory();
    const more = { project: { name: "shop-$d" }, variables: { d: variables.d } };
    const error = await onlyErrorOf(evaluateText(projectWith(use("d"), more), { generated }));
    assert.equal(error.code, "not-generated");
    assert.equal(generated.values.size, 0);
  });

  it("draw no secret for a definition with errors", async () => {
    const generated = keptInMemory();
    await errorsOf(evaluateText(projectWith({ imgae: "x" }, { variables: { a: variables.a } }), { generated }));
    assert.equal(generated.values.size, 0);
  });
});

describe("positions", () => {
  it("point into the string, past its escapes", async () => {
    const text = [
      "{",
      '  "project": { "name": "shop" },',
      '  "containers": [{ "name": "web", "image": "nginx", "environment": { "A": "caf\\u00e9\\n\\"x\\" $nope" } }]',
      "}",
    ].join("\n");
    const error = await onlyErrorOf(evaluateText(text));
    assert.equal(place(error), `3:${(text.split("\n")[2] as string).indexOf("$nope") + 1}`);
  });
});
