import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { evaluate } from "../../templates/evaluate.ts";
import { listTemplates, readTemplate } from "../../templates/gallery.ts";
import { variablesOf } from "../../templates/template-form.ts";
import { dummyValues } from "../catalog/dummy-values.ts";

export interface LintedTemplate {
  readonly template: string;
  readonly manifests: readonly Manifest[];
}

const ZONE: ZoneContext = {
  name: "lint",
  city: "Sofia",
  domain: "lint.example",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "lint",
  claim: { cpu: "64", memory: "256Gi", storage: "10Ti", pods: 300, services: 300, volumes: 300 },
};

/** What every template of the gallery becomes, with dummy values where it asks for one. */
export async function galleryManifests(): Promise<LintedTemplate[]> {
  const linted: LintedTemplate[] = [];
  for (const { name } of await listTemplates()) linted.push({ template: name, manifests: await manifestsOf(name) });
  return linted;
}

export async function manifestsOf(name: string): Promise<readonly Manifest[]> {
  const source = await readTemplate(name);
  const { value, diagnostics } = await evaluate({
    file: source.file,
    zone: ZONE,
    variables: dummyValues(await variablesOf(source)),
    generated: { get: async (_project, _variable, draw) => draw() },
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  return value.tree.manifests;
}
