import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import {
  Container,
  compileProject,
  type DiagnosticsError,
  EnvironmentGroup,
  Project,
  secretReference,
} from "../../constructs/index.ts";
import type { ContainerSpec, ProjectSpec } from "../../constructs/spec.ts";
import { type Loose, objectOf, podContainer, problemsOf, shop, treeOf, ZONE } from "./support/fixtures.ts";

const SECRET = secretReference("pw");

/** What the one container `web` gets for a text, beside others. */
function filled(text: string, others: readonly Partial<ContainerSpec>[] = [], more: Partial<ProjectSpec> = {}): Loose {
  const spec = { ...shop([...others, { name: "web", environment: { VALUE: text } }]), ...more };
  const tree = treeOf(spec);
  const entry = podContainer(objectOf(tree, "Deployment", "web")).env.find(({ name }: Loose) => name === "VALUE");
  return entry.valueFrom?.secretKeyRef ? objectOf(tree, "Secret", "web-env").stringData.VALUE : (entry.value ?? entry);
}

/** What is said of a text of the container `web`, whose index is the last. */
function problemOf(text: string, others: readonly Partial<ContainerSpec>[] = []) {
  return problemsOf(shop([...others, { name: "web", environment: { VALUE: text } }])).at(
    `containers[${others.length}].environment.VALUE`,
  );
}

