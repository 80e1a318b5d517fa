/**
 * A step in the life of a simulated object, as kwok takes it
 * (https://kwok.sigs.k8s.io/docs/user/stages-configuration/): a selector (jq) says when it is due, a Go template says
 * what the status becomes.
 */
export interface Stage {
  readonly apiVersion: "kwok.x-k8s.io/v1alpha1";
  readonly kind: "Stage";
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

export interface Condition {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

interface Event {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

interface Next {
  readonly statusTemplate?: string;
  readonly event?: Event;
  readonly finalizers?: { readonly empty: true };
  readonly delete?: true;
}

export function stage(
  name: string,
  kind: "Node" | "Pod",
  when: readonly Condition[],
  next: Next,
  delay?: unknown,
): Stage {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: "v1", kind },
      selector: { matchExpressions: when },
      next,
      ...(delay ? { delay } : {}),
    },
  };
}
