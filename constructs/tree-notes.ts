import type { Container } from "./container.ts";
import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import type { Exposure } from "./exposure.ts";
import { networkNotes } from "./network-notes.ts";
import type { Project } from "./project.ts";
import { securityNotes } from "./security-notes.ts";
import { workloadNotes } from "./workload-notes.ts";

/** What was chosen where the definition is silent. Paths lead into the spec. */
export function treeNotes(project: Project): Diagnostic[] {
  return [
    ...networkNotes(project),
    ...securityNotes(project),
    ...workloadNotes(project),
    ...project.containers.flatMap((container, index) => exposureNotes(container, ["containers", index])),
  ];
}

function exposureNotes({ name, addresses }: Container, container: ValuePath): Diagnostic[] {
  return addresses.flatMap(({ exposure }) => {
    const path = [...container, "options", ...exposure.source];
    return [
      ...portNote(name, exposure, path),
      ...(exposure.shortened === undefined ? [] : [hostNote(name, exposure, path)]),
      ...(exposure.protocol === "http" ? [] : [balancerNote(name, exposure, path)]),
    ];
  });
}

function portNote(name: string, { port, because }: Exposure, path: ValuePath): Diagnostic[] {
  if (because === undefined) return [];
  const unusable = because.endsWith("is not a port");
  return [
    {
      severity: unusable ? "warning" : "note",
      code: "chosen-port",
      message: `${name} is exposed on port ${port}: ${because}`,
      path,
      ...(unusable && { fix: 'give the port itself: "expose": { "port": 8080 }' }),
    },
  ];
}

function hostNote(name: string, { hosts, shortened }: Exposure, path: ValuePath): Diagnostic {
  return {
    severity: "note",
    code: "shortened-host",
    message: `${name} is reached as ${hosts[0]}: ${shortened} is too long for a host name`,
    path,
    allowed: "at most 63 characters",
    fix: 'give it a host of its own: "expose": { "hosts": ["shop.example.com"] }',
  };
}

function balancerNote(name: string, { url }: Exposure, path: ValuePath): Diagnostic {
  return {
    severity: "note",
    code: "load-balancer",
    message: `${name} gets a public address of its own from the zone, which is ${url} once DNS points there`,
    path,
  };
}
