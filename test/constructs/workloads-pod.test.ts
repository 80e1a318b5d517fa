import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileProject } from "../../constructs/compile.ts";
import { Container } from "../../constructs/container.ts";
import { Project } from "../../constructs/project.ts";
import { secretReference } from "../../constructs/secret-reference.ts";
import type { ContainerOptions } from "../../constructs/spec.ts";
import { Volume } from "../../constructs/volume.ts";
import { type Loose, objectOf, ZONE } from "./support/fixtures.ts";
import { assertSnapshot, make, type Words } from "./support/made.ts";

const podOf = (words: Words, ...others: Words[]): Loose => make([words, ...others]).pod("Deployment");
const first = (options: ContainerOptions): Loose => podOf({ options }).containers[0];

describe("a container", () => {
  it("starts in its folder, gets its image when it is told to, and has a terminal", () => {
    const found = make([{ workingDir: "/srv", options: { pull: "missing", interactive: true } }]);
    assertSnapshot("container", found);
    const { workingDir, imagePullPolicy, stdin, tty } = found.pod("Deployment").containers[0];
    assert.deepEqual([workingDir, imagePullPolicy, stdin, tty], ["/srv", "IfNotPresent", true, true]);
  });

  it("leaves all that to the image and the cluster otherwise", () => {
    const { workingDir, imagePullPolicy, stdin, tty } = first({});
    assert.deepEqual([workingDir, imagePullPolicy, stdin, tty], [undefined, undefined, undefined, undefined]);
  });

  it("waits for gates that others set", () => {
    const found = make([{ options: { readinessGates: ["example.com/warm"] } }]);
    assertSnapshot("readiness-gates", found);
    assert.deepEqual(found.pod("Deployment").readinessGates, [{ conditionType: "example.com/warm" }]);
  });
});

describe("hooks", () => {
  it("run around start and stop, within the time there is", () => {
    const lifecycle = {
      afterStart: { http: "/warm" },
      beforeStop: { command: ["sh", "-c", "drain $HOSTNAME"] },
      grace: 90,
    };
    const found = make([{ options: { expose: 8080, lifecycle } }]);
    assertSnapshot("hooks", found);
    const pod = found.pod("Deployment");
    assert.deepEqual(pod.containers[0].lifecycle, {
      postStart: { httpGet: { path: "/warm", port: 8080, scheme: "HTTP" } },
      preStop: { exec: { command: ["sh", "-c", "drain $HOSTNAME"] } },
    });
    assert.equal(pod.terminationGracePeriodSeconds, 90);
  });

  it("can be a pause", () => {
    const { lifecycle } = first({ lifecycle: { beforeStop: { sleep: 10 } } });
    assert.deepEqual(lifecycle, { preStop: { sleep: { seconds: 10 } } });
  });
});