describe("an expression about another container", () => {
  const db = {
    name: "my_db",
    image: "x/api:1",
    environment: { NAME: "shop", KEY: SECRET },
    options: { ports: [5432] },
  };

  it("is its host name, its port, its address and any variable of it", () => {
    assert.equal(filled("${{my_db.host}}", [db]), "my-db");
    assert.equal(filled("${{my-db.port}}", [db]), "5432");
    assert.equal(filled("${{ my_db.url }}", [db]), "http://my-db:5432");
    assert.equal(filled("<${{my_db.NAME}}>", [db]), "<shop>");
  });

  it("keeps a secret a secret", () => {
    assert.equal(filled("${{my_db.KEY}}", [db]), SECRET);
    assert.equal(filled("key=${{my_db.KEY}}", [db]), `key=${SECRET}`);
  });

  it("is its public address when it has one", () => {
    const api = { name: "api", image: "x", options: { expose: { port: 80, path: "/v1" } } };
    assert.equal(filled("${{api.publicUrl}}", [api]), "https://api-shop.sofia.example/v1");
    assert.equal(filled("${{api.publicHost}}", [api]), "api-shop.sofia.example");
    assert.equal(problemOf("${{my_db.publicUrl}}", [db]).code, "not-exposed");
  });

  it("goes through others, own variables before those of groups, those of the zone before all", () => {
    const first = { name: "first", image: "x", environment: { A: "${{second.B}}!" } };
    const second = {
      name: "second",
      image: "x",
      environment: { B: "own" },
      environmentFrom: ["one", "two"],
      options: { zones: { [ZONE.name]: { environment: { C: "zone" } } } },
    };
    const groups = { environmentGroups: { one: { B: "group", D: "one" }, two: { D: "two ${{first.host}}" } } };
    assert.equal(filled("${{first.A}}", [first, second], groups), "own!");
    assert.equal(filled("${{second.C}} ${{second.D}}", [first, second], groups), "zone two first");
  });

  it("makes an edge of the diagram, also where nothing but a variable is asked for", () => {
    const tree = treeOf(
      shop([db, { name: "web", environment: { A: "${{my_db.NAME}}" }, args: ["--db=${{my_db.url}}"] }]),
    );
    const [edge] = tree.references;
    assert.deepEqual(edge, { from: "shop/web", to: "shop/my_db", kind: "request", label: "A, args" });
  });

  it("is text when a dollar stands before it", () => {
    assert.equal(filled("$${{my_db.host}} ${{my_db.host}}", [db]), "${{my_db.host}} my-db");
  });

  it("says what there is when there is no such thing", () => {
    const name = problemOf("${{my_dv.host}}", [db]);
    assert.deepEqual(
      [name.code, name.got, name.fix],
      ["unknown-expression", "${{my_dv.host}}", 'did you mean "my_db"?'],
    );
    assert.equal(problemOf("${{my_db.NAMES}}", [db]).fix, 'did you mean "NAME"?');
    assert.match(
      problemOf("${{my_db.NAMES}}", [db]).allowed ?? "",
      /host, port, url, publicUrl, publicHost, NAME, KEY/,
    );
    assert.equal(problemOf("${{pod.ipp}}").fix, 'did you mean "pod.ip"?');
    for (const text of ["${{", "${{}}", "${{db}}", "${{my_db.host", "${{ a b.c }}", "${{.}}"]) {
      assert.equal(problemOf(text, [db]).code, "invalid-expression", text);
    }
  });

  it("needs a host name and a port to be known", () => {
    assert.equal(problemOf("${{job.host}}", [{ name: "job", options: { workload: "job" } }]).code, "no-host-name");
    assert.equal(problemOf("${{bare.url}}", [{ name: "bare" }]).code, "unknown-port");
    assert.equal(filled("${{bare.host}}", [{ name: "bare" }]), "bare");
  });

  it("names the way round when variables lead to one another in a circle", () => {
    const a = { name: "a", image: "x", environment: { X: "${{b.Y}}" } };
    const b = { name: "b", image: "x", environment: { Y: "<${{a.X}}>" } };
    const { at, list } = problemsOf(shop([a, b]));
    assert.match(at("containers[0].environment.X").message, /b\.Y → a\.X → b\.Y/);
    assert.equal(list.length, 2);
    const own = { name: "c", image: "x", environment: { A: "${{c.B}}", B: "b" } };
    assert.equal(objectOf(treeOf(shop([own])), "Deployment", "c").spec.template.spec.containers[0].env[0].value, "b");
  });

  it("is refused where it is not filled in", () => {
    const health = { command: ["curl", "${{my_db.url}}"] };
    const { at } = problemsOf(shop([db, { name: "web", options: { health } }]));
    assert.equal(at("containers[1].options.health.command[1]").code, "expression-not-allowed-here");
  });

  it("says nothing of a container that is malformed", () => {
    const spec = shop([
      { name: "db", image: "NOT AN IMAGE" },
      { name: "web", environment: { A: "${{db.url}}" } },
    ]);
    assert.deepEqual(problemsOf(spec).list, ["containers[0].image: wrong-format"]);
  });

  it("is told in the zone where it leads nowhere", () => {
    const only = { name: "only", image: "x", options: { zones: { other: { environment: { A: "1" } } } } };
    const spec = shop([only, { name: "web", environment: { VALUE: "${{only.A}}" } }]);
    assert.deepEqual(problemsOf(spec).list, []);
    const { value, diagnostics } = compileSpec(spec, ZONE);
    assert.equal(value, undefined);
    assert.deepEqual(diagnostics[0]?.path, ["containers", 1, "environment", "VALUE"]);
    assert.ok(compileSpec(spec, { ...ZONE, name: "other" }).value);
  });
});

