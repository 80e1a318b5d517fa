import { DEFAULT_CLAIM, type ZoneContext } from "../constructs/zone-context.ts";

/** A zone that is none: what templates are opened and previewed for. It has everything a definition can ask a zone for. */
export const EXAMPLE_ZONE: ZoneContext = {
  name: "example",
  city: "Example",
  domain: "example.com",
  ingressClass: "none",
  ingressNamespace: "none",
  issuer: "none",
  claim: DEFAULT_CLAIM,
  capabilities: ["cilium.io", "keda.sh", "metrics.k8s.io", "serving.knative.dev"],
};
