import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import { Container, compileProject, Project, secretReference, Volume } from "../../constructs/index.ts";
import type { ContainerOptions } from "../../constructs/spec.ts";
import { find, type Loose, objectOf, problemsOf, shop, treeOf, ZONE } from "./support/fixtures.ts";

type Mounts = NonNullable<ContainerOptions["volumes"]>;

const SECRET = secretReference("pw");

function mounted(volumes: Mounts, options: ContainerOptions = {}) {
  const tree = treeOf(shop([{ name: "web", options: { ...options, volumes } }]));
  const { spec } = objectOf(tree, "Deployment", "web").spec.template;
  return { tree, volumes: spec.volumes as Loose, mounts: spec.containers[0].volumeMounts as Loose };
}

/** What is said of the mounts of a container, as `path below volumes: code`. */
function problems(volumes: unknown[], options: object = {}): string[] {
  const { list } = problemsOf(shop([{ name: "web", options: { ...options, volumes } as never }]));
  return list.map((problem) => problem.replace("containers[0].options.volumes", ""));
}

describe("files", () => {
  it("stand in a ConfigMap, each under its name", () => {
    const { tree, volumes, mounts } = mounted([{ files: { "b.conf": "b", "a.conf": "a" }, path: "/etc/nginx/conf.d" }]);
    assert.deepEqual(objectOf(tree, "ConfigMap", "web-files-etc-nginx-conf.d").data, { "a.conf": "a", "b.conf": "b" });
    const { name } = volumes[0];
    assert.match(name, /^web-files-etc-nginx-conf-d-[0-9a-f]{6}$/);
    assert.deepEqual(volumes, [{ name, configMap: { name: "web-files-etc-nginx-conf.d", defaultMode: 0o644 } }]);
    assert.deepEqual(mounts, [{ name, mountPath: "/etc/nginx/conf.d", readOnly: true }]);
  });

  it("in folders have keys that an object takes", () => {
    const { tree, volumes } = mounted([{ files: { "a/b": "1", a_b: "2", "c d": "3" }, path: "/x" }]);
    const { data } = objectOf(tree, "ConfigMap", "web-files-x");
    const { items } = volumes[0].configMap;
    const byPath = Object.fromEntries(items.map(({ key, path }: Loose) => [path, data[key]]));
    assert.deepEqual(byPath, { "a/b": "1", a_b: "2", "c d": "3" });
    for (const key of Object.keys(data)) assert.match(key, /^[A-Za-z0-9._-]+$/);
  });

  it("with a secret stand in a Secret, the others beside them do not", () => {
    const files = { "plain.conf": "a", "secret.conf": `password=${SECRET}` };
    const { tree, volumes } = mounted([{ files, path: "/x", mode: "0400" }]);
    assert.deepEqual(objectOf(tree, "ConfigMap", "web-files-x").data, { "plain.conf": "a" });
    assert.deepEqual(objectOf(tree, "Secret", "web-files-x").stringData, { "secret.conf": `password=${SECRET}` });
    assert.deepEqual(volumes[0].projected, {
      defaultMode: 0o400,
      sources: [{ configMap: { name: "web-files-x" } }, { secret: { name: "web-files-x" } }],
    });
    const alone = mounted([{ files: { a: SECRET }, path: "/x" }]);
    assert.deepEqual(alone.volumes[0].secret, { secretName: "web-files-x", defaultMode: 0o644 });
    assert.equal(find(alone.tree, "ConfigMap", "web-files-x"), undefined);
  });

  it("can be one file in a folder of the image", () => {
    const { tree, volumes, mounts } = mounted([{ file: "{}", path: "/etc/app.json" }]);
    assert.deepEqual(objectOf(tree, "ConfigMap", "web-files-etc-app.json").data, { "app.json": "{}" });
    const [{ name }] = volumes;
    assert.deepEqual(mounts, [{ name, mountPath: "/etc/app.json", subPath: "app.json", readOnly: true }]);
  });

  it("of different paths never share an object", () => {
    const paths = ["/a/b", "/a-b", "/A/b", "/a.b", "/a_b", "/.a/b", "/é"];
    const { volumes } = mounted(paths.map((path) => ({ files: { x: path }, path })));
    assert.equal(new Set(volumes.map(({ configMap }: Loose) => configMap.name)).size, paths.length);
  });

  it("restart the pods when they change, and say nothing while there are none", () => {
    const annotations = (text: string) => {
      const tree = treeOf(shop([{ name: "web", options: { volumes: [{ file: text, path: "/x" }] } }]));
      return objectOf(tree, "Deployment", "web").spec.template.metadata.annotations;
    };
    assert.match(annotations("a")["espalier.dev/values"], /^[0-9a-f]{16}$/);
    assert.notDeepEqual(annotations("a"), annotations("b"));
    assert.equal(annotations(SECRET)["espalier.dev/secrets"], SECRET);
    const none = objectOf(treeOf(shop([{ name: "web" }])), "Deployment", "web").spec.template.metadata.annotations;
    assert.equal(none, undefined);
  });

  it("can come from several sources in one folder", () => {
    const { volumes } = mounted([
      {
        projected: {
          files: { a: "1" },
          facts: { "facts/labels": "labels", limit: "limits.memory" },
          token: { path: "token", audience: "vault" },
        },
        path: "/x",
      },
    ]);
    assert.deepEqual(volumes[0].projected, {
      defaultMode: 0o644,
      sources: [
        { configMap: { name: "web-files-x" } },
        {
          downwardAPI: {
            items: [
              { path: "facts/labels", fieldRef: { apiVersion: "v1", fieldPath: "metadata.labels" } },
              { path: "limit", resourceFieldRef: { containerName: "web", resource: "limits.memory", divisor: "1" } },
            ],
          },
        },
        { serviceAccountToken: { path: "token", audience: "vault", expirationSeconds: 3600 } },
      ],
    });
  });

  it("have names that can be files", () => {
    const files = (...names: string[]) =>
      problems([{ files: Object.fromEntries(names.map((name) => [name, ""])), path: "/x" }]);
    assert.deepEqual(files("a/b", "a-b", ".hidden"), []);
    assert.deepEqual(files("a//b"), ["[0].files.a//b: wrong-format"]);
    assert.deepEqual(files("..data"), ["[0].files...data: wrong-format"]);
    assert.deepEqual(files("a", "a/b"), ["[0].files.a: duplicate-name"]);
    assert.deepEqual(files(), ["[0].files: wrong-value"]);
    for (const name of ["../x", "/x", "a/../../x"]) assert.equal(files(name).length, 1, name);
  });

  it("that are too large for an object are refused", () => {
    const text = "x".repeat(250_000);
    const files = Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`f${number}`, text]));
    const { value, diagnostics } = compileSpec(
      shop([{ name: "web", options: { volumes: [{ files, path: "/x" }] } }]),
      ZONE,
    );
    assert.equal(value, undefined);
    assert.deepEqual([diagnostics[0]?.code, diagnostics[0]?.got], ["too-large", "1250010 bytes"]);
  });

  it("hold no token for the cluster and no fact that no file can know", () => {
    const projected = (more: object) => problems([{ projected: more, path: "/x" }]);
    const token = (audience: string) => projected({ token: { path: "t", audience } });
    assert.deepEqual(token("https://kubernetes.default.svc.cluster.local"), [
      "[0].projected.token.audience: wrong-value",
    ]);
    assert.deepEqual(token("vault"), []);
    assert.deepEqual(projected({ facts: { a: "pod.ip" } }), ["[0].projected.facts.a: unknown-expression"]);
    assert.deepEqual(projected({}), ["[0].projected: wrong-value"]);
  });
});