describe("checks", () => {
  it("by http can have headers and TLS", () => {
    const health = { http: "/ready", tls: true, headers: { Host: "app", Accept: "*/*" } };
    const found = make([{ options: { expose: 443, health } }]);
    assertSnapshot("health-http", found);
    assert.deepEqual(found.pod("Deployment").containers[0].readinessProbe.httpGet, {
      path: "/ready",
      port: 443,
      scheme: "HTTPS",
      httpHeaders: [
        { name: "Accept", value: "*/*" },
        { name: "Host", value: "app" },
      ],
    });
  });

  it("by gRPC ask its health service, by name where there are several", () => {
    assert.deepEqual(first({ health: { grpc: true, port: 9000 } }).livenessProbe.grpc, { port: 9000 });
    const named = make([{ options: { health: { grpc: "mail", port: 9000 } } }]);
    assertSnapshot("health-grpc", named);
    assert.deepEqual(named.pod("Deployment").containers[0].readinessProbe.grpc, { port: 9000, service: "mail" });
  });

  it("that name no port ask the exposed one, else the first that is opened", () => {
    const asked = (options: ContainerOptions) => first({ health: { grpc: true }, ...options }).readinessProbe.grpc.port;
    assert.equal(asked({ ports: ["53/udp", 9000, 9100] }), 9000);
    assert.equal(asked({ expose: 8080, ports: [9000] }), 8080);
  });

  it("can differ by question, and a question can be left out", () => {
    const health = {
      http: "/",
      startup: { command: ["true"], failures: 40, interval: 1 },
      liveness: false as const,
      readiness: { tcp: true as const, port: 81 },
    };
    const found = make([{ options: { expose: 80, health } }]);
    assertSnapshot("health-apart", found);
    const { startupProbe, readinessProbe, livenessProbe } = found.pod("Deployment").containers[0];
    assert.deepEqual([startupProbe.exec.command, startupProbe.failureThreshold], [["true"], 40]);
    assert.deepEqual(readinessProbe.tcpSocket, { port: 81 });
    assert.equal(livenessProbe, undefined);
  });

  it("of one question alone ask nothing else", () => {
    const { startupProbe, readinessProbe, livenessProbe } = first({ expose: 80, health: { readiness: { tcp: true } } });
    assert.ok(readinessProbe);
    assert.deepEqual([startupProbe, livenessProbe], [undefined, undefined]);
  });

  it("use the first way in that is not udp", () => {
    const expose = [
      { protocol: "udp" as const, port: 53 },
      { protocol: "tcp" as const, port: 54 },
    ];
    assert.deepEqual(first({ expose }).readinessProbe.tcpSocket, { port: 54 });
  });
});

describe("helpers", () => {
  const words: Words = {
    environment: { MODE: "live" },
    options: {
      waitFor: ["db"],
      init: [
        { name: "fetch", image: "busybox:1.37.0", command: ["true"] },
        { name: "migrate", image: "app:1", environment: { TOKEN: secretReference("token") }, resources: "tiny" },
      ],
      sidecars: [
        {
          name: "db_proxy",
          image: "proxy:2",
          ports: [6432],
          health: { tcp: true },
          lifecycle: { beforeStop: { sleep: 5 } },
          pull: "always",
        },
      ],
      volumes: [{ empty: "shared", path: "/shared" }],
    },
  };
  const found = make([words, { name: "db", options: { ports: [5432] } }]);
  const pod = found.pod("Deployment");

  it("start in the order in which they need each other: waits, sidecars, init containers", () => {
    assertSnapshot("helpers", found);
    const names = pod.initContainers.map(({ name }: Loose) => name);
    assert.deepEqual(names, ["wait-for-db", "db-proxy", "fetch", "migrate"]);
    assert.equal(pod.containers.length, 1);
  });

  it("are sidecars when they stay, and those have checks, hooks and ports of their own", () => {
    const [, proxy, fetch] = pod.initContainers;
    assert.deepEqual([proxy.restartPolicy, fetch.restartPolicy], ["Always", undefined]);
    assert.deepEqual(proxy.startupProbe.tcpSocket, { port: 6432 });
    assert.deepEqual(proxy.lifecycle, { preStop: { sleep: { seconds: 5 } } });
    assert.deepEqual(proxy.ports, [{ containerPort: 6432, protocol: "TCP" }]);
    assert.equal(proxy.imagePullPolicy, "Always");
    assert.ok(found.object("Service").spec.ports.some(({ port }: Loose) => port === 6432));
  });

  it("have resources and secrets of their own", () => {
    const migrate = pod.initContainers.at(-1);
    assert.deepEqual(migrate.resources.requests, { cpu: "50m", memory: "64Mi" });
    const [variable] = migrate.env;
    assert.equal(variable.valueFrom.secretKeyRef.name, "app-env-migrate");
    assert.deepEqual(found.object("Secret", "app-env-migrate").stringData, { TOKEN: secretReference("token") });
  });

  it("get the walls of the container", () => {
    for (const helper of pod.initContainers.slice(1)) {
      assert.deepEqual(helper.securityContext, pod.containers[0].securityContext);
    }
  });
});

