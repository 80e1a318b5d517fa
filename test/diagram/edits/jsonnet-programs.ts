import type { Random } from "./jsonnet-random.ts";

/** A definition in Jsonnet that is put together from what people write, and from what makes tracing hard. */
export function randomProgram(random: Random): string {
  const names = ["web", "db", "queue", "worker", "report"].slice(0, 1 + random.number(5));
  const containers = names.map((name) => containerOf(name, random));
  const list = listOf(containers, random);
  const locals = LOCALS.filter(([name]) => new RegExp(`\\b${name}\\b`).test(list) || random.chance(4)).map(
    ([, text]) => text,
  );
  const more = random.pick([
    "",
    "  volumes: [{ name: 'data', size: '1Gi' }],\n",
    "  volumes: [espalier.volume('data', size), { name: 'other', size: size }], // both\n",
    "  volumes+: [{ name: 'data', size: '1Gi' }],\n",
    "  environmentGroups: { common: { LEVEL: 'info' /* quiet */ } },\n",
    "  network: { name: $.project.name + '-net' },\n",
    "  variables: { tag: '1.2.3', password: { generate: 32 } },\n",
    "  local hidden = 'x',\n  description:: hidden,\n",
  ]);
  const body = `{\n  project: { name: 'shop'${random.chance(3) ? ", description: 'it sells' " : " "}},\n  containers: ${list},\n${more}}`;
  const root = random.pick([
    body,
    body,
    body,
    `${body} + { zones: ['sofia-1'] }`,
    `local made = ${body};\nmade`,
    `(${body})`,
    `espalier.merge(${body}, { zones: ['sofia-1'] })`,
    `${body} {\n  zones: [],\n}`,
    `if std.extVar('big') == 'yes' then ${body} else ${body}`,
  ]);
  const text = [
    "local espalier = import 'espalier.libsonnet';",
    ...HELPERS,
    ...locals,
    "",
    `${root}${random.pick(["", "\n", "\n// the end\n"])}`,
  ].join("\n");
  return random.chance(6) ? text.replaceAll("\n", "\r\n") : text;
}

const HELPERS = [
  "local replicas = 2, size = '5Gi';",
  "local image(name, tag='1.2') = 'example/%s:%s' % [name, tag];",
  "local python(name, options={}) = espalier.container(name, 'python:3', { MODE: 'fast' }, { tags: ['python'] } + options);",
];

const LOCALS: readonly (readonly [name: string, text: string])[] = [
  ["common", "local common = { LOG: 'info', ZONE: '$zone' };  // for all"],
  ["database", "local database = espalier.container('db', 'postgres:18', { POSTGRES_USER: 'me' }, { ports: [5432] });"],
  ["base", "local base = { image: 'base:1', environment: { A: 1 }, options+: { tags: ['base'] } };"],
  ["lone", "local lone = {\n  name: 'lone',\n  image: 'lone:1',\n};"],
];

function containerOf(name: string, random: Random): string {
  return random.pick([
    `{ name: '${name}', image: 'nginx:1.29', options: { expose: true, replicas: 2 } }`,
    `{\n      // The ${name}.\n      name: "${name}",\n      image: 'nginx:1.29', # pinned\n      environment: { A: 'x', B: '$b' },\n      options: {\n        ports: [80, 443],\n        replicas: replicas,\n      },\n    }`,
    `espalier.web('${name}', 'nginx:1.29')`,
    `espalier.web('${name}', image('${name}'), port=8080, options={ replicas: 3 })`,
    `espalier.container('${name}', 'app:1', { A: 'x' }, options={ tags: ['a', 'b'] })`,
    `espalier.container('${name}', 'app:1') + { args: ['--fast'], environment+: { LATE: 'y' } }`,
    `python('${name}')`,
    `python('${name}', { replicas: 2, health: { http: '/' } })`,
    `{ name: '${name}', image: 'app:' + std.extVar('tag'), environment: common }`,
    `{ name: '${name}', image: 'app:1', environment: common + { OWN: 'yes' } }`,
    `base { name: '${name}', options+: { replicas: 4 } }`,
    `{ name: '${name}', image: self.name + ':1', options: { replicas: 2, scale: { minimum: self.replicas } } }`.replace(
      "self.replicas",
      "1",
    ),
    `{ local own = 'v1', name: '${name}', image: 'app:' + own, environment: { VERSION: own, PROJECT: $.project.name } }`,
    `{ name: '${name}', image: 'app:1', options: if std.extVar('big') == 'yes' then { replicas: 9 } else { replicas: 1 } }`,
    `{ name: '${name}', image: 'app:1', environment: { [key]: 'on' for key in ['X', 'Y'] } }`,
    `{ name: '${name}', image: 'app:1', environment: { DB: espalier.postgresUrl(database, 'me', '$password', 'shop') } }`,
    `{ name: '${name}', image: 'app:1', args: std.map(function(x) '--' + x, ['a', 'b']), command: ['run'] + ['it'] }`,
    `std.mergePatch({ name: '${name}', image: 'app:1' }, { options: { replicas: replicas } })`,
    `{ name: '${name}', image: 'app:1', options: { volumes: [{ files: { 'a.conf': |||\n  one\n    two\n||| }, path: '/etc' }] } }`,
    `({ name: '${name}', image: 'app:1' })`,
    `{ 'name': '${name}', 'image': @'it''s', environment: { A: 'a', A2: self.A } }`,
  ]);
}

function listOf(containers: readonly string[], random: Random): string {
  const lines = `[\n${containers.map((one) => `    ${one},\n`).join("")}  ]`;
  const flat = `[${containers.join(", ")}]`;
  return random.pick([
    lines,
    lines,
    lines.replace(/,\n {2}\]$/, "\n  ]"),
    flat,
    `${lines} + [lone]`,
    `[lone] + ${flat}`,
    `${flat} + [espalier.web(name, 'nginx:1') for name in ['one', 'two']]`,
    `[one { options+: { tags+: ['all'] } } for one in ${flat}]`,
    `std.filter(function(c) c.name != 'nobody', ${flat})`,
    `${flat} + if std.extVar('big') == 'yes' then [lone] else []`,
  ]);
}