describe("empty folders", () => {
  const options = (empty: NonNullable<Mounts[number]["empty"]>): ContainerOptions => ({
    volumes: [{ empty: "shared", path: "/a" }],
    init: [{ name: "before", image: "x", volumes: [{ empty, path: "/b" }] }],
    sidecars: [{ name: "beside", image: "x", volumes: [{ empty: "shared", path: "/c", readOnly: true }] }],
  });

  it("are shared by name among the images of a pod", () => {
    const tree = treeOf(shop([{ name: "web", options: options({ name: "shared", memory: true, size: "64Mi" }) }]));
    const { spec } = objectOf(tree, "Deployment", "web").spec.template;
    assert.deepEqual(spec.volumes, [{ name: "shared", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } }]);
    const of = (container: Loose) => container.volumeMounts;
    assert.deepEqual(of(spec.containers[0]), [{ name: "shared", mountPath: "/a" }]);
    const [beside, before] = spec.initContainers;
    assert.deepEqual(of(before), [{ name: "shared", mountPath: "/b" }]);
    assert.deepEqual(of(beside), [{ name: "shared", mountPath: "/c", readOnly: true }]);
  });

  it("are described once, and are no volume", () => {
    const twice = [
      { empty: { name: "a", size: "1Mi" }, path: "/a" },
      { empty: { name: "a", size: "2Mi" }, path: "/b" },
      { empty: "a", path: "/c" },
    ];
    assert.deepEqual(problems(twice), ["[1].empty: duplicate-name"]);
    const spec = shop(
      [
        {
          name: "web",
          options: {
            volumes: [
              { volume: "data", path: "/a" },
              { empty: "data", path: "/b" },
            ],
          },
        },
      ],
      [{ name: "data", size: "1Gi" }],
    );
    assert.match(problemsOf(spec).at("containers[0].options.volumes[1].empty").message, /"data" is a volume of this/);
  });
});

