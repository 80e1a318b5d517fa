import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { securityOf } from "../../constructs/security-of.ts";
import { CAPABILITIES, type ContainerOptions, SYSCTLS } from "../../constructs/spec.ts";
import { type Loose, objectOf, problemsOf, shop, treeOf } from "./support/fixtures.ts";
import { matchesSnapshot } from "./support/matches-snapshot.ts";

const PARTS: ContainerOptions = {
  init: [{ name: "prepare", image: "busybox:1.37" }],
  sidecars: [{ name: "proxy", image: "envoyproxy/envoy:v1.34-latest" }],
};

function podOf(options: ContainerOptions): Loose {
  return objectOf(treeOf(shop([{ name: "web", options }])), "Deployment", "web").spec.template.spec;
}

const contextsOf = (pod: Loose) => [...pod.initContainers, ...pod.containers].map((one: Loose) => one.securityContext);

describe("security", () => {
  it("of each kind becomes the pods of the snapshot", () => {
    const cases: Record<string, ContainerOptions["security"]> = {
      usual: undefined,
      baseline: "baseline",
      restricted: "restricted",
      own: {
        user: 1000,
        group: 1001,
        volumeGroup: 1002,
        capabilities: ["NET_BIND_SERVICE", "CHOWN"],
        readOnlyRoot: true,
        userNamespace: false,
        sysctls: { "net.ipv4.tcp_fin_timeout": "30", "net.ipv4.ip_local_port_range": "1024 65535" },
      },
      "restricted with a port": { standard: "restricted", user: 1000, capabilities: ["NET_BIND_SERVICE"] },
    };
    const pods = Object.entries(cases).map(([name, security]) => {
      const { hostUsers, securityContext, ...pod } = podOf({ ...PARTS, ...(security && { security }) });
      return [name, { hostUsers, securityContext, images: contextsOf(pod as Loose) }];
    });
    matchesSnapshot("security", Object.fromEntries(pods));
  });

  it("is the same for the container, its init containers and its sidecars", () => {
    for (const security of ["baseline", "restricted"] as const) {
      const [first, ...others] = contextsOf(podOf({ ...PARTS, security }));
      assert.equal(others.length, 2);
      for (const other of others) assert.deepEqual(other, first);
    }
  });

  it("lets the images of most people start: what they need to step down from root, in a user namespace", () => {
    const { capabilities, userNamespace, standard } = securityOf(shop([{}]).containers[0]!);
    assert.deepEqual([standard, userNamespace], ["baseline", true]);
    assert.ok(["CHOWN", "SETUID", "SETGID", "NET_BIND_SERVICE"].every((one) => capabilities.includes(one as never)));
    assert.ok(!capabilities.includes("MKNOD"));
    assert.equal(podOf({}).hostUsers, false);
  });

  it("restricted leaves neither root nor capabilities", () => {
    const pod = podOf({ ...PARTS, security: "restricted" });
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.deepEqual(pod.securityContext.seccompProfile, { type: "RuntimeDefault" });
    for (const { capabilities, runAsNonRoot, allowPrivilegeEscalation } of contextsOf(pod)) {
      assert.deepEqual([capabilities, runAsNonRoot, allowPrivilegeEscalation], [{ drop: ["ALL"] }, true, false]);
    }
  });

  it("says of the pods and the workload which standard they keep to", () => {
    const security = { standard: "restricted", user: 1000 } as const;
    const { metadata, spec } = objectOf(treeOf(shop([{ name: "web", options: { security } }])), "Deployment", "web");
    assert.equal(metadata.labels["espalier.dev/security"], "restricted");
    assert.equal(spec.template.metadata.labels["espalier.dev/security"], "restricted");
  });

  it("gives folders to a group, and leaves files alone, whose mode would be widened", () => {
    const file = { file: "key", path: "/root/.ssh/id", mode: "0600" };
    assert.equal(podOf({ volumes: [file] }).securityContext.fsGroup, undefined);
    assert.equal(podOf({ volumes: [{ empty: "work", path: "/work" }] }).securityContext.fsGroup, 10001);
    assert.equal(podOf({ volumes: [file], security: { volumeGroup: 7 } }).securityContext.fsGroup, 7);
    const inSidecar = { sidecars: [{ name: "s", image: "s", volumes: [{ empty: "work", path: "/work" }] }] };
    assert.equal(podOf(inSidecar).securityContext.fsGroup, 10001);
  });

  it("without a user namespace is noted", () => {
    const tree = treeOf(shop([{ name: "web", options: { security: { userNamespace: false } } }]));
    assert.deepEqual(
      tree.notes.map(({ severity, code }) => [severity, code]),
      [["note", "no-user-namespace"]],
    );
    assert.equal(objectOf(tree, "Deployment", "web").spec.template.spec.hostUsers, true);
  });

  it("asks for no more than the standard `baseline` knows", () => {
    const all = Object.fromEntries(SYSCTLS.map((name) => [name, "1"]));
    const { list } = problemsOf(shop([{ options: { security: { capabilities: [...CAPABILITIES], sysctls: all } } }]));
    assert.deepEqual(list, []);
    const more = { capabilities: ["SYS_ADMIN"], sysctls: { "kernel.core_pattern": "|/x" } };
    assert.equal(problemsOf(shop([{ options: { security: more as never } }])).list.length, 2);
  });

  const wrong: readonly [string, ContainerOptions["security"], string][] = [
    ["restricted and root", { standard: "restricted", user: 0 }, "user: restricted-root"],
    [
      "restricted and capable",
      { standard: "restricted", capabilities: ["NET_BIND_SERVICE", "CHOWN"] },
      "capabilities[1]: restricted-capability",
    ],
    [
      "a kernel setting of two lines",
      { sysctls: { "net.ipv4.tcp_fin_timeout": "1\nx" } },
      "sysctls.net.ipv4.tcp_fin_timeout: wrong-format",
    ],
  ];
  for (const [what, security, finding] of wrong) {
    it(`of ${what} is refused`, () => {
      const { list } = problemsOf(shop([{ options: { security } }]));
      assert.deepEqual(list, [`containers[0].options.security.${finding}`]);
    });
  }
});
