import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Evaluation, Secrets } from "../templates/evaluation.ts";
import { errorDiagnostics } from "./error-diagnostic.ts";
import { connectZone } from "./kubernetes-client.ts";
import { planProject } from "./plan.ts";
import type { Plan } from "./plan-types.ts";
import type { SecretKey } from "./secret-key.ts";
import type { Zone } from "./zone.ts";
import type { ZoneClient } from "./zone-client.ts";

export interface PreviewRequest {
  readonly zones: readonly Zone[];
  /** The project's definition, evaluated for a zone. */
  readonly evaluate: (zone: Zone) => Promise<Evaluation>;
  readonly key: SecretKey;
  /** Lets each API server check what would be written. Default: false */
  readonly server?: boolean;
  /** Gives the client of a zone; it is closed at the end. Default: `connectZone` */
  readonly connect?: (zone: Zone) => Promise<ZoneClient>;
}

/** The plan for a zone, or why there is none. */
export interface ZonePreview {
  readonly zone: string;
  readonly plan?: Plan;
  readonly errors: readonly Diagnostic[];
}

/** What deploying a project would change in each of its zones. Writes nothing. Never rejects. */
export function previewProject(request: PreviewRequest): Promise<ZonePreview[]> {
  return Promise.all(request.zones.map((zone) => previewInZone(zone, request)));
}

async function previewInZone(zone: Zone, request: PreviewRequest): Promise<ZonePreview> {
  let secrets: Secrets = new Map();
  let client: ZoneClient | undefined;
  try {
    const evaluation = await request.evaluate(zone);
    secrets = evaluation.secrets;
    client = await (request.connect ?? connectZone)(zone);
    const { key, server = false } = request;
    const plan = await planProject({ tree: evaluation.tree, secrets, client, key, server });
    return { zone: zone.context.name, plan, errors: [] };
  } catch (error) {
    return { zone: zone.context.name, errors: errorDiagnostics(error, zone.context.name, secrets) };
  } finally {
    await client?.close();
  }
}
