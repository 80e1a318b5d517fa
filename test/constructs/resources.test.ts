import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ContainerOptions, Resources } from "../../constructs/spec.ts";
import { DEFAULT_CLAIM } from "../../constructs/zone-context.ts";
import { type Loose, objectOf, podContainer, problemsOf, shop, treeOf, ZONE } from "./support/fixtures.ts";

function amounts(resources: Resources): Loose {
  return podContainer(objectOf(treeOf(shop([{ name: "web", options: { resources } }])), "Deployment", "web")).resources;
}

/** Warnings about the claim, as `what used of allowed`. */
function warnings(
  containers: Readonly<Record<string, ContainerOptions>>,
  claim: Partial<typeof DEFAULT_CLAIM>,
): string[] {
  const spec = shop(Object.entries(containers).map(([name, options]) => ({ name, options })));
  const tree = treeOf(spec, { ...ZONE, claim: { ...DEFAULT_CLAIM, ...claim } });
  return tree.notes.flatMap(({ code, message, got, allowed }) =>
    code === "claim-exceeded" ? [`${/more ([a-z ]+) than/.exec(message)?.[1]} ${got} of ${allowed}`] : [],
  );
}

describe("resources", () => {
  it("by size promise cpu and memory, and end memory there", () => {
    assert.deepEqual(amounts("small"), { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "256Mi" } });
    assert.deepEqual(amounts({ size: "medium", memory: "2Gi" }), {
      requests: { cpu: "500m", memory: "2Gi" },
      limits: { memory: "2Gi" },
    });
  });

  it("are promised and bounded apart where that is said", () => {
    assert.deepEqual(amounts({ requests: { cpu: "0.1", memory: "64Mi" }, limits: { cpu: 2, memory: "1Gi" } }), {
      requests: { cpu: "100m", memory: "64Mi" },
      limits: { cpu: "2", memory: "1Gi" },
    });
  });

  it("leave what is open so that it fits: a ceiling is never below the promise", () => {
    assert.deepEqual(amounts({ limits: { cpu: "50m", memory: "64Mi" } }), {
      requests: { cpu: "50m", memory: "64Mi" },
      limits: { cpu: "50m", memory: "64Mi" },
    });
    assert.equal(amounts({ requests: { memory: "3Gi" } }).limits.memory, "3Gi");
    assert.equal(amounts({ size: "small", requests: { memory: "1Gi" } }).limits.memory, "1Gi");
    assert.deepEqual(amounts({ size: "large", limits: { memory: "512Mi" } }).requests, { cpu: "1", memory: "512Mi" });
  });

  it("may be storage that ends with the pod, and graphics processors", () => {
    const { requests, limits } = amounts({ storage: "1024Mi", gpus: 2 });
    assert.deepEqual([requests["ephemeral-storage"], limits["ephemeral-storage"]], ["1Gi", "1Gi"]);
    assert.deepEqual([requests["nvidia.com/gpu"], limits["nvidia.com/gpu"]], ["2", "2"]);
  });

  it("promise no more than they allow", () => {
    const at = (resources: Resources, path: string) =>
      problemsOf(shop([{ name: "web", options: { resources } }])).at(`containers[0].options.resources.${path}`);
    const found = at({ requests: { memory: "2Gi" }, limits: { memory: "1Gi" } }, "requests.memory");
    assert.deepEqual(
      [found.code, found.got, found.allowed],
      ["promised-above-ceiling", "2Gi", "at most its ceiling, 1Gi"],
    );
    assert.equal(at({ cpu: 2, limits: { cpu: 1 } }, "cpu").code, "promised-above-ceiling");
    assert.equal(at({ limits: { memory: "128" } }, "limits.memory").fix, 'did you mean "128Mi"?');
  });

  it("are checked in init containers, sidecars and zones", () => {
    const resources = { memory: 1 };
    const options = {
      init: [{ name: "a", image: "x", resources }],
      sidecars: [{ name: "b", image: "x", resources }],
      zones: { "sofia-1": { resources } },
    };
    assert.deepEqual(problemsOf(shop([{ name: "web", options }])).list, [
      "containers[0].options.init[0].resources.memory: out-of-range",
      "containers[0].options.sidecars[0].resources.memory: out-of-range",
      "containers[0].options.zones.sofia-1.resources.memory: out-of-range",
    ]);
  });
});