describe("waiting for another container", () => {
  const database: Words = { name: "my_db", options: { ports: ["53/udp", 5432] } };
  const waits = (options: ContainerOptions): Loose[] => podOf({ options }, database).initContainers;

  it("asks its first port again and again, five minutes at most", () => {
    const [wait] = waits({ waitFor: ["my_db"] });
    assert.equal(wait.name, "wait-for-my-db");
    assert.deepEqual(wait.command.slice(0, 4), ["timeout", "300", "sh", "-c"]);
    assert.match(wait.command[4], /^until nc -z -w 2 my-db 5432; do .*; sleep 1; done$/);
  });

  it("asks the port that clients of a well-known server use, whatever else is exposed", () => {
    const server: Words = { name: "db", image: "postgres:18", options: { ports: [5432], expose: 8008 } };
    assert.match(podOf({ options: { waitFor: ["db"] } }, server).initContainers[0].command[4], /db 5432/);
    const other: Words = { name: "db", image: "postgres:18", options: { ports: [6432], expose: 8008 } };
    assert.match(podOf({ options: { waitFor: ["db"] } }, other).initContainers[0].command[4], /db 8008/);
  });

  it("asks another port when it is told to", () => {
    const queue: Words = { name: "queue", options: { ports: [5672, 15672] } };
    const [wait] = podOf({ options: { waitFor: [{ container: "queue", port: 15672 }] } }, queue).initContainers;
    assert.match(wait.command[4], /queue 15672/);
  });

  it("has an image of a fixed version, hardly costs anything, and holds up to the strictest standard", () => {
    const [{ image, resources, securityContext }] = waits({ waitFor: ["my_db"], security: "restricted" });
    assert.match(image, /^busybox:\d+\.\d+\.\d+$/);
    assert.deepEqual(resources.requests, { cpu: "10m", memory: "16Mi" });
    assert.deepEqual(securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 65534,
    });
  });

  it("holds for containers that come later in the definition, and is a line of the diagram", () => {
    const project = new Project(ZONE, "shop");
    const web = new Container(project, "web", { image: "web:1", options: { waitFor: ["db"] } });
    const db = new Container(project, "db", { image: "db:1", options: { ports: [5432] } });
    const tree = compileProject(project);
    const [wait] = objectOf(tree, "Deployment", "web").spec.template.spec.initContainers;
    assert.match(wait.command[4], /db 5432/);
    const lines = tree.references.filter(({ kind }) => kind === "wait");
    assert.deepEqual(lines, [{ from: web.node.path, to: db.node.path, kind: "wait", label: "5432" }]);
  });
});

describe("props in TypeScript", () => {
  it("may give the volume itself in the place of its name", () => {
    const project = new Project(ZONE, "shop");
    const data = new Volume(project, "data", { size: "1Gi" });
    const { spec } = new Container(project, "db", {
      image: "db:1",
      options: { volumes: [{ volume: data, path: "/d" }] },
    });
    assert.deepEqual(spec.options?.volumes, [{ volume: "data", path: "/d" }]);
  });
});

describe("what differs in a zone", () => {
  const zones = {
    "sofia-1": {
      image: "app:2",
      environment: { MODE: "test" },
      scale: { maximum: 4 },
      resources: { memory: "1Gi" },
    },
  };
  const found = make([
    { environment: { MODE: "live", NAME: "app" }, options: { replicas: 3, resources: { cpu: "2" }, zones } },
  ]);

  it("takes the place of what holds everywhere: image, environment, count, amounts", () => {
    assertSnapshot("zones", found);
    const { spec } = found.object("Deployment");
    const [container] = spec.template.spec.containers;
    assert.equal(container.image, "app:2");
    assert.deepEqual(container.env, [
      { name: "MODE", value: "test" },
      { name: "NAME", value: "app" },
    ]);
    assert.deepEqual(container.resources.limits, { cpu: "2", memory: "1Gi" });
    assert.equal(spec.replicas, undefined);
    assert.equal(found.object("HorizontalPodAutoscaler").spec.maxReplicas, 4);
  });
});
