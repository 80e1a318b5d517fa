import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { containerOf, importText, rowOf } from "./support.ts";

/** What a key of a service becomes: the YAML below the service, and the part of the container. */
const BECOMES: readonly (readonly [name: string, yaml: string, part: object])[] = [
  ["a command as a text", 'command: run --name "a b" $$HOME', { args: ["run", "--name", "a b", "$$HOME"] }],
  ["a command as a list", "command: [run, 1]", { args: ["run", "1"] }],
  ["an entrypoint", "entrypoint: /start -x", { command: ["/start", "-x"] }],
  ["an empty entrypoint before a command", "entrypoint: []\ncommand: a b", { command: ["a", "b"] }],
  ["a working folder", "working_dir: /srv", { workingDir: "/srv" }],
  [
    "an environment as a mapping",
    "environment: { A: 1, B: true, C: x$$y }",
    { environment: { A: 1, B: true, C: "x$$y" } },
  ],
  ["an environment as a list", "environment: [A=1=2, B=]", { environment: { A: "1=2", B: "" } }],
  ["a published port", 'ports: ["8080:3000"]', { options: { expose: 3000 } }],
  ["a port alone", "ports: [80]", { options: { expose: 80 } }],
  [
    "a database's port",
    'ports: ["15432:5432"]',
    { options: { expose: { port: 5432, protocol: "tcp", publicPort: 15432 } } },
  ],
  ["a udp port", 'ports: ["53:53/udp"]', { options: { expose: { port: 53, protocol: "udp" } } }],
  ["ssh", 'ports: ["2022:22"]', { options: { expose: { port: 22, protocol: "ssh", publicPort: 2022 } } }],
  ["a range of ports", 'ports: ["8000-8001:8000-8001"]', { options: { expose: [{ port: 8000 }, { port: 8001 }] } }],
  ["a port of the machine itself", 'ports: ["127.0.0.1:8080:80"]', { options: { ports: [80] } }],
  ["a port with a blank outside", 'ports: ["${PORT:-8080}:80"]', { options: { expose: 80 } }],
  [
    "the long syntax of a port",
    "ports: [{ target: 9999, published: 1, protocol: tcp, app_protocol: postgresql }]",
    { options: { expose: { port: 9999, protocol: "tcp", publicPort: 1 } } },
  ],
  ["http beside https", 'ports: ["80:80", "443:443"]', { options: { expose: 80, ports: [443] } }],
  ["ports for others", 'expose: [3000, "4000-4001", "53/udp"]', { options: { ports: [3000, 4000, 4001, "53/udp"] } }],
  ["replicas", "deploy: { replicas: 3 }", { options: { replicas: 3 } }],
  ["scale", "scale: 2", { options: { replicas: 2 } }],
  ["one on every node", "deploy: { mode: global }", { options: { workload: "daemon" } }],
  ["a job", "deploy: { mode: replicated-job }", { options: { workload: "job" } }],
  [
    "replicas of a job",
    "deploy: { mode: replicated-job, replicas: 3 }\nports: ['80']",
    { options: { workload: { kind: "job", completions: 3, parallelism: 3 } } },
  ],
  ["a volume with a name of one letter", "volumes: ['d:/d']", { options: { volumes: [{ volume: "d", path: "/d" }] } }],
  [
    "limits and reservations",
    "deploy: { resources: { limits: { cpus: '2', memory: 1G }, reservations: { cpus: '0.5', memory: 1G } } }",
    { options: { resources: { memory: "1Gi", requests: { cpu: "500m" }, limits: { cpu: "2" } } } },
  ],
  [
    "graphics processors",
    "deploy: { resources: { reservations: { devices: [{ capabilities: [gpu], count: 2 }] } } }",
    { options: { resources: { gpus: 2 } } },
  ],
  [
    "older limits",
    "mem_limit: 512m\nmem_reservation: 128m",
    { options: { resources: { requests: { memory: "128Mi" }, limits: { memory: "512Mi" } } } },
  ],
  [
    "old ones first",
    "deploy: { update_config: { parallelism: 2, order: stop-first } }",
    { options: { rollout: { unavailable: 2 } } },
  ],
  ["no restart", 'restart: "no"', { options: { deployment: "self-managed" } }],
  ["no restart, as YAML 1.1 has it", "restart: false", { options: { deployment: "self-managed" } }],
  [
    "a check by a command",
    "healthcheck: { test: [CMD, pg_isready, -q], interval: 5s }",
    { options: { health: { command: ["pg_isready", "-q"], interval: 5 } } },
  ],
  [
    "a check by a shell",
    "healthcheck: { test: redis-cli ping | grep PONG }",
    { options: { health: { command: ["sh", "-c", "redis-cli ping | grep PONG"] } } },
  ],
  [
    "a check over http",
    "ports: ['80']\nhealthcheck: { test: 'curl -f localhost/up || exit 1' }",
    { options: { expose: 80, health: { http: "/up" } } },
  ],
  [
    "a check over http",
    "ports: ['80']\nhealthcheck: { test: [CMD, curl, -f, 'http://localhost/up || exit 1'] }",
    { options: { expose: 80, health: { http: "/up" } } },
  ],
  [
    "a check over http at another port",
    "ports: ['80']\nexpose: [9000]\nhealthcheck: { test: [CMD, wget, -q, --spider, 'http://127.0.0.1:9000/x'] }",
    { options: { expose: 80, ports: [9000], health: { http: "/x", port: 9000 } } },
  ],
  [
    "a connection",
    "ports: ['80']\nhealthcheck: { test: curl http://localhost }",
    { options: { expose: 80, health: { tcp: true } } },
  ],
  ["no check", "healthcheck: { disable: true }", { options: { health: false } }],
  ["NONE", "healthcheck: { test: [NONE] }", { options: { health: false } }],
  [
    "a long start",
    "healthcheck: { test: 'true', start_period: 5m, interval: 10s, retries: 6 }",
    { options: { health: { command: ["sh", "-c", "true"], failures: 6, start: 360 } } },
  ],
  ["tmpfs", "tmpfs: /run", { options: { volumes: [{ empty: { name: "run", memory: true }, path: "/run" }] } }],
  [
    "an anonymous volume",
    "volumes: [/var/lib/app]",
    { options: { volumes: [{ empty: "app", path: "/var/lib/app" }] } },
  ],
  [
    "a read-only volume",
    "volumes: ['data:/data:ro']",
    { options: { volumes: [{ volume: "data", path: "/data", readOnly: true }] } },
  ],
  [
    "a part of a volume",
    "volumes: [{ type: volume, source: data, target: /data, volume: { subpath: a/b } }]",
    { options: { volumes: [{ volume: "data", path: "/data", subPath: "a/b" }] } },
  ],
  [
    "shared memory",
    "shm_size: 1gb",
    { options: { volumes: [{ empty: { name: "shm", size: "1Gi", memory: true }, path: "/dev/shm" }] } },
  ],
  ["a user", 'user: "1000:100"', { options: { security: { user: 1000, group: 100 } } }],
  ["root by name", "user: root", { options: { security: { user: 0 } } }],
  [
    "capabilities",
    "cap_drop: [ALL]\ncap_add: [CAP_NET_BIND_SERVICE, chown]",
    { options: { security: { capabilities: ["NET_BIND_SERVICE", "CHOWN"] } } },
  ],
  ["capabilities it has anyway", "cap_add: [CHOWN]", {}],
  [
    "capabilities added to the usual ones",
    "cap_drop: [KILL]\ncap_add: [AUDIT_WRITE]",
    {
      options: {
        security: {
          capabilities: [
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "NET_BIND_SERVICE",
            "SETGID",
            "SETUID",
            "AUDIT_WRITE",
          ],
        },
      },
    },
  ],
  ["no capabilities", "cap_drop: [ALL]\ncap_add: [KILL]", { options: { security: { capabilities: ["KILL"] } } }],
  ["a read-only root", "read_only: true", { options: { security: { readOnlyRoot: true } } }],
  [
    "kernel settings",
    "sysctls: { net.ipv4.tcp_syncookies: 0 }",
    { options: { security: { sysctls: { "net.ipv4.tcp_syncookies": "0" } } } },
  ],
  ["a terminal", "tty: true", { options: { interactive: true } }],
  ["how long it may stop", "stop_grace_period: 1m30s", { options: { lifecycle: { grace: 90 } } }],
  [
    "hooks",
    "pre_stop: [{ command: /drain now }]",
    { options: { lifecycle: { beforeStop: { command: ["/drain", "now"] } } } },
  ],
  ["when the image is fetched", "pull_policy: if_not_present", { options: { pull: "missing" } }],
  [
    "fixed hosts",
    'extra_hosts: ["a.example.com=10.0.0.1", "b:[::1]"]',
    { options: { network: { hosts: { "a.example.com": "10.0.0.1", b: "::1" } } } },
  ],
  ["no network", "network_mode: none", { options: { network: { internet: false } } }],
  ["a label that is a word", "labels: { tier: backend, web: '' }", { options: { tags: ["backend", "web"] } }],
  [
    "Traefik's port and host",
    "labels: ['traefik.http.routers.a.rule=Host(`a.example.com`)', 'traefik.http.services.a.loadbalancer.server.port=81']",
    { options: { expose: { port: 81, hosts: ["a.example.com"] } } },
  ],
];

