import { groupOf } from "../kubernetes/object-path.ts";
import type { FieldChange } from "../plan-types.ts";
import type { LiveObject } from "../zone-client.ts";
import { parseQuantity } from "./quantity.ts";

/** A change that the API server refuses to make in place. */
interface ReplaceRule {
  /** Matches the path of a changed field. */
  readonly field: RegExp;
  /** Fields that match, but can be changed. */
  readonly except?: RegExp;
  /** Further condition on the change. */
  readonly when?: (change: FieldChange, live: LiveObject) => boolean;
  /** `FIELD cannot be changed in place` unless told. */
  readonly because?: string;
}

const isImmutable = (_change: FieldChange, live: LiveObject) => live.immutable === true;
const shrinks = ({ from, to }: FieldChange) => (parseQuantity(to) ?? 0) < (parseQuantity(from) ?? 0);
const headless = ({ from, to }: FieldChange) => from !== undefined || to === "None";

const retyped = ({ from = OPAQUE, to = OPAQUE }: FieldChange) => from !== to;
const OPAQUE = "Opaque";

const SELECTOR: ReplaceRule = { field: /^spec\.selector/ };
const IMMUTABLE_DATA: readonly ReplaceRule[] = [
  { field: /^(data|binaryData|immutable)/, when: isImmutable, because: "it is marked as immutable" },
];
const ROLE: readonly ReplaceRule[] = [{ field: /^roleRef/ }];

/**
 * What cannot be changed in place, by `group/Kind`. Source: the update validation of each kind in
 * k8s.io/kubernetes/pkg/apis, 1.36.
 */
const RULES: Readonly<Record<string, readonly ReplaceRule[]>> = {
  "apps/Deployment": [SELECTOR],
  "apps/DaemonSet": [SELECTOR],
  "apps/ReplicaSet": [SELECTOR],
  "apps/StatefulSet": [
    {
      field: /^spec\./,
      except:
        /^spec\.(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)/,
    },
  ],
  "batch/Job": [
    {
      field:
        /^spec\.(selector|template|completionMode|completions|podFailurePolicy|successPolicy|backoffLimitPerIndex|managedBy)/,
    },
  ],
  "/Pod": [
    {
      field: /^spec\./,
      except: /^spec\.((initC|c)ontainers\[[^\]]*\]\.image$|activeDeadlineSeconds|terminationGracePeriodSeconds)/,
    },
  ],
  "/Service": [{ field: /^spec\.clusterIP$/, when: headless }],
  "/PersistentVolumeClaim": [
    { field: /^spec\.resources\.requests\.storage$/, when: shrinks, because: "a volume cannot shrink" },
    { field: /^spec\./, except: /^spec\.(resources|volumeAttributesClassName)/ },
  ],
  "/PersistentVolume": [
    {
      field: /^spec\./,
      except: /^spec\.(capacity|accessModes|persistentVolumeReclaimPolicy|mountOptions|claimRef|nodeAffinity)/,
    },
  ],
  "/Secret": [{ field: /^type$/, when: retyped }, ...IMMUTABLE_DATA],
  "/ConfigMap": IMMUTABLE_DATA,
  "rbac.authorization.k8s.io/RoleBinding": ROLE,
  "rbac.authorization.k8s.io/ClusterRoleBinding": ROLE,
  "storage.k8s.io/StorageClass": [{ field: /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)/ }],
  "scheduling.k8s.io/PriorityClass": [{ field: /^(value|preemptionPolicy)$/ }],
  "networking.k8s.io/IngressClass": [{ field: /^spec\.controller$/ }],
  "apiextensions.k8s.io/CustomResourceDefinition": [{ field: /^spec\.(group|scope|names\.(plural|kind))/ }],
};

/** Why an object must be deleted and made anew to change these fields; `undefined` when it can be changed in place. */
export function replaceReason(live: LiveObject, fields: readonly FieldChange[]): string | undefined {
  const rules = RULES[`${groupOf(live.apiVersion)}/${live.kind}`] ?? [];
  for (const change of fields) {
    const rule = rules.find((candidate) => applies(candidate, change, live));
    if (rule) return rule.because ? `${change.path}: ${rule.because}` : `${change.path} cannot be changed in place`;
  }
  return undefined;
}

function applies({ field, except, when }: ReplaceRule, change: FieldChange, live: LiveObject): boolean {
  return field.test(change.path) && !except?.test(change.path) && (when?.(change, live) ?? true);
}
