import { checkedPort } from "./checked-port.ts";
import type { Service } from "./service.ts";

/** A text longer than this is looked at no further: it holds no address that anyone would look for. */
const LONGEST = 64 * 1024;
const HTTP = { http: 80, https: 443 } as const;

/**
 * Ports by which the texts of containers call each other become ports of the called: `db:5432`, `http://web`, or a host and
 * a port in variables that differ in their last word, `DB_HOST` and `DB_PORT`.
 */
export function findMentionedPorts(services: readonly Service[]): void {
  const byHost = new Map<string, Service>();
  for (const service of services) {
    for (const alias of service.draft.options.aliases ?? []) byHost.set(alias, service);
  }
  for (const service of services) byHost.set(service.container, service);
  const unknown = services.filter(({ draft }) => draft.ports.size === 0);
  for (const service of services) {
    for (const text of textsOf(service)) mentionsIn(text, byHost, service);
    pairsIn(service, byHost);
  }
  for (const service of unknown) checkedPortFirst(service);
}

/** Of ports that others only seem to mean, that on which the health check finds it is surest. */
function checkedPortFirst(service: Service): void {
  const { ports } = service.draft;
  const checked = checkedPort(service);
  if (checked === undefined || ports.size === 0) return;
  const others = [...ports];
  ports.clear();
  for (const port of [checked, ...others]) ports.add(port);
}

function textsOf({ draft }: Service): string[] {
  const { environment, command, args, mounts } = draft;
  const files = mounts.flatMap(({ file, files }) => [
    ...(file === undefined ? [] : [file]),
    ...Object.values(files ?? {}),
  ]);
  return [...environment.values(), ...(command ?? []), ...(args ?? []), ...files].map(String);
}

const MENTION = /(?:(https?):\/\/|(?<![\w.-]))([a-z][a-z0-9-]*)(?::([0-9]{2,5}))?(?![\w-]|:\$)/g;

/** What calls itself without a port says what others call it by, which may well be a proxy's. */
function mentionsIn(text: string, byHost: ReadonlyMap<string, Service>, mentioning: Service): void {
  for (const [, scheme, host = "", port] of text.slice(0, LONGEST).matchAll(MENTION)) {
    const service = byHost.get(host);
    if (!service) continue;
    if (port !== undefined) addPort(service, Number(port));
    else if (scheme !== undefined && service !== mentioning) addPort(service, HTTP[scheme as keyof typeof HTTP]);
  }
}

function pairsIn({ draft }: Service, byHost: ReadonlyMap<string, Service>): void {
  for (const [key, value] of draft.environment) {
    const start = /^(.*_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.exec(key)?.[1];
    const service = start === undefined ? undefined : byHost.get(String(value));
    const port = draft.environment.get(`${start}PORT`);
    if (service && /^[1-9][0-9]{0,4}$/.test(String(port))) addPort(service, Number(port));
  }
}

function addPort({ draft }: Service, port: number): void {
  if (port >= 1 && port <= 65535) draft.ports.add(port);
}