describe("the address of a well-known server", () => {
  const address = (image: string, environment: Record<string, string>, more: Partial<ContainerSpec> = {}) =>
    filled("${{s.url}}", [{ name: "s", image, environment, ...more }]);

  it("of PostgreSQL has user, password and database", () => {
    assert.equal(
      address("postgres:18", { POSTGRES_PASSWORD: SECRET }),
      "postgresql://postgres:⟦secret:pw|url⟧@s:5432/postgres",
    );
    const environment = { POSTGRES_USER: "a b", POSTGRES_PASSWORD: "p@/", POSTGRES_DB: "c" };
    assert.equal(address("docker.io/postgis/postgis:18@sha256:00", environment), "postgresql://a%20b:p%40%2F@s:5432/c");
    assert.equal(address("postgres", {}, { options: { ports: [6000] } }), "postgresql://postgres@s:6000/postgres");
  });

  it("warns of a port that its host name does not lead to", () => {
    const rabbit = { name: "mq", image: "rabbitmq:4-management", options: { expose: 15672 } };
    const found = problemOf("${{mq.url}}", [rabbit]);
    assert.deepEqual(
      [found.severity, found.code, found.fix],
      ["warning", "unreachable-port", 'give it options "ports": [5672]'],
    );
  });

  it("of a serverless container is the one that its gateway knows", () => {
    const spec = shop([
      { name: "fn", image: "x", options: { workload: "serverless", expose: 3000 } },
      { name: "web", environment: { VALUE: "${{fn.url}}" } },
    ]);
    const tree = treeOf(spec, { ...ZONE, capabilities: ["serving.knative.dev"] });
    assert.equal(podContainer(objectOf(tree, "Deployment", "web")).env[0].value, "http://fn.shop:80");
    assert.ok(tree.references.some(({ kind, to }) => kind === "request" && to === "shop/fn"));
  });

  it("of MySQL and MariaDB has the user, else the administrator", () => {
    assert.equal(address("mysql:9", { MYSQL_ROOT_PASSWORD: "r", MYSQL_DATABASE: "d" }), "mysql://root:r@s:3306/d");
    const environment = { MARIADB_USER: "u", MARIADB_PASSWORD: SECRET, MARIADB_ROOT_PASSWORD: "r" };
    assert.equal(address("mariadb:12", environment), "mysql://u:⟦secret:pw|url⟧@s:3306");
  });

  it("of others has what is known of them", () => {
    const user = { MONGO_INITDB_ROOT_USERNAME: "u", MONGO_INITDB_ROOT_PASSWORD: "p" };
    assert.equal(address("mongo:8", user), "mongodb://u:p@s:27017/?authSource=admin");
    assert.equal(address("mongo:8", {}), "mongodb://s:27017");
    assert.equal(address("valkey/valkey:9", {}), "redis://s:6379");
    assert.equal(address("redis:8", {}, { args: ["--requirepass", SECRET] }), "redis://:⟦secret:pw|url⟧@s:6379");
    const shell = { command: ["sh", "-c", 'redis-server --requirepass "$PASS"'] };
    assert.equal(address("redis:8", { PASS: "x/y" }, shell), "redis://:x%2Fy@s:6379");
    assert.equal(
      address("rabbitmq:4-management", {}, { options: { expose: 15672, ports: [5672] } }),
      "amqp://guest:guest@s:5672",
    );
    assert.equal(address("minio/minio:latest", {}, { options: { expose: 9001, ports: [9000] } }), "http://s:9000");
    assert.equal(address("example/app:1", {}, { options: { expose: true } }), "http://s:80");
  });
});

describe("what is known of a pod when it runs", () => {
  const env = (text: string, args?: string[]): Loose =>
    podContainer(
      objectOf(treeOf(shop([{ name: "web", environment: { V: text }, ...(args && { args }) }])), "Deployment", "web"),
    );

  it("comes from a field of the pod or from the resources of its container", () => {
    const source = (text: string) => env(text).env[0].valueFrom;
    assert.deepEqual(source("${{pod.ip}}"), { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } });
    assert.deepEqual(source("${{node.name}}").fieldRef.fieldPath, "spec.nodeName");
    assert.deepEqual(
      source("${{pod.labels['apps.kubernetes.io/pod-index']}}").fieldRef.fieldPath,
      "metadata.labels['apps.kubernetes.io/pod-index']",
    );
    assert.deepEqual(source("${{limits.memory}}"), { resourceFieldRef: { resource: "limits.memory", divisor: "1" } });
    assert.deepEqual(source("${{requests.storage}}").resourceFieldRef.resource, "requests.ephemeral-storage");
  });

  it("is put into texts and arguments by a variable that stands before them", () => {
    const container = env("http://${{pod.ip}}/$(X)", ["--name", "${{pod.name}}"]);
    assert.deepEqual(
      container.env.map(({ name, value }: Loose) => [name, value]),
      [
        ["ESPALIER_FACT_pod.ip", undefined],
        ["ESPALIER_FACT_pod.name", undefined],
        ["V", "http://$(ESPALIER_FACT_pod.ip)/$$(X)"],
      ],
    );
    assert.deepEqual(container.args, ["--name", "$(ESPALIER_FACT_pod.name)"]);
  });

  it("mixes with secrets, which the kubelet puts in as well", () => {
    const container = env(`${SECRET}@\${{pod.ip}}`);
    assert.equal(container.env.at(-1).value, "$(ESPALIER_SECRET_pw)@$(ESPALIER_FACT_pod.ip)");
  });

  it("gives way to a container of the same name", () => {
    const node = { name: "node", image: "x", options: { ports: [80] } };
    assert.equal(filled("${{node.host}}", [node]), "node");
    assert.equal(filled("${{node.name}}", [node]).valueFrom.fieldRef.fieldPath, "spec.nodeName");
  });

  it("says nothing of other pods, and stands in no file", () => {
    const other = { name: "other", image: "x", environment: { IP: "${{pod.ip}}" } };
    assert.equal(problemOf("${{other.IP}}", [other]).code, "known-when-it-runs");
    const volumes = [{ file: "${{pod.ip}}", path: "/a" }];
    const { at } = problemsOf(shop([{ name: "web", options: { volumes } }]));
    assert.equal(at("containers[0].options.volumes[0].file").code, "known-when-it-runs");
  });
});

