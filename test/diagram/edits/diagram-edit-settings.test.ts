import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type DiagramEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { codes, container, edited, refused, SHOP } from "./diagram-edit-shop.ts";

describe("settings of a container", () => {
  it("how many run takes the place of a scale, and is refused where that is decided otherwise", () => {
    const value = { project: { name: "p" }, containers: [{ name: "a", options: { scale: { maximum: 3 } } }] };
    const edit: DiagramEdit = { kind: "scale", container: "a", replicas: 2 };
    assert.deepEqual(container(edited(edit, value), "a").options, { replicas: 2 });
    assert.deepEqual(codes(edit, value), ["warning no-longer-scaled"]);
    assert.deepEqual(codes({ kind: "scale", container: "data_base", replicas: 2 }), ["error volume-for-one"]);
    assert.deepEqual(specEdits(SHOP, { kind: "scale", container: "web", replicas: 1 }).edits, []);
    refused({ kind: "scale", container: "nightly", replicas: 2 }, "not-scalable");
    for (const replicas of [-1, 1.5, 1001, Number.NaN])
      refused({ kind: "scale", container: "web", replicas }, "wrong-number");
  });

  it("a public address comes and goes, and those who use the port still find it", () => {
    const value = {
      project: { name: "p" },
      containers: [
        { name: "a", environment: { PORT: "$port" }, options: { expose: true } },
        { name: "b", environment: { A: "${{a.url}}", P: "${{a.publicUrl}}" } },
      ],
      variables: { port: 3000 },
    };
    const edit: DiagramEdit = { kind: "expose", container: "a", on: false };
    assert.deepEqual(container(edited(edit, value), "a").options, { ports: ["$port"] });
    assert.deepEqual(codes(edit, value), ["error unknown-expression"]);
    assert.equal(container(edited({ kind: "expose", container: "mailer", on: true }), "mailer").options.expose, true);
    assert.equal(
      container(edited({ kind: "expose", container: "web", on: true, port: 9 }), "web").options.expose.port,
      9,
    );
    refused({ kind: "expose", container: "nightly", on: true }, "not-exposable");
  });

  it("variables are set and taken away, and who misses one is told", () => {
    const edit: DiagramEdit = {
      kind: "set-environment",
      of: { container: "data_base" },
      set: { X: 1, NAME: "n" },
      remove: ["SELF"],
    };
    assert.deepEqual(container(edited(edit), "data_base").environment, { POSTGRES_PASSWORD: "x", NAME: "n", X: 1 });
    const value = {
      project: { name: "p" },
      containers: [
        { name: "a", environment: { K: "1" } },
        { name: "b", environment: { L: "${{a.K}}" } },
      ],
    };
    assert.deepEqual(codes({ kind: "set-environment", of: { container: "a" }, remove: ["K"] }, value), [
      "error unknown-expression",
    ]);
    assert.equal(
      edited({ kind: "set-environment", of: { group: "mail" }, set: { A: true } }).environmentGroups.mail.A,
      true,
    );
    refused({ kind: "set-environment", of: { group: "none" }, set: {} }, "not-found");
    refused({ kind: "set-environment", of: { container: "web" }, set: { "1 A": "" } }, "wrong-variable");
    refused({ kind: "set-environment", of: { container: "web" }, set: { A: "" }, remove: ["A"] }, "contradiction");
  });

  it("volumes are mounted at paths that are free, and taken away again", () => {
    const after = edited({ kind: "attach-volume", container: "web", volume: "data", path: "/srv", readOnly: true });
    assert.deepEqual(container(after, "web").options.volumes, [{ volume: "data", path: "/srv", readOnly: true }]);
    assert.deepEqual(codes({ kind: "attach-volume", container: "web", volume: "data", path: "/srv" }), [
      "warning volume-for-one",
    ]);
    const back = edited({ kind: "detach-volume", container: "web", volume: "data" }, after);
    assert.equal(container(back, "web").options.volumes, undefined);
    refused(
      { kind: "attach-volume", container: "data_base", volume: "data", path: "/var/lib//postgresql/" },
      "path-taken",
    );
    for (const path of ["", "data", "/", "/a/../b", "/a:b"]) {
      refused({ kind: "attach-volume", container: "web", volume: "data", path }, "wrong-path");
    }
    refused({ kind: "attach-volume", container: "web", volume: "none", path: "/x" }, "not-found");
    refused({ kind: "detach-volume", container: "web", volume: "data" }, "not-mounted");
  });

  it("a volume for one node is told of where several run", () => {
    const value = {
      project: { name: "p" },
      containers: [{ name: "a", options: { scale: { maximum: "$most" } } }],
      volumes: [{ name: "data" }],
      variables: { most: { default: 4 } },
    };
    const edit: DiagramEdit = { kind: "attach-volume", container: "a", volume: "data", path: "/data" };
    assert.deepEqual(codes(edit, value), ["error volume-for-one"]);
    assert.deepEqual(codes(edit, { ...value, variables: { most: 1 } }), []);
  });

  it("a volume never gets the name that a folder of its container has", () => {
    const volumes = [
      { empty: { name: "tmp-files" }, path: "/tmp" },
      { volume: "data", path: "/data" },
    ];
    const value = {
      project: { name: "p" },
      containers: [{ name: "a", options: { volumes } }],
      volumes: [{ name: "data" }, { name: "tmp_files" }],
    };
    refused({ kind: "rename", part: { volume: "data" }, name: "tmp-files" }, "name-taken", {
      ...value,
      volumes: [{ name: "data" }],
    });
    refused({ kind: "attach-volume", container: "a", volume: "tmp_files", path: "/x" }, "name-taken", value);
  });

  it("options are set below short forms, which are written in full", () => {
    const options = { resources: "small", workload: "cron", expose: 80, health: false };
    const value = { project: { name: "p" }, containers: [{ name: "a", options }] };
    const set = (path: string[], to?: Json) =>
      container(
        edited({ kind: "set-option", container: "a", path, ...(to !== undefined && { value: to }) }, value),
        "a",
      ).options;
    assert.deepEqual(set(["resources", "memory"], "1Gi").resources, { size: "small", memory: "1Gi" });
    assert.deepEqual(set(["workload", "schedule"], "@daily").workload, { kind: "cron", schedule: "@daily" });
    assert.deepEqual(set(["expose", "path"], "/x").expose, { port: 80, path: "/x" });
    assert.deepEqual(set(["health", "http"], "/").health, { http: "/" });
    assert.equal(set(["resources"]).resources, undefined);
    assert.deepEqual(set(["resources", "memory"]), options);
    assert.deepEqual(set(["lifecycle", "beforeStop", "sleep"], 3).lifecycle, { beforeStop: { sleep: 3 } });
    refused({ kind: "set-option", container: "a", path: [], value: 1 }, "no-option", value);
  });

  it("tags, the image and the project's description are set", () => {
    assert.deepEqual(
      container(edited({ kind: "set-tags", container: "web", tags: ["a", "b", "a"] }), "web").options.tags,
      ["a", "b"],
    );
    refused({ kind: "set-tags", container: "web", tags: ["no tag!"] }, "wrong-tag");
    assert.equal(container(edited({ kind: "set-image", container: "web", image: "nginx:2" }), "web").image, "nginx:2");
    refused({ kind: "set-image", container: "web", image: "" }, "wrong-image");
    assert.equal(edited({ kind: "set-description", description: "A shop." }).project.description, "A shop.");
    assert.equal("description" in edited({ kind: "set-description", description: "" }).project, false);
    refused({ kind: "set-description", description: "x".repeat(1001) }, "too-long");
  });
});
