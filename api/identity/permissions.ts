/**
 * A permission is a single unit of rights; a role is a set of them, made freely in each project; a key carries some of
 * them. What each lets do is told here once, and shown from here by the API and its reference.
 */
export const PERMISSIONS = {
  read: "see the project: its definition, diagram, status, logs, members; never the value of a secret",
  write: "add and change: the definition, variables that are no secrets, change sets, settings; not remove",
  delete: "remove: containers, volumes, variables, zones, the project itself",
  deploy: "deploy, cancel, retry and roll back",
  secrets: "set and change secret values; nobody can read one",
  invite: "invite people with at most one's own permissions, change roles of members, remove members",
  roles: "make, change and remove roles with at most one's own permissions",
  keys: "make and revoke the project's own keys with at most one's own permissions",
  kubeconfig: "get access to the project's namespace in each zone",
  canSnapshot: "take and restore snapshots of volumes",
} as const;

export type Permission = keyof typeof PERMISSIONS;

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];

/** The permissions of `wanted` that are not in `held`; empty when none goes beyond. */
export function beyond(wanted: Iterable<Permission>, held: ReadonlySet<Permission>): Permission[] {
  return [...wanted].filter((permission) => !held.has(permission));
}

/** Roles that every project begins with. They are ordinary roles, but the admin's cannot be changed or removed. */
export const FIRST_ROLES: readonly {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly builtIn: boolean;
}[] = [
  { name: "admin", description: "may do everything", permissions: ALL_PERMISSIONS, builtIn: true },
  {
    name: "developer",
    description: "changes and deploys the project, removes nothing",
    permissions: ["read", "write", "deploy", "secrets"],
    builtIn: false,
  },
  { name: "reader", description: "sees everything but secret values", permissions: ["read"], builtIn: false },
];