describe("hostile expressions", () => {
  it("that double at each step end in a diagnostic", () => {
    const environment: Record<string, string> = { V0: "ha".repeat(1000) };
    for (let step = 1; step < 60; step += 1) environment[`V${step}`] = `\${{web.V${step - 1}}}`.repeat(10);
    const { list } = problemsOf(shop([{ name: "web", environment }]));
    assert.ok(list.some((problem) => problem.endsWith("too-large") || problem.endsWith("too-deep")));
  });

  it("that lead to one another a hundred thousand times end in a diagnostic", () => {
    const environment: Record<string, string> = {};
    for (let step = 0; step < 50_000; step += 1) environment[`V${step}`] = `\${{web.V${step + 1}}}`;
    const { list } = problemsOf(shop([{ name: "web", environment }]));
    assert.ok(list.length > 0);
  });

  it("with names of prototypes find nothing there", () => {
    for (const text of ["${{web.constructor}}", "${{web.__proto__}}", "${{constructor.host}}", "${{pod.toString}}"]) {
      assert.equal(problemOf(text).code, "unknown-expression", text);
    }
  });

  it("without end are read in linear time", () => {
    problemOf("${{".repeat(80_000));
    problemOf("${{a.b}}".repeat(30_000));
    problemOf(`\${{${"a".repeat(200_000)}}}`);
  });
});

describe("containers as constructs", () => {
  it("tell how they are reached, also as text in others", () => {
    const project = new Project(ZONE, "shop");
    const group = new EnvironmentGroup(project, "access", { POSTGRES_PASSWORD: SECRET });
    const db = new Container(project, "db", {
      image: "postgres:18",
      environment: { POSTGRES_USER: "me" },
      environmentFrom: [group],
    });
    assert.deepEqual([db.port, db.url], [5432, "postgresql://me:⟦secret:pw|url⟧@db:5432/me"]);
    assert.equal(db.variable("POSTGRES_PASSWORD"), SECRET);
    assert.throws(() => db.variable("host"), /\[shop\/db\] "db" has neither this nor a variable of this name/);
    new Container(project, "web", { image: "x", environment: { TYPED: db.url, LATER: "${{late.url}}" } });
    new Container(project, "late", { image: "x", options: { expose: 3000 } });
    const tree = compileProject(project);
    assert.equal(objectOf(tree, "Secret", "web-env").stringData.TYPED, db.url);
    assert.deepEqual(podContainer(objectOf(tree, "Deployment", "web")).env[0], {
      name: "LATER",
      value: "http://late:3000",
    });
  });

  it("are told what is wrong by their own paths", () => {
    const project = new Project(ZONE, "shop");
    new EnvironmentGroup(project, "g", { A: "${{nothing.here}}" });
    new Container(project, "web", { image: "x", environment: { A: "${{web.B}}" }, environmentFrom: ["h"] });
    const problems: string[] = [];
    try {
      compileProject(project);
    } catch (error) {
      problems.push(...(error as DiagnosticsError).diagnostics.map(({ message }) => message));
    }
    assert.deepEqual(problems, [
      "[shop/web] environmentFrom[0]: no environment group of this project has this name",
      '[shop/web] environment.A: "web" has neither this nor a variable of this name',
      "[shop/EnvironmentGroups/g] A: no container of this project has this name",
    ]);
  });
});
