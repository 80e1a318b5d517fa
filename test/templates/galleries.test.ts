import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, it } from "mocha";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import {
  addGallery,
  findTemplate,
  instantiate,
  listGalleries,
  listTemplates,
  readTemplate,
  removeGallery,
  templateForm,
  templateTree,
} from "../../templates/gallery.ts";
import { evaluateFile, evaluationOf, temporaryFolder } from "./support.ts";

const COMPOSE = "services:\n  web:\n    image: nginx:1.29\n    ports: ['8080:80']\n    userns_mode: host\n";

const ONE_CLICK = `captainVersion: 4
services:
    $$cap_appname:
        image: ghost:$$cap_version
        environment:
            url: http://$$cap_appname.$$cap_root_domain
        caproverExtra:
            containerHttpPort: '2368'
caproverOneClickApp:
    variables:
        - id: $$cap_version
          label: Version
          defaultValue: 6.14.0
          validRegex: /^([^\\s^\\/])+$/
    instructions:
        start: Just a blog
        end: Open it
    displayName: "Ghost Blog"
    description: A blog
    documentation: https://hub.docker.com/_/ghost
`;

const COOLIFY = `# documentation: https://example.com
# slogan: Own your notes
# tags: notes, web
# port: 3000

services:
  notes:
    image: ghcr.io/example/notes:3.1
    environment:
      - SERVICE_URL_NOTES_3000
      - ADMIN_PASSWORD=$SERVICE_PASSWORD_ADMIN
`;

