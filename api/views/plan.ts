import { z } from "zod";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { SECRET_REFERENCE, secretReference } from "../../constructs/secret-reference.ts";
import type { Change, FieldChange } from "../../engine/plan-types.ts";
import { formatAmount, type QuotaUse, quotaUse } from "../../engine/planning/quota-note.ts";
import type { ZonePreview } from "../../engine/preview.ts";
import { zoneName } from "../operations/names.ts";
import { DiagnosticView, viewDiagnostics } from "./diagnostic.ts";

const FieldChangeView = z
  .strictObject({
    path: z.string().describe("`spec.template.spec.containers[web].image`"),
    from: z
      .string()
      .optional()
      .describe("Text, or JSON, shortened; absent: it is added. A secret stands as ⟦secret:name⟧."),
    to: z.string().optional().describe("Absent: it is removed."),
    secretChanged: z.literal(true).optional().describe("A secret in it has another value now."),
  })
  .meta({ id: "FieldChange" });

const ChangeView = z
  .strictObject({
    operation: z.enum(["create", "update", "replace", "delete"]),
    id: z.string().describe("The object: `apps/Deployment/shop/web` (group/kind/namespace/name)."),
    path: z.string().describe("Of the construct that it belongs to."),
    fields: z.array(FieldChangeView),
    moreFields: z.int().describe("How many further fields change."),
    because: z.string().optional().describe("Why it must be replaced."),
    dataAtRisk: z.boolean().describe("A volume is deleted or replaced, with what it holds."),
    restarts: z.boolean().describe("Containers restart because of it."),
  })
  .meta({ id: "Change" });

export const ZonePlanView = z
  .strictObject({
    zone: zoneName,
    changes: z.array(ChangeView).describe("In the order of application; empty: nothing would change."),
    moreChanges: z.int().describe("How many further changes there are."),
    unchanged: z.int().describe("Objects that stay as they are."),
    notes: z.array(DiagnosticView).describe("What to know before deploying: restarts, data at risk, quota."),
    quota: z
      .array(
        z.strictObject({
          what: z.enum(["cpu", "memory", "storage", "ephemeral storage", "pods", "services", "volumes"]),
          used: z.string().describe("What the project would use: `1500m`, `2Gi`, `3`."),
          limit: z.string().describe("What its claim in the zone holds."),
          left: z.string().describe("What would be left; 0 when it asks for more than the claim holds."),
          share: z.number().min(0).describe("Used of the limit; above 1 some of the project would not start."),
        }),
      )
      .describe("What the project would use of its claim; empty when there is no plan."),
    errors: z.array(DiagnosticView).describe("Why there is no plan for the zone; empty when there is one."),
  })
  .meta({ id: "ZonePlan" });

export const PlanView = z
  .strictObject({ zones: z.array(ZonePlanView).describe("By name. A zone that is away tells so in its errors.") })
  .meta({ id: "Plan" });

const MOST_CHANGES = 2000;
const MOST_FIELDS = 50;
const LONGEST_VALUE = 300;

export function viewZonePlan({ zone, plan, errors }: ZonePreview): z.output<typeof ZonePlanView> {
  const { changes = [], unchanged = 0, notes = [], manifests = [] } = plan ?? {};
  return {
    zone,
    changes: changes.slice(0, MOST_CHANGES).map(viewChange),
    moreChanges: Math.max(0, changes.length - MOST_CHANGES),
    unchanged,
    notes: viewDiagnostics(notes.map(toldWithoutHashes)),
    quota: quotaUse(manifests).flatMap(viewQuota),
    errors: viewDiagnostics(errors.map(toldWithoutHashes)),
  };
}

type ViewedQuota = z.output<typeof ZonePlanView>["quota"][number];

/** What a person counts; requests stand for cpu and memory, since they are what a claim promises. */
const COUNTED: Readonly<Record<string, ViewedQuota["what"]>> = {
  "requests.cpu": "cpu",
  "requests.memory": "memory",
  "requests.storage": "storage",
  "requests.ephemeral-storage": "ephemeral storage",
  pods: "pods",
  services: "services",
  persistentvolumeclaims: "volumes",
};

function viewQuota({ resource, amount, limit }: QuotaUse): ViewedQuota[] {
  const what = COUNTED[resource];
  if (what === undefined) return [];
  const told = (value: number) => formatAmount(resource, value);
  const share = limit > 0 ? amount / limit : amount > 0 ? 2 : 0;
  return [{ what, used: told(amount), limit: told(limit), left: told(Math.max(0, limit - amount)), share }];
}

function toldWithoutHashes(diagnostic: Diagnostic): Diagnostic {
  const { message, got } = diagnostic;
  return { ...diagnostic, message: withoutHashes(message), ...(got !== undefined && { got: withoutHashes(got) }) };
}

function viewChange({
  operation,
  id,
  path,
  fields,
  because,
  dataAtRisk,
  restarts,
}: Change): z.output<typeof ChangeView> {
  return {
    operation,
    id,
    path,
    fields: fields.slice(0, MOST_FIELDS).map(viewField),
    moreFields: Math.max(0, fields.length - MOST_FIELDS),
    ...(because !== undefined && { because }),
    dataAtRisk,
    restarts,
  };
}

function viewField({ path, from, to }: FieldChange): z.output<typeof FieldChangeView> {
  const [before, after] = [textOf(from), textOf(to)];
  const [shownBefore, shownAfter] = [withoutHashes(before), withoutHashes(after)];
  const secretChanged = before !== after && shownBefore === shownAfter;
  return {
    path,
    ...(shownBefore !== undefined && { from: shortened(shownBefore) }),
    ...(shownAfter !== undefined && { to: shortened(shownAfter) }),
    ...(secretChanged && { secretChanged }),
  };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Hashes of values let those compare them who have the key, and tell everybody when two are the same. */
function withoutHashes<T extends string | undefined>(text: T): T {
  return text?.replace(SECRET_REFERENCE, (_, name: string, encodings: string) =>
    secretReference(name, undefined, encodings),
  ) as T;
}

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}
