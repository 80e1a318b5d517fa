const DOCKER_HUB = "docker.io";
const DOCKER_HUB_NAMES = new Set([DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "hub.docker.com"]);

/** The registry an image comes from, as container runtimes read its name: `ghcr.io/owner/app:1` → `ghcr.io`. */
export function registryOf(image: string): string {
  const [first = "", ...rest] = image.split("/");
  const host = rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : DOCKER_HUB;
  return DOCKER_HUB_NAMES.has(host) ? DOCKER_HUB : host;
}

/** Whether an image comes from a registry, which may be given with the beginning of a path: `ghcr.io/owner`. */
export function fromRegistry(image: string, registry: string): boolean {
  const [host = "", ...path] = registry.replace(/\/+$/, "").split("/");
  if (registryOf(`${host}/any`) !== registryOf(image)) return false;
  if (DOCKER_HUB_NAMES.has(host) || path.length === 0) return true;
  return image.startsWith(`${[host, ...path].join("/")}/`);
}
