import type { ImportFormat } from "../../templates/importers/importer.ts";

/** A file that means harm, or what a careless one looks like. */
export interface HostileFile {
  readonly name: string;
  readonly format: ImportFormat;
  /** Made when it is needed: some are large. */
  readonly text: () => string;
  /**
   * `refused`: it becomes nothing, and a diagnostic says why. `told`: it becomes something safe, and the loss report names
   * `lost`. `harmless`: it is what it looks like, text.
   */
  readonly ends: "refused" | "told" | "harmless";
  /** Paths of the input, as in `services.a.privileged`, that must be told as not supported. */
  readonly lost?: readonly string[];
}

const compose = (name: string, ends: HostileFile["ends"], text: string | (() => string), lost?: string[]) =>
  ({
    name,
    format: "compose",
    ends,
    text: typeof text === "string" ? () => text : text,
    ...(lost && { lost }),
  }) satisfies HostileFile;

/** A service of compose with these lines, besides its image. */
const service = (...lines: readonly string[]) =>
  `services:\n  a:\n    image: nginx:1.29\n${lines.map((line) => `    ${line}\n`).join("")}`;

const MEBIBYTE = 2 ** 20;

export const HOSTILE_FILES: readonly HostileFile[] = [
  compose("aliases of aliases of aliases", "refused", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? '"lol"' : `*l${level - 1}`;
      return `x-${level}: &l${level} [${Array.from({ length: 10 }, () => inner).join(", ")}]`;
    });
    return `${levels.join("\n")}\nservices:\n  a:\n    image: nginx\n    command: *l11\n`;
  }),
  compose("merge keys of merge keys", "refused", () => {
    const levels = Array.from({ length: 24 }, (_, level) => {
      if (level === 0) return "x-0: &l0 { k: v }";
      return `x-${level}: &l${level}\n  a: { <<: *l${level - 1} }\n  b: { <<: *l${level - 1} }`;
    });
    return `${levels.join("\n")}\nservices:\n  a:\n    image: nginx\n    environment: { <<: *l23 }\n`;
  }),
  compose("an alias of itself", "refused", "x-a: &a [*a]\nservices:\n  a:\n    image: nginx\n    command: *a\n"),
  compose(
    "a prototype in the root",
    "refused",
    "__proto__:\n  privileged: true\nservices:\n  a:\n    image: nginx:1\n",
  ),
  compose(
    "a service called __proto__",
    "refused",
    "services:\n  __proto__:\n    image: nginx:1\n    privileged: true\n",
  ),
  compose("a prototype in a service", "refused", service("__proto__: { privileged: true }", "constructor: { a: 1 }")),
  compose("a prototype in the environment", "refused", service("environment:", "  __proto__: x", "  constructor: y")),
  {
    name: "words that every object has by itself",
    ends: "told",
    format: "compose",
    text: () =>
      "services:\n  a:\n    image: nginx:1\n    valueOf: 1\n    deploy: { toString: 1 }\n    environment: { A: '${valueOf}' }\nhasOwnProperty: 1\n",
    lost: ["services.a.valueOf", "services.a.deploy.toString", "hasOwnProperty"],
  },
  compose("a text of 10 MiB", "refused", () => service(`environment:`, `  A: ${"x".repeat(10 * MEBIBYTE)}`)),
  compose("10,000 services", "refused", () => {
    const services = Array.from({ length: 10_000 }, (_, index) => `  s${index}:\n    image: nginx:1\n`);
    return `services:\n${services.join("")}`;
  }),
  compose("2,000 services on a line each", "refused", () => {
    const services = Array.from({ length: 2000 }, (_, index) => `  s${index}: {image: nginx}\n`);
    return `services:\n${services.join("")}`;
  }),
  compose("lists in lists in lists", "refused", () => `services: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`),
  compose("mappings in mappings by indentation", "refused", () => {
    return Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
  }),
  compose(
    "an open bracket without end",
    "refused",
    () => `services: {a: {image: nginx, command: [${"a,".repeat(30_000)}`,
  ),
  compose("an environment file above", "told", service("env_file: ../../../../etc/passwd"), ["services.a.env_file"]),
  compose("an absolute environment file", "told", service("env_file: [/etc/passwd]")),
  compose("a config file above", "told", `${service("configs: [c]")}configs:\n  c:\n    file: ../../etc/passwd\n`),
  compose("a secret file above", "told", `${service("secrets: [s]")}secrets:\n  s:\n    file: /etc/shadow\n`),
  compose("a base file above", "refused", "services:\n  a:\n    extends: { file: ../../../etc/passwd, service: a }\n"),
  compose("an included file above", "refused", `include: [../../../etc/passwd]\n${service()}`),
  compose("an included address", "refused", `include: ["https://example.com/compose.yaml"]\n${service()}`),
  compose("the host's root", "told", service('volumes: ["/:/host"]')),
  compose("the host's files above", "told", service('volumes: ["../../../../etc:/host:ro"]')),
  compose("the host's files in long form", "told", service("volumes:", "  - { type: bind, source: /etc, target: /x }")),
  compose(
    "a volume that is the host's folder",
    "told",
    `${service('volumes: ["vol:/v"]')}volumes:\n  vol:\n    driver: local\n    driver_opts: { type: none, o: bind, device: /etc }\n`,
  ),
  compose("the socket of Docker", "told", service('volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'), [
    "services.a.volumes[0]",
  ]),
  compose("privileged", "told", service("privileged: true"), ["services.a.privileged"]),
  compose("the host's network", "told", service("network_mode: host"), ["services.a.network_mode"]),
  compose("another's network", "told", service('network_mode: "container:other"'), ["services.a.network_mode"]),
  compose("the host's processes", "told", service("pid: host"), ["services.a.pid"]),
  compose("the host's memory", "told", service("ipc: host"), ["services.a.ipc"]),
  compose("the host's users", "told", service("userns_mode: host"), ["services.a.userns_mode"]),
  compose("the host's name space", "told", service("uts: host", "cgroup: host"), [
    "services.a.uts",
    "services.a.cgroup",
  ]),
  compose("all capabilities", "told", service("cap_add: [ALL]"), ["services.a.cap_add[0]"]),
  compose("capabilities of an administrator", "told", service("cap_add: [SYS_ADMIN, NET_ADMIN, SYS_PTRACE]"), [
    "services.a.cap_add[0]",
    "services.a.cap_add[1]",
    "services.a.cap_add[2]",
  ]),
  compose("devices", "told", service('devices: ["/dev/sda:/dev/sda:rwm"]'), ["services.a.devices"]),
  compose("rules for devices", "told", service('device_cgroup_rules: ["c 1:3 mr"]'), [
    "services.a.device_cgroup_rules",
  ]),
  compose("no confinement", "told", service("security_opt: [seccomp:unconfined, apparmor=unconfined]"), [
    "services.a.security_opt[0]",
    "services.a.security_opt[1]",
  ]),
  compose("sysctls of the host", "told", service("sysctls: { kernel.core_pattern: '|/bin/sh', vm.swappiness: 1 }")),
  compose("a runtime of its own", "told", service("runtime: nvidia", "cgroup_parent: /"), ["services.a.cgroup_parent"]),
  compose(
    "commands in values",
    "harmless",
    service("environment:", '  A: "$$(cat /etc/passwd) `id`"', "command: $$(id)"),
  ),
  compose("a variable without end", "harmless", () => service(`command: "${"${A:-".repeat(20_000)}"`)),
  compose("variables in variables", "harmless", () => service(`command: "${"${A:-".repeat(40)}x${"}".repeat(40)}"`)),
  compose("a function of JavaScript", "told", service("command: !!js/function 'function () { return 1 }'")),
  compose("an object of Python", "told", service("command: !!python/object/apply:os.system [id]")),
  compose("binary", "told", service("environment:", "  A: !!binary aGVsbG8=")),
  compose("numbers without end", "told", service("deploy: { replicas: 1e999 }", `mem_limit: ${"9".repeat(400)}`)),
  compose("more replicas than there are nodes on earth", "told", service("scale: 999999999999")),
  compose("ports that are none", "told", service('ports: ["99999999:80", "-1:80", "80:0"]')),
  compose("a range of all ports", "told", service('ports: ["1-65535:1-65535"]')),
  compose("a NUL in a value", "refused", service('environment: { A: "a\\0b" }')),
  compose("control characters in a value", "harmless", service('environment: { A: "a\\x01\\x1b[2Jb" }')),
  compose(
    "a terminal's escapes in a name",
    "harmless",
    `services:\n  "a\\x1b[2J\\x1b]0;owned\\x07":\n    image: nginx:1\n`,
  ),
  compose("a terminal's escapes in a key", "told", service('"\\x1b[31mkey\\x1b[0m": 1')),
  compose("a name that is a path", "harmless", 'services:\n  "../../etc":\n    image: nginx:1\n'),
  compose("a name of 10,000 letters", "refused", () => `services:\n  ${"a".repeat(10_000)}:\n    image: nginx:1\n`),
  compose("an image that is none", "refused", 'services:\n  a:\n    image: "nginx; rm -rf /"\n'),
  compose("a mark of ours in a value", "refused", service('environment: { A: "⟦secret:other⟧" }')),
  compose("labels of ours", "told", service("labels:", "  espalier.dev/project: other", "  traefik.enable: 'true'")),
  compose("a list for a mapping", "refused", "services: [a, b]\n"),
  compose("nothing", "refused", ""),
  compose("several documents", "refused", "services: {a: {image: nginx}}\n---\nservices: {}\n"),
  oneClick("a pattern that backtracks without end", "told", "/^(a+)+$/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
  oneClick("a pattern that is none", "told", "/((/", "x"),
  oneClick("a pattern of 10,000 signs", "told", `/${"(a|b)".repeat(2000)}/`, "a"),
  {
    name: "random characters without end",
    format: "one-click",
    ends: "told",
    text: () => oneClickText("x", "$$cap_gen_random_hex(999999999)"),
  },
  {
    name: "one-click: privileged, by its own override",
    format: "one-click",
    ends: "told",
    text: () =>
      `${oneClickText("x", "y")}`.replace(
        "image: nginx:1",
        "image: nginx:1\n    privileged: true\n    caproverExtra: { containerHttpPort: 80 }",
      ),
  },
  {
    name: "coolify: privileged, with the socket of Docker",
    format: "coolify",
    ends: "told",
    lost: ["services.a.privileged"],
    text: () =>
      `# documentation: https://example.com\n# slogan: x\n${service(
        "environment:",
        "  - SERVICE_FQDN_A_80",
        "privileged: true",
        "volumes:",
        "  - { type: bind, source: /var/run/docker.sock, target: /var/run/docker.sock }",
      )}`,
  },
  {
    name: "coolify: passwords of any length",
    format: "coolify",
    ends: "told",
    text: () =>
      `# slogan: x\n${service("environment:", "  - A=$SERVICE_PASSWORD_999999999_A", "  - SERVICE_FQDN_A_80")}`,
  },
];

function oneClick(name: string, ends: HostileFile["ends"], pattern: string, value: string): HostileFile {
  return { name, format: "one-click", ends, text: () => oneClickText(pattern, value) };
}

function oneClickText(pattern: string, value: string): string {
  return `captainVersion: 4
services:
  $$cap_appname:
    image: nginx:1
    environment: { A: $$cap_a }
caproverOneClickApp:
  displayName: Hostile
  variables:
    - id: $$cap_a
      label: A
      defaultValue: ${JSON.stringify(value)}
      validRegex: ${JSON.stringify(pattern)}
`;
}
