import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { CommandError } from "../../cli/command-error.ts";
import { matchesTags, readTags, withTags } from "../../cli/tag-selector.ts";
import { espalier, newFolder, type Ran } from "./support/run-espalier.ts";

const DEFINITION = {
  project: { name: "shop" },
  containers: [
    {
      name: "web",
      image: "nginx:1.29",
      environment: { DB: "db" },
      options: { expose: true, tags: ["frontend", "public"], volumes: [{ volume: "pages", path: "/pages" }] },
    },
    { name: "admin", image: "nginx:1.29", options: { expose: true, tags: ["frontend"] } },
    { name: "db", image: "postgres:18", options: { ports: [5432], volumes: [{ volume: "data", path: "/data" }] } },
  ],
  volumes: [
    { name: "pages", size: "1Gi" },
    { name: "data", size: "1Gi" },
  ],
};

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof CommandError);
    assert.equal(error.exitCode, 2);
    return `${error.message}; ${error.fix}`;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}

describe("tags on the command line", () => {
  it("must all fit, however they are given", () => {
    for (const given of [["a,b"], ["a", "b"], [" a , b ", "a"]]) {
      assert.deepEqual(readTags(given), { wanted: ["a", "b"], unwanted: [] });
    }
    const selector = readTags(["a,b"]);
    assert.ok(selector && matchesTags(selector, ["b", "c", "a"]));
    assert.ok(!matchesTags(selector, ["a"]));
  });

  it("must not fit behind an exclamation mark", () => {
    const selector = readTags(["a", "!b"]);
    assert.deepEqual(selector, { wanted: ["a"], unwanted: ["b"] });
    assert.ok(selector && matchesTags(selector, ["a"]));
    assert.ok(!matchesTags(selector, ["a", "b"]));
  });

  it("are refused when empty, unknown, or when nothing has all of them", () => {
    const things = [{ tags: ["frontend"] }, { tags: ["storage"] }, {}];
    assert.match(
      refusal(() => readTags(["a,,b"])),
      /got an empty one/,
    );
    assert.match(
      refusal(() => readTags(["!"])),
      /got an empty one/,
    );
    assert.match(
      refusal(() => withTags(readTags(["frontent"]), things, "container")),
      /did you mean "frontend"\?/,
    );
    assert.match(
      refusal(() => withTags(readTags(["!frontent"]), things, "container")),
      /did you mean "frontend"\?/,
    );
    assert.match(
      refusal(() => withTags(readTags(["frontend,storage"]), things, "container")),
      /no container has/,
    );
    assert.equal(withTags(readTags(["!storage"]), things, "container").length, 2);
    assert.equal(withTags(undefined, things, "container").length, 3);
  });
});

describe("commands with --tag", () => {
  let folder: string;

  before(() => {
    folder = newFolder();
    writeFileSync(join(folder, "espalier.json"), JSON.stringify(DEFINITION));
  });

  const run = (...args: string[]): Promise<Ran> => espalier(args, { cwd: folder });

  it("list containers with what they run as, all or those with the tag", async () => {
    const { code, stdout } = await run("containers");
    assert.equal(code, 0);
    assert.match(stdout, /^CONTAINER +WORKLOAD +IMAGE +REPLICAS +PORTS +TAGS\n/);
    assert.match(stdout, /^web .* nginx:1\.29 +1 +80 +frontend, public$/m);
    assert.match(stdout, /^db .* 5432$/m);
    const tagged = JSON.parse((await run("containers", "--tag", "frontend", "--tag", "!public", "--json")).stdout);
    assert.deepEqual(
      tagged.map(({ name }: { name: string }) => name),
      ["admin"],
    );
  });

  it("print only the objects of these containers and of the volumes they mount", async () => {
    const objects = JSON.parse((await run("synth", "--tag", "public", "--json")).stdout) as {
      kind: string;
      metadata: { name: string };
    }[];
    const named = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    assert.ok(named.includes("Deployment web") && named.includes("Ingress web"));
    assert.ok(named.includes("PersistentVolumeClaim pages"));
    assert.ok(!named.some((name) => / (admin|db|data)$/.test(name) || name.startsWith("Namespace ")), named.join());
  });

  it("draw only these containers with what they use", async () => {
    const graph = JSON.parse((await run("diagram", "--tag", "public", "--json")).stdout);
    const titles = graph.nodes.map(({ title }: { title: string }) => title);
    assert.ok(titles.includes("web") && titles.includes("pages"));
    assert.ok(!titles.includes("db") && !titles.includes("data") && !titles.includes("admin"));
  });

  it("are refused where a part cannot be changed alone, and say why", async () => {
    for (const command of ["up", "destroy"]) {
      const { code, stderr } = await run(command, "--tag", "frontend", "--yes");
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`${command} takes no --tag: .*would be deleted`));
      assert.match(stderr, /espalier preview --tag/);
      assert.match((await run(command, "--help")).stdout, /takes the whole project/);
    }
  });

  it("suggest the nearest tag", async () => {
    const { code, stderr } = await run("containers", "--tag", "pubic");
    assert.equal(code, 2);
    assert.match(stderr, /no container has the tag "pubic"/);
    assert.match(stderr, /did you mean "public"\?/);
  });

  it("need a container or a tag for logs, not both", async () => {
    assert.match((await run("logs")).stderr, /needs the name of a container, or a tag/);
    assert.match((await run("logs", "web", "--tag", "public")).stderr, /got both/);
  });
});