describe("the quality of service", () => {
  const notes = (containers: Readonly<Record<string, ContainerOptions>>) =>
    treeOf(shop(Object.entries(containers).map(([name, options]) => ({ name, options }))))
      .notes.filter(({ code }) => code === "quality-of-service")
      .map(({ message }) => message.replace(/ \(quality of service: ([a-z]+)\).*/, " $1"));

  it("is explained once a class, with the names", () => {
    const exact = { resources: { cpu: 1, memory: "1Gi" } };
    assert.deepEqual(notes({ a: exact, b: exact, c: {}, d: { resources: "small" } }), [
      "a, b: promised all that they may use guaranteed",
      "c, d: promised less than they may use burstable",
    ]);
  });

  it("is that of the least of a pod's images", () => {
    const exact = { cpu: 1, memory: "1Gi" };
    assert.deepEqual(notes({ a: { resources: exact, sidecars: [{ name: "s", image: "x" }] } }), [
      "a: promised less than they may use burstable",
    ]);
  });

  it("is no subject while nobody says anything of amounts", () => {
    assert.deepEqual(notes({ a: {}, b: {} }), []);
  });
});

describe("the use of a claim", () => {
  const one = { resources: { cpu: 1, memory: "1Gi" } };
  const image = { image: "x", resources: { cpu: 1, memory: "1Gi" } };

  it("counts sidecars with the container, and init containers where they need more", () => {
    const sidecars = [{ name: "s", ...image }];
    const init = (cpu: number) => [{ name: "i", image: "x", resources: { cpu, memory: "1Gi" } }];
    assert.deepEqual(warnings({ web: { ...one, sidecars } }, { cpu: "1500m" }), ["cpu 2 of 1500m"]);
    assert.deepEqual(warnings({ web: { ...one, init: init(1) } }, { cpu: "1" }), []);
    assert.deepEqual(warnings({ web: { ...one, init: init(3) } }, { cpu: "1" }), ["cpu 3 of 1"]);
    assert.deepEqual(warnings({ web: { ...one, sidecars, init: init(3) } }, { cpu: "1" }), ["cpu 4 of 1"]);
  });

  it("counts all that may run at once, of every kind", () => {
    const claim = { cpu: "2500m" };
    assert.deepEqual(warnings({ web: { ...one, scale: { maximum: 3 } } }, claim), ["cpu 3 of 2500m"]);
    assert.deepEqual(warnings({ db: { ...one, workload: "stateful", replicas: 4 } }, claim), ["cpu 4 of 2500m"]);
    const job = { kind: "job", completions: 10, parallelism: 5 } as const;
    assert.deepEqual(warnings({ run: { ...one, workload: job } }, claim), ["cpu 5 of 2500m"]);
    const cron = { kind: "cron", schedule: "@daily" } as const;
    assert.deepEqual(warnings({ a: { ...one, workload: cron }, b: one, c: one }, claim), ["cpu 3 of 2500m"]);
    assert.deepEqual(warnings({ a: { ...one, workload: "daemon" }, b: one }, claim), []);
  });

  it("counts volumes that each replica has for itself", () => {
    const volumes = [{ each: { name: "data", size: "20Gi" }, path: "/data" }];
    const claim = { storage: "50Gi", volumes: 2 };
    assert.deepEqual(warnings({ db: { workload: "stateful", replicas: 3, volumes } }, claim), [
      "storage 60Gi of 50Gi",
      "volumes 3 of 2",
    ]);
  });

  it("counts storage that ends with the pods where the claim does", () => {
    const options = { replicas: 2, resources: { storage: "1Gi" } };
    assert.deepEqual(warnings({ web: options }, { ephemeralStorage: "1Gi" }), ["ephemeral storage 2Gi of 1Gi"]);
    const tree = treeOf(shop([]), { ...ZONE, claim: { ...DEFAULT_CLAIM, ephemeralStorage: "1Gi" } });
    assert.equal(objectOf(tree, "ResourceQuota", "claim").spec.hard["requests.ephemeral-storage"], "1Gi");
  });
});
