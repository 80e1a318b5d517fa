import type { Manifest } from "../constructs/manifest.ts";

interface IngressSpec {
  readonly tls?: readonly { readonly hosts?: readonly string[] }[];
  readonly rules?: readonly {
    readonly host?: string;
    readonly http?: { readonly paths?: readonly { readonly path?: string }[] };
  }[];
}

interface LoadBalancer {
  readonly spec?: { readonly type?: string; readonly ports?: readonly { readonly port: number }[] };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}

/** Public addresses of a project: those of its Ingresses, and of Services that were given one. Live objects know both. */
export function publicAddresses(objects: Iterable<Manifest>): string[] {
  const addresses = Array.from(objects).flatMap((object) => {
    if (object.kind === "Ingress") return ingressAddresses(object.spec as IngressSpec | undefined);
    return object.kind === "Service" ? serviceAddresses(object as LoadBalancer) : [];
  });
  return [...new Set(addresses)];
}

function ingressAddresses({ tls = [], rules = [] }: IngressSpec = {}): string[] {
  const secure = new Set(tls.flatMap(({ hosts = [] }) => hosts));
  return rules.flatMap(({ host, http }) => {
    if (!host) return [];
    const paths = http?.paths?.length ? http.paths : [{ path: "/" }];
    return paths.map(({ path = "/" }) => `${secure.has(host) ? "https" : "http"}://${host}${path === "/" ? "" : path}`);
  });
}

function serviceAddresses({ spec, status }: LoadBalancer): string[] {
  if (spec?.type !== "LoadBalancer") return [];
  const hosts = status?.loadBalancer?.ingress?.map(({ ip, hostname }) => hostname ?? ip).filter(Boolean) ?? [];
  return hosts.flatMap((host) => (spec.ports ?? []).map(({ port }) => `${host}:${port}`));
}
