import { speaksHttp } from "./known-ports.ts";
import { readPort } from "./port-syntax.ts";
import { itemsOf } from "./project.ts";
import type { Service } from "./service.ts";

/** Where all is published on the machine itself alone, a proxy there brought it to people: here nobody would reach it. */
export function tellNoAddress(services: readonly Service[]): void {
  if (services.some(({ draft }) => draft.ways.length > 0)) return;
  for (const service of services) {
    const found = service.isInit ? undefined : webPort(service);
    if (!found) continue;
    const { container } = service;
    const message = `nothing has a public address: ${container} is published on the machine itself only`;
    service.warn(found.path, "no-address", message, `give ${container} "expose": ${found.port} for an https address`);
    return;
  }
}

function webPort(service: Service) {
  for (const { value, path } of itemsOf(service.definition.ports, [...service.path, "ports"])) {
    const port = readPort(service, value, path)?.targets.find(speaksHttp);
    if (port !== undefined) return { port, path };
  }
  return undefined;
}
