import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Manifest } from "../../constructs/manifest.ts";
import { ProjectSpec } from "../../constructs/spec.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import {
  exampleValues,
  findTemplate,
  listTemplates,
  templateForm,
  templateIcon,
  templateTree,
} from "../../templates/gallery.ts";
import { memberOf } from "../../templates/plain-value.ts";
import { evaluateFile, evaluationOf } from "./support.ts";

/** The definition of the founding document stands as it was written there: its images are placeholders. */
const FOUNDING = "example";

/** A tag that says a version, or a digest. */
const PINNED = /(:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]*\d[A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})$/;

describe("every template of the gallery", () => {
  it("is one of many", () => {
    const names = listTemplates().map(({ name }) => name);
    assert.ok(names.length >= 30, `${names.length} templates`);
    for (const wanted of ["web-postgres", "rabbitmq-workers", "locust", "postgres-backup", "parallel-job"]) {
      assert.ok(names.includes(wanted), wanted);
    }
  });

  for (const { name } of listTemplates()) describe(name, () => testTemplate(name));
});

function testTemplate(name: string): void {
  it("tells what it is, where to read more and what to do after the first deploy", () => {
    const { title, description, icon, tags, links, version, notes, broken } = findTemplate(name);
    assert.equal(broken, undefined);
    assert.ok(title && description && icon && version && notes);
    assert.ok(tags && tags.length >= 2 && tags.every((tag) => /^[a-z0-9-]+$/.test(tag)), "tags");
    assert.ok(links && Object.values(links).every((link) => link.startsWith("https://")), "links");
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.ok(!notes.includes("$"), "notes are told as they are");
  });

  it("has a drawing of its own that is safe to show", () => {
    assert.equal(templateIcon(findTemplate(name))?.kind, "svg");
  });

  it("asks for its blanks in words", async () => {
    for (const field of await templateForm(name)) {
      if (name !== FOUNDING) assert.ok(field.description && field.label !== field.name, field.name);
      if (field.required) assert.ok(field.example !== undefined, `${field.name} has no example`);
      assert.ok(!field.secret || field.default === undefined, `${field.name} is secret`);
    }
  });

  it("makes a tree of its defaults and examples without a word of warning", async () => {
    const { value, diagnostics } = await templateTree(name);
    const loud = [...diagnostics, ...(value?.notes ?? [])].filter(({ severity }) => severity !== "note");
    assert.deepEqual(loud, []);
  });

  it("is the same spec after a way through JSON", async () => {
    const { spec } = await evaluate(name);
    if (spec) assert.deepEqual(ProjectSpec.parse(JSON.parse(JSON.stringify(spec))), spec);
  });

  it("names images by tags that say a version", async () => {
    if (name === FOUNDING) return;
    const { tree } = await evaluate(name);
    const images = tree.manifests.flatMap(imagesOf);
    assert.ok(images.length > 0);
    assert.deepEqual(
      images.filter((image) => !PINNED.test(image)),
      [],
    );
  });

  it("says truly where a drawn password is to be read", async () => {
    const { notes = "" } = findTemplate(name);
    const told =
      /get secret (\S+) --output go-template='\{\{(?:\.data\.(\w+)|\(index \.data "([^"]+)"\)) \| base64decode\}\}'/.exec(
        notes,
      );
    if (!told) return assert.ok(!/drawn/.test(notes), notes);
    const [, secret, key = told[3] ?? ""] = told;
    const { tree } = await evaluate(name);
    const found = tree.manifests.find(({ kind, metadata }) => kind === "Secret" && metadata.name === secret);
    assert.match(String(memberOf(found?.stringData, key)), /⟦secret:/);
  });

  it("draws no call from a database: they answer", async () => {
    if (name === FOUNDING) return;
    const { tree } = await evaluate(name);
    const databases = tree.nodes.filter(({ kind, tags }) => kind === "container" && tags.includes("database"));
    const calls = tree.references.filter(
      ({ kind, from }) => kind === "request" && databases.some(({ path }) => path === from),
    );
    assert.deepEqual(calls, []);
  });

  it("keeps every secret out of the tree", async () => {
    const { tree, secrets } = await evaluate(name);
    const text = JSON.stringify(tree);
    for (const [variable, value] of secrets) assert.ok(!text.includes(value), variable);
  });

  it("lets nothing run as root without a reason, and nothing more than it needs", async () => {
    const { tree } = await evaluate(name);
    const pods = tree.manifests.map(podOf).filter((pod) => pod !== undefined);
    for (const pod of pods) {
      assert.equal(pod.automountServiceAccountToken, false);
      assert.ok(!pod.hostNetwork && !pod.hostPID && pod.hostUsers !== true);
      for (const container of pod.containers ?? []) assert.equal(container.securityContext?.privileged, undefined);
    }
  });

  it("says what it needs of cpu and memory", async () => {
    if (name === FOUNDING) return;
    const { spec } = await evaluate(name);
    const silent = (spec?.containers ?? []).filter(({ options }) => options?.resources === undefined);
    assert.deepEqual(
      silent.map((container) => container.name),
      [],
    );
  });
}

const evaluations = new Map<string, Promise<Evaluation>>();

/** Once for all tests of a template. */
function evaluate(name: string): Promise<Evaluation> {
  const known = evaluations.get(name) ?? evaluateAnew(name);
  evaluations.set(name, known);
  return known;
}

async function evaluateAnew(name: string): Promise<Evaluation> {
  const variables = exampleValues(await templateForm(name));
  return evaluationOf(evaluateFile(findTemplate(name).file, { variables }));
}

interface Pod {
  readonly automountServiceAccountToken?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostUsers?: boolean;
  readonly containers?: readonly PodContainer[];
  readonly initContainers?: readonly PodContainer[];
}

interface PodContainer {
  readonly image: string;
  readonly securityContext?: { readonly privileged?: boolean };
}

function podOf({ kind, spec }: Manifest): Pod | undefined {
  const path = kind === "CronJob" ? ["jobTemplate", "spec", "template", "spec"] : ["template", "spec"];
  return memberOf(spec, ...path) as Pod | undefined;
}

function imagesOf(manifest: Manifest): string[] {
  const { containers = [], initContainers = [] } = podOf(manifest) ?? {};
  return [...containers, ...initContainers].map(({ image }) => image);
}
