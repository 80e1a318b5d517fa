import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { espalier } from "./support/run-espalier.ts";

const COMMANDS = [
  ...[
    "init",
    "import",
    "templates",
    "validate",
    "edit",
    "containers",
    "synth",
    "diagram",
    "preview",
    "up",
    "destroy",
    "status",
    "logs",
    "zone",
  ],
  ...["serve", "login", "logout", "whoami", "link", "unlink", "open", "env", "members", "keys"],
  ...["revisions", "rollback", "updates", "start", "completion", "version"],
];

describe("help", () => {
  it("lists every command and every exit code", async () => {
    const { code, stdout, stderr } = await espalier(["--help"]);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    for (const command of COMMANDS) assert.match(stdout, new RegExp(`^  ${command} `, "m"));
    for (const exitCode of [0, 1, 2, 3, 4, 7, 8]) assert.match(stdout, new RegExp(`^  ${exitCode}  `, "m"));
    assert.doesNotMatch(stdout, /__complete/);
  });

  it("is what a bare espalier shows", async () => {
    assert.deepEqual(await espalier([]), await espalier(["--help"]));
  });

  for (const command of COMMANDS) {
    it(`of ${command} says how it is used`, async () => {
      const { code, stdout } = await espalier([command, "--help"]);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^Usage: espalier ${command}`));
    });
  }

  it("stays within 100 columns", async () => {
    const { stdout } = await espalier(["up", "--help"]);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
  });
});

describe("arguments that are wrong", () => {
  const wrong: readonly (readonly [args: string[], message: RegExp, fix: RegExp])[] = [
    [["previw"], /unknown command "previw"/, /did you mean "preview"\?/],
    [["zone", "lst"], /unknown command "lst"/, /did you mean "list"\?/],
    [["up", "--zon", "a"], /unknown option "--zon"/, /did you mean "--zone"\?/],
    [["--yes", "upp"], /unknown command "upp"/, /did you mean "up"\?/],
    [["zone"], /`espalier zone` needs a command/, /up, down, reset, list, add, default, remove/],
    [["zone", "add", "sofia"], /--kubeconfig/, /espalier zone add --help/],
    [["logs"], /needs the name of a container, or a tag/, /espalier logs NAME/],
    [["synth", "a", "b"], /too many arguments/, /espalier synth --help/],
    [["completion", "csh"], /bash, zsh, fish/, /espalier completion --help/],
  ];
  for (const [args, message, fix] of wrong) {
    it(`espalier ${args.join(" ")}: is refused with what to do`, async () => {
      const { code, stdout, stderr } = await espalier(args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.match(stderr, fix);
    });
  }

  it("are told as JSON on stdout too with --json", async () => {
    const { code, stdout } = await espalier(["validat", "--json"]);
    assert.equal(code, 2);
    assert.match(JSON.parse(stdout).error.message, /unknown command "validat"/);
  });

  it("may hold options before the command", async () => {
    const { code, stderr } = await espalier(["--file", "absent.json", "validate"]);
    assert.equal(code, 2);
    assert.match(stderr, /there is no file "absent.json"/);
  });
});

describe("colour", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  const coloured = /\x1b\[/;

  it("is off without a terminal, with NO_COLOR and with --no-color, and on with FORCE_COLOR", async () => {
    assert.doesNotMatch((await espalier(["--help"])).stdout, coloured);
    assert.match((await espalier(["--help"], { environment: { FORCE_COLOR: "1" } })).stdout, coloured);
    const both = { FORCE_COLOR: "1", NO_COLOR: "1" };
    assert.doesNotMatch((await espalier(["--help"], { environment: both })).stdout, coloured);
    const refused = await espalier(["--no-color", "nonsense"], { environment: { FORCE_COLOR: "1" } });
    assert.doesNotMatch(refused.stderr, coloured);
  });
});
