import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { escapeDollars } from "../../constructs/escape-dollars.ts";
import { secretReference } from "../../constructs/secret-reference.ts";
import { objectOf, podContainer, shop, treeOf } from "./support/fixtures.ts";

/** What the kubelet makes of a text when every variable is known: its rules, written down once more. */
function kubelet(text: string): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (found) => (found === "$$" ? "$" : "EXPANDED"));
}

describe("environment, command and args", () => {
  const db = secretReference("db.password");
  const tree = treeOf(
    shop([
      {
        name: "web",
        environment: { ZED: 1.5, A: "", ON: true, PRICE: "$5 $(A) $$", URL: `postgres://me:${db}@db:5432/$(x)` },
        command: ["sh", "-c", `echo $(A) ${db}`],
        args: [`--password=${db}`, `--key=${secretReference("key")}`, "$1"],
      },
    ]),
  );
  const container = podContainer(objectOf(tree, "Deployment", "web"));

  it("come in the order of their names, whatever the order of the definition", () => {
    const names = container.env.map(({ name }: { name: string }) => name);
    assert.deepEqual(names, [...names].sort());
  });

  it("reach the container as they are written", () => {
    const value = (name: string) => container.env.find((entry: { name: string }) => entry.name === name);
    assert.deepEqual(value("A"), { name: "A" });
    assert.deepEqual(value("ON"), { name: "ON", value: "true" });
    assert.deepEqual(value("ZED"), { name: "ZED", value: "1.5" });
    assert.equal(kubelet(value("PRICE").value), "$5 $(A) $$");
  });

  it("keep every text through the kubelet's expansion", () => {
    const text = fc.string({ unit: fc.constantFrom("$", "(", ")", "a", " ") });
    fc.assert(fc.property(text, (written) => kubelet(escapeDollars(written)) === written));
  });

  it("keep secrets in a Secret of the container", () => {
    assert.deepEqual(objectOf(tree, "Secret", "web-env").stringData, {
      "ESPALIER_SECRET_db.password": db,
      ESPALIER_SECRET_key: secretReference("key"),
      URL: `postgres://me:${db}@db:5432/$(x)`,
    });
  });

  it("bring secrets into command and args by a variable", () => {
    assert.deepEqual(container.command, ["sh", "-c", "echo $$(A) $(ESPALIER_SECRET_db.password)"]);
    assert.deepEqual(container.args, [
      "--password=$(ESPALIER_SECRET_db.password)",
      "--key=$(ESPALIER_SECRET_key)",
      "$1",
    ]);
  });

  it("say on the pods which secrets they use, so that a changed one restarts just its users", () => {
    const { annotations } = objectOf(tree, "Deployment", "web").spec.template.metadata;
    assert.equal(annotations["espalier.dev/secrets"], `${db} ${secretReference("key")}`);
  });

  it("show a secret nowhere but in the Secret and that list", () => {
    const others = tree.manifests.filter(({ kind }) => kind !== "Secret" && kind !== "Deployment");
    assert.ok(!JSON.stringify([others, tree.nodes, tree.references, tree.notes]).includes("⟦secret:"));
  });

  it("need no Secret without secrets", () => {
    const plain = treeOf(shop([{ name: "web", environment: { A: "1" } }]));
    assert.ok(!plain.manifests.some(({ kind }) => kind === "Secret"));
    assert.equal(objectOf(plain, "Deployment", "web").spec.template.metadata.annotations, undefined);
  });
});
