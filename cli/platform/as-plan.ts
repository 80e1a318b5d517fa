import type { Schema } from "../../api/client/index.ts";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { LABEL, type Manifest, type ObjectId } from "../../constructs/manifest.ts";
import type { Change, Plan } from "../../engine/plan-types.ts";
import type { ZonePreview } from "../../engine/preview.ts";

/** A plan as the platform tells it, as plans are shown here. */
export function asPreview(project: string, { errors, ...plan }: Schema<"ZonePlan">): ZonePreview {
  if (errors.length > 0) return { zone: plan.zone, errors };
  return { zone: plan.zone, plan: asPlan(project, { ...plan, errors }), errors };
}

/**
 * @param containers names of the project's containers, by which the live view puts objects together; what else is told of
 * manifests stays on the platform
 */
export function asPlan(project: string, plan: Schema<"ZonePlan">, containers: ReadonlySet<string> = new Set()): Plan {
  const { zone, changes, moreChanges, unchanged, notes } = plan;
  const shown = changes.map(asChange);
  const first = shown[0]?.id;
  return {
    project,
    namespace: (first && namespaceOf(first)) || project.replaceAll("_", "-"),
    zone,
    changes: shown,
    unchanged,
    manifests: shown.flatMap((change) => labelled(change, containers)),
    notes: moreChanges > 0 ? [...notes, tooMany(moreChanges)] : notes,
  };
}

function asChange({ moreFields, fields, id, ...change }: Schema<"Change">): Change {
  const shown = fields.map(({ path, from, to, secretChanged }) => ({
    path,
    ...(from !== undefined && { from }),
    // Both sides read the same where only the value of a secret is another one.
    ...(to !== undefined && { to: secretChanged ? `${to} (another value)` : to }),
  }));
  const more = moreFields > 0 ? [{ path: `${moreFields} more fields`, to: "…" }] : [];
  return { ...change, id: id as ObjectId, fields: [...shown, ...more] };
}

function namespaceOf(id: ObjectId): string | undefined {
  const [, kind, namespace, name] = id.split("/");
  return kind === "Namespace" ? name : namespace;
}

/** As much of a manifest as says which container it belongs to. */
function labelled({ id, path }: Change, containers: ReadonlySet<string>): Manifest[] {
  const container = path.split("/")[1];
  if (container === undefined || !containers.has(container)) return [];
  const [group = "", kind = "", namespace = "", name = ""] = id.split("/");
  const metadata = { name, ...(namespace && { namespace }), labels: { [LABEL.container]: container } };
  return [{ apiVersion: group ? `${group}/v1` : "v1", kind, metadata }];
}

function tooMany(count: number): Diagnostic {
  return { severity: "note", code: "cut", message: `${count} further changes are not shown` };
}