describe("further galleries", () => {
  const root = temporaryFolder();
  let number = 0;
  let state = "";
  let folder = "";

  beforeEach(() => {
    number += 1;
    state = join(root, `state-${number}`);
    folder = join(root, `apps-${number}`);
    mkdirSync(folder);
  });

  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const add = async (source = folder, name?: string) => {
    const { value, diagnostics } = await addGallery(source, { state, ...(name && { name }) });
    assert.ok(value, JSON.stringify(diagnostics));
    return value;
  };
  const refusal = async (source: string, name?: string) => {
    const { value, diagnostics } = await addGallery(source, { state, ...(name && { name }) });
    assert.equal(value, undefined);
    return diagnostics[0];
  };
  const foreign = () => listTemplates(state).filter(({ gallery }) => gallery !== undefined);

  it("are none at first, and then change nothing", () => {
    assert.deepEqual(listGalleries(state), []);
    assert.deepEqual(listTemplates(state), listTemplates());
    assert.ok(!existsSync(state));
  });

  it("hold what they are seen to hold, with what it tells of itself", async () => {
    put("public/v4/apps/ghost-blog.yml", ONE_CLICK);
    put("notes.yaml", COOLIFY);
    put("shop/compose.yaml", COMPOSE);
    put("shop/README.md", "services:\n");
    put("ci.yml", "jobs: {}\n");
    put("package.json", "{}");
    put(".github/hidden.yml", COMPOSE);
    put("node_modules/thing/compose.yml", COMPOSE);
    put("own/espalier.json", JSON.stringify({ template: { title: "Ours" }, project: { name: "own" }, containers: [] }));
    put("own/inner/compose.yml", COMPOSE);
    const added = await add(folder, "apps");
    assert.deepEqual([added.templates, added.broken, added.problem], [4, 0, undefined]);
    assert.deepEqual(
      foreign().map(({ name, format, title, description, tags }) => ({ name, format, title, description, tags })),
      [
        { name: "ghost-blog", format: "one-click", title: "Ghost Blog", description: "A blog", tags: undefined },
        { name: "notes", format: "coolify", title: "Notes", description: "Own your notes", tags: ["notes", "web"] },
        { name: "own", format: undefined, title: "Ours", description: undefined, tags: undefined },
        { name: "shop", format: "compose", title: undefined, description: undefined, tags: undefined },
      ],
    );
    assert.equal(readFileSync(join(state, "galleries.json"), "utf8").includes(folder), true);
  });

  it("say the gallery where a name is not enough", async () => {
    put("ghost.yml", ONE_CLICK);
    put("a/compose.yml", COMPOSE);
    put("b/a/compose.yml", COMPOSE);
    await add(folder, "apps");
    assert.deepEqual(
      foreign().map(({ name }) => name),
      ["a-compose", "b-a-compose", "apps/ghost"],
    );
    assert.equal(findTemplate("ghost", state).gallery, undefined);
    assert.equal(findTemplate("apps/ghost", state).gallery, "apps");
    assert.equal(findTemplate("apps/a-compose", state).name, "a-compose");
    assert.throws(() => findTemplate("apps/ghots", state), /apps\/ghost/);
  });

  it("are imported when they are used, and tell what was lost", async () => {
    put("shop/compose.yaml", COMPOSE);
    put("ghost-blog.yml", ONE_CLICK);
    await add(folder, "apps");
    assert.deepEqual(
      (await templateForm("ghost-blog", state)).map(({ label, default: value }) => [label, value]),
      [["Version", "6.14.0"]],
    );
    assert.match((await readTemplate("shop", state)).text, /nginx:1\.29/);
    const target = join(root, `out-${number}`);
    const { value } = await instantiate("shop", target, { state, name: "mine" });
    assert.equal(value?.file, join(target, "espalier.jsonc"));
    const lost = value.losses?.filter(({ fate }) => fate === "unsupported").map(({ path }) => path.at(-1));
    assert.deepEqual(lost, ["userns_mode"]);
    const { spec } = await evaluationOf(evaluateFile(value.file));
    assert.equal(spec?.project.name, "mine");
    const tree = await templateTree("ghost-blog", { state });
    assert.ok(
      tree.value?.nodes.some(({ kind }) => kind === "address"),
      JSON.stringify(tree.diagnostics),
    );
  });

  it("list what is broken with the reason, and everything else as ever", async () => {
    put("good.yml", COMPOSE);
    put("empty/compose.yml", "version: '3'\n");
    put("large.yml", COMPOSE);
    truncateSync(join(folder, "large.yml"), 1024 * 1024 + 1);
    put("latin.yml", COMPOSE);
    writeFileSync(join(folder, "latin.yml"), Buffer.from([0x73, 0xff, 0xfe]));
    put("wrong/espalier.json", "{ nonsense");
    put("odd/espalier.json", JSON.stringify({ template: { title: 7 } }));
    put("program/espalier.ts", "throw new Error('run');");
    put("torn.yml", `${COMPOSE}    : [\n`);
    const { templates, broken } = await add(folder, "apps");
    assert.deepEqual([templates, broken], [8, 6]);
    const reasons = Object.fromEntries(foreign().map(({ name, broken }) => [name, broken]));
    assert.equal(reasons.good, undefined);
    assert.equal(reasons.empty, "it has no services");
    assert.equal(reasons.large, "it is larger than 1 MiB");
    assert.equal(reasons.latin, "it is not UTF-8 text");
    assert.match(reasons.wrong ?? "", /^it is not JSON/);
    assert.match(reasons.odd ?? "", /title/);
    assert.match(reasons.program ?? "", /not run/);
    await assert.rejects(templateForm("program", state), /programs of other galleries are not run/);
    await assert.rejects(readTemplate("torn", state), DiagnosticsError);
  });

  it("follow no links", async () => {
    put("good.yml", COMPOSE);
    const outside = join(root, `outside-${number}`);
    mkdirSync(outside);
    writeFileSync(join(outside, "secret.yml"), COMPOSE);
    symlinkSync(outside, join(folder, "linked"));
    symlinkSync(join(outside, "secret.yml"), join(folder, "linked.yml"));
    symlinkSync(folder, join(folder, "round"));
    assert.equal((await add()).templates, 1);
  });

  it("stop at 5,000 files", async () => {
    mkdirSync(join(folder, "many"));
    for (let index = 0; index < 5001; index++) writeFileSync(join(folder, "many", `${index}.txt`), "");
    put("first.yml", COMPOSE);
    const { templates, problem } = await add();
    assert.equal(templates, 1);
    assert.equal(problem, "it has more than 5000 files: the rest is left out");
  });

  it("can be forgotten; a folder of yours stays", async () => {
    put("good.yml", COMPOSE);
    await add(folder, "apps");
    assert.equal((await refusal(folder, "apps"))?.code, "gallery-exists");
    assert.match(removeGallery("app", state).diagnostics[0]?.fix ?? "", /apps/);
    assert.equal(removeGallery("apps", state).value?.folder, folder);
    assert.deepEqual(listGalleries(state), []);
    assert.deepEqual(readdirSync(folder), ["good.yml"]);
  });

  it("are not taken from where there is nothing to take", async () => {
    assert.equal((await refusal(folder))?.code, "empty-gallery");
    assert.equal((await refusal(join(root, "missing")))?.code, "no-such-folder");
    assert.equal((await refusal(folder, "No Name"))?.code, "invalid-name");
    assert.equal((await refusal(folder, "../up"))?.code, "invalid-name");
    assert.ok(!existsSync(join(state, "galleries.json")));
  });

  it("say it when their folder is gone, and when the note of them is broken", async () => {
    put("good.yml", COMPOSE);
    await add(folder, "apps");
    const note = join(state, "galleries.json");
    writeFileSync(note, readFileSync(note, "utf8").replace(folder, `${folder}-gone`));
    assert.equal(listGalleries(state)[0]?.problem, "its folder cannot be read");
    assert.deepEqual(foreign(), []);
    writeFileSync(note, '{"galleries": [{"name": "../x"}]}');
    assert.throws(() => listTemplates(state), /not as it was written/);
  });

  describe("from a repository", () => {
    const repository = () => {
      put("good.yml", COMPOSE);
      const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], { cwd: folder });
      git("init", "--quiet");
      git("add", ".");
      git("commit", "--quiet", "--message", "First");
      return pathToFileURL(folder).href;
    };

    it("are cloned without history, and removed with their clone", async () => {
      const address = repository();
      const { name, folder: clone, from, templates } = await add(address, "cloned");
      assert.deepEqual([name, from, templates], ["cloned", address, 1]);
      assert.deepEqual(readdirSync(clone), ["good.yml"]);
      assert.ok(clone.startsWith(state));
      assert.ok(removeGallery("cloned", state).value);
      assert.ok(!existsSync(clone));
    });

    it("are cloned over what a killed addition has left", async () => {
      mkdirSync(join(state, "galleries", "cloned"), { recursive: true });
      writeFileSync(join(state, "galleries", "cloned", "half.yml"), COMPOSE);
      const { folder: clone } = await add(repository(), "cloned");
      assert.deepEqual(readdirSync(clone), ["good.yml"]);
    });

    it("are called as the repository is", async () => {
      const address = repository();
      assert.equal((await add(address)).name, `apps-${number}`);
    });

    it("leave nothing behind when they cannot be cloned", async () => {
      const refused = await refusal(pathToFileURL(join(root, "no-repository")).href, "cloned");
      assert.equal(refused?.code, "not-cloned");
      assert.deepEqual(existsSync(join(state, "galleries")) ? readdirSync(join(state, "galleries")) : [], []);
    });

    for (const [what, address] of Object.entries({
      "another program": "ext::sh -c touch% /tmp/never",
      "plain http": "http://example.com/apps.git",
      "the git protocol": "git://example.com/apps.git",
      "an address with a password": "https://me:hunter2@example.com/apps.git",
    })) {
      it(`are not cloned over ${what}`, async () => {
        const refused = await refusal(address, "cloned");
        assert.equal(refused?.code, "wrong-address");
        assert.ok(!JSON.stringify(refused).includes("hunter2"));
      });
    }

    it("take an address that begins like an option for a folder", async () => {
      assert.equal((await refusal("--upload-pack=touch /tmp/never", "cloned"))?.code, "no-such-folder");
    });
  });
});