/** What never gets power over a host, or has no counterpart: it is lost, and told. */
const LOST: readonly (readonly [key: string, yaml: string])[] = [
  ["privileged", "privileged: true"],
  ["pid", "pid: host"],
  ["ipc", "ipc: host"],
  ["uts", "uts: host"],
  ["userns_mode", "userns_mode: host"],
  ["network_mode", "network_mode: host"],
  ["network_mode", "network_mode: service:db"],
  ["devices", "devices: [/dev/kvm]"],
  ["cap_add.0", "cap_add: [SYS_ADMIN]"],
  ["security_opt.0", "security_opt: [apparmor:unconfined]"],
  ["sysctls.0", "sysctls: [kernel.msgmax=1]"],
  ["volumes.0", "volumes: ['/:/host']"],
  ["volumes.0", "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']"],
  ["volumes.0", "volumes: ['/proc:/host/proc']"],
  ["volumes.0", "volumes: ['../../../etc/shadow:/shadow']"],
  ["volumes.0", "volumes: ['~/.ssh:/root/.ssh']"],
  ["volumes.0", "volumes: [{ type: bind, source: /sys, target: /sys }]"],
  ["volumes.0", "volumes: [{ type: npipe, source: x, target: /x }]"],
  ["env_file", "env_file: ../../secrets.env"],
  ["user", "user: postgres"],
  ["ulimits", "ulimits: { nofile: 1024 }"],
  ["stop_signal", "stop_signal: SIGINT"],
  ["logging", "logging: { driver: syslog }"],
  ["platform", "platform: linux/arm64"],
  ["healthchek", "healthchek: {}"],
];

describe("keys of a compose service", () => {
  for (const [name, yaml, part] of BECOMES) {
    it(`translates ${name}`, async () => {
      const { name: _, image: __, ...rest } = await containerOf(yaml);
      assert.deepEqual(rest, part);
    });
  }

  for (const [key, yaml] of LOST) {
    it(`says that ${yaml.split("\n")[0]} is lost, and why`, async () => {
      const outcome = await importText(`services:\n  web:\n    image: nginx\n    ${yaml}\n`);
      const row = rowOf(outcome, `services.web.${key}`);
      assert.equal(row.fate, "unsupported");
      assert.ok(row.reason);
      assert.deepEqual(outcome.definition.containers, [{ name: "web", image: "nginx" }]);
    });
  }

  it("has a loss told where it was lost", async () => {
    const { text } = await importText("services: { web: { image: nginx, cap_add: [NET_ADMIN], pid: host } }");
    assert.match(text, /^ {4}\/\/ Not taken over: cap_add NET_ADMIN, pid\.$/m);
  });

  it("suggests the key that was meant", async () => {
    const outcome = await importText("services: { web: { image: nginx, enviroment: {} } }");
    assert.match(rowOf(outcome, "services.web.enviroment").reason ?? "", /did you mean "environment"/);
  });
});
