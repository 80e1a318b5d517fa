import type { Service } from "./service.ts";

/** Hosts that only Docker, or a platform on it, gives an answer to. */
const HOSTS: readonly (readonly [host: RegExp, code: string, what: string, fix: string])[] = [
  [
    /(?<![\w.])127\.0\.0\.11(?![\w.])/,
    "docker-dns",
    "is Docker's name server, and there is none at that address here",
    "name the cluster's, mostly kube-dns.kube-system.svc.cluster.local",
  ],
  [
    /(?<![\w.-])(?:host\.docker\.internal|gateway\.docker\.internal)(?![\w.-])/,
    "docker-host",
    "is the machine that Docker runs on, and no container reaches its node",
    "run what is meant as a container, or name its address",
  ],
  [
    /(?<![\w.-])srv-captain--[\w${}-]+/,
    "other-app",
    "is an app of CapRover that this file does not hold, and nothing is called that here",
    "name the host of a container, or of another project that options.network.to allows",
  ],
];
const LONGEST = 64 * 1024;

/** Warns where a text names a host that is not there outside of Docker: once for each host and container. */
export function warnOfDockerHosts(service: Service): void {
  const { environment, command, args, mounts } = service.draft;
  const texts: [string, unknown][] = [
    ...environment,
    ...[...(command ?? []), ...(args ?? [])].map((word): [string, unknown] => ["command", word]),
    ...mounts.flatMap(({ file, path }): [string, unknown][] => (file === undefined ? [] : [[path ?? "file", file]])),
  ];
  for (const [pattern, code, what, fix] of HOSTS) {
    for (const [place, text] of texts) {
      const host = pattern.exec(String(text).slice(0, LONGEST))?.[0];
      if (host === undefined) continue;
      service.warn(service.path, code, `${place} of ${service.container} names ${host}, which ${what}`, fix);
      break;
    }
  }
}