describe("volumes", () => {
  it("of each replica are made by the stateful set", () => {
    const volumes = [{ each: { name: "data", size: "1024Mi" }, path: "/data", subPath: "db" }];
    const tree = treeOf(shop([{ name: "db", options: { workload: "stateful", replicas: 3, volumes } }]));
    const { spec } = objectOf(tree, "StatefulSet", "db");
    assert.deepEqual(spec.volumeClaimTemplates, [
      {
        metadata: { name: "data" },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
      },
    ]);
    assert.equal(spec.template.spec.volumes, undefined);
    assert.deepEqual(spec.template.spec.containers[0].volumeMounts, [
      { name: "data", mountPath: "/data", subPath: "db" },
    ]);
    assert.deepEqual(problems(volumes), ["[0].each: wrong-value"]);
  });

  it("can be mounted in part, and by init containers and sidecars", () => {
    const project = new Project(ZONE, "shop");
    const data = new Volume(project, "data", { size: "1Gi" });
    const volumes = [{ volume: data, path: "/d", subPath: "a/b" }];
    new Container(project, "web", { image: "x", options: { init: [{ name: "first", image: "x", volumes }] } });
    const { spec } = objectOf(compileProject(project), "Deployment", "web").spec.template;
    assert.deepEqual(spec.volumes, [{ name: "data", persistentVolumeClaim: { claimName: "data" } }]);
    assert.deepEqual(spec.initContainers[0].volumeMounts, [{ name: "data", mountPath: "/d", subPath: "a/b" }]);
  });

  it("have a path of their own, which is not the whole image", () => {
    const file = { file: "x", path: "/a" };
    assert.deepEqual(problems([file, { empty: "e", path: "//a/" }]), ["[1].path: duplicate-mount"]);
    assert.deepEqual(problems([{ empty: "e", path: "/" }]), ["[0].path: wrong-format"]);
    assert.deepEqual(problems([{ empty: "e", path: "/a/../b" }]), ["[0].path: wrong-format"]);
    assert.deepEqual(problems([{ file: "x", path: "/a/" }]), ["[0].path: wrong-format"]);
  });

  it("take only what is said of their source", () => {
    assert.deepEqual(problems([{ empty: "e", path: "/a", mode: "0600" }]), ["[0].mode: wrong-value"]);
    assert.deepEqual(problems([{ file: "e", path: "/a", subPath: "b" }]), ["[0].subPath: wrong-value"]);
    assert.deepEqual(problems([{ file: "e", path: "/a", readOnly: false }]), ["[0].readOnly: wrong-value"]);
  });

  it("for one node are not asked for on several", () => {
    const data = [{ name: "data", size: "1Gi" }];
    const at = (options: ContainerOptions) => {
      const volumes = [{ volume: "data", path: "/d" }];
      return problemsOf(shop([{ name: "web", options: { ...options, volumes } }], data)).list;
    };
    assert.deepEqual(at({ scale: { maximum: 3 } }), ["containers[0].options.scale.maximum: volume-for-one"]);
    assert.deepEqual(at({ workload: "daemon" }), ["containers[0].options.workload: volume-for-one"]);
    assert.deepEqual(at({ scale: { maximum: 1 } }), []);
  });
});
