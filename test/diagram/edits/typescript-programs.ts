import type { Random } from "./jsonnet-random.ts";

/** A definition in TypeScript that returns a plain object. */
export function randomObject(random: Random): string {
  const names = ["web", "db", "queue", "worker"].slice(0, 1 + random.number(4));
  const containers = names.map((name) => containerOf(name, random));
  const body = `{
    project: { name: "shop" }, // the shop
    containers: ${listOf(containers, random)},
${random.pick(["", '    volumes: [{ name: "data", size: "1Gi" }],\n', "    volumes: [volume, { name: 'other', size }],\n", '    zones: ["sofia-1"],\n', "    environmentGroups: { common },\n"])}  }`;
  const head = [
    'import { defineProject } from "espalier";',
    "",
    'const common = { LOG: "info", ZONE: "a" };',
    "const replicas = 2;",
    "const size = '5Gi';",
    'const volume = { name: "data", size };',
    'const image = (name: string, tag = "1.2") => `example/${name}:${tag}`;',
    "function python(name: string, options: object = {}) {\n  const tags = ['python'];\n  return { name, image: 'python:3', options: { tags, ...options } };\n}",
    "const grown: Record<string, string> = { A: 'a' };\ngrown.B = 'b';",
  ];
  const text = [
    ...head,
    "",
    random.pick([
      `export default defineProject(({ zone, vars }) => (${body}));`,
      `export default defineProject(({ zone, vars }) => {\n  const own = "own:1";\n  return ${body};\n});`,
      `export default defineProject({ variables: { tag: "1.2" } }, ({ zone, vars }) => (${body} as const));`,
      `const zone = { name: "z" }, vars = { tag: "t", replicas: "1" };\nexport default ${body};`,
      `const definition = defineProject(async ({ zone, vars }) => (${body}));\n\nexport default definition;`,
      `export default function build({ zone, vars }: any) {\n  return ${body};\n}`,
      `const zone = { name: "z" }, vars = { tag: "t", replicas: "1" };\nconst made = ${body};\nexport { made as default };`,
    ]),
    random.pick(["", "// the end\n"]),
  ].join("\n");
  return random.chance(6) ? text.replaceAll("\n", "\r\n") : text;
}

function containerOf(name: string, random: Random): string {
  return random.pick([
    `{ name: "${name}", image: "nginx:1.29", options: { expose: true, replicas: 2 } }`,
    `{\n        // The ${name}.\n        name: '${name}',\n        image: "nginx:1.29", // pinned\n        environment: { A: "x", B: 1 },\n        options: {\n          ports: [80, 443],\n          replicas,\n        },\n      }`,
    `{ name: "${name}", image: image("${name}"), environment: common }`,
    `{ name: "${name}", image: image("${name}", vars.tag), environment: { ...common, OWN: "yes" } }`,
    `python("${name}")`,
    `python("${name}", { replicas: 3 })`,
    `{ name: "${name}", image: \`app:\${vars.tag}\`, environment: grown }`,
    `{ ...python("${name}"), environment: { "a-b": \`plain\`, ...grown } }`,
    `{ name: "${name}", image: "app:1", options: zone.name === "x" ? { replicas: 9 } : { replicas: 1 } }`,
    `{ name: "${name}", image: "app:1", args: ["a", "b"].map((one) => "--" + one), command: ["run", ...["it"]] }`,
    `{ "name": "${name}", image: ("app:1" as string), options: { replicas: Number(vars.replicas), tags: [] } }`,
    `{ name: "${name}", image: 'it\\'s', options: undefined }`,
  ]);
}

function listOf(containers: readonly string[], random: Random): string {
  const lines = `[\n${containers.map((one) => `      ${one},\n`).join("")}    ]`;
  const flat = `[${containers.join(", ")}]`;
  return random.pick([
    lines,
    lines,
    flat,
    `[...${flat}, { name: "last", image: "app:1" }]`,
    `[...${flat}, ...["one", "two"].map((name) => ({ name, image: "app:1" }))]`,
    `${flat}.filter(({ name }) => name !== "nobody")`,
    `${flat}.map((one) => ({ ...one, args: ["x"] }))`,
  ]);
}

/** A definition in TypeScript that builds constructs. */
export function randomConstructs(random: Random): string {
  const names = ["web", "db", "queue"].slice(0, 1 + random.number(3));
  const statements = names.map((name) => constructOf(name, random));
  const more = random.pick([
    "",
    "",
    '  for (const name of ["one", "two"]) {\n    new Container(shop, name, { image });\n  }\n',
    '  if (zone.name === "sofia-1") new Container(shop, "only", { image });\n',
  ]);
  const text = `import { Container, defineProject, EnvironmentGroup, Project, Volume } from "espalier";

export default defineProject(({ zone, vars }) => {
  const image = "app:1";
  const shop = new Project(zone, "shop"${random.pick(["", ', { description: "sells" }', ', { network: { name: "net" } }'])});
  const common = new EnvironmentGroup(shop, "common", { LOG: "info" });
  // Where things are kept.
  const data = new Volume(shop, "data", { size: "5Gi" });

${statements.join("\n")}${more}
  return shop;
});
`;
  return random.chance(6) ? text.replaceAll("\n", "\r\n") : text;
}

function constructOf(name: string, random: Random): string {
  return random.pick([
    `  new Container(shop, "${name}", { image: "nginx:1.29", options: { expose: true, replicas: 2 } });\n`,
    `  // The ${name}.\n  new Container(shop, "${name}", {\n    image,\n    environmentFrom: [common],\n    options: { volumes: [{ volume: data, path: "/data" }], ports: [80] },\n  });\n`,
    `  const ${name} = new Container(shop, "${name}", { image: \`\${image}.\${vars.tag}\`, environment: { A: "a" } });\n`,
    `  const ${name} = new Container(shop, "${name}", { image, environment: { A: "a" } });\n  new Container(shop, "after-${name}", { image: "app:2", options: { waitFor: [${name}.name] } });\n`,
    `  new Container(shop, "${name}-id", { name: "${name}", image: "app:1", args: ["a"] });\n`,
  ]);
}
