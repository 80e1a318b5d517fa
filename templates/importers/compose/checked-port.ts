import { isPlainObject } from "../read-yaml.ts";
import type { Service } from "./service.ts";

/** Of a test's text, as much as is looked at. */
const LONGEST = 4096;
const ITSELF = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::|['"]?,\s*port:\s*)([1-9][0-9]{1,4})(?![0-9])/;

/** The port on which a service's health check asks the service itself: `curl http://localhost:6060/ready`. */
export function checkedPort({ definition: { healthcheck } }: Service): number | undefined {
  if (!isPlainObject(healthcheck)) return undefined;
  const port = Number(ITSELF.exec(JSON.stringify(healthcheck.test ?? "").slice(0, LONGEST))?.[1]);
  return port <= 65_535 ? port : undefined;
}
