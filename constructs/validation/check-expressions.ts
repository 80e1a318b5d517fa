import type { Diagnostic } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import { ProjectValues } from "../expressions/project-values.ts";
import { hasExpression, splitText } from "../expressions/split-text.ts";
import { type Target, targetOf } from "../expressions/target.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { type SpecText, specTexts } from "../spec-texts.ts";

/** A host is needed to say whether there is a public address, not which. */
const ANY_ZONE = { domain: "zone.example" };

/**
 * Expressions of a spec that can mean nothing in any zone: a variable counts as there when a container has it in one of
 * its zones. What holds in one zone is told when the tree is made for it.
 */
export function checkExpressions(spec: ProjectSpec): Diagnostic[] {
  const texts = specTexts(spec).filter(({ text }) => hasExpression(text));
  if (texts.length === 0) return [];
  const groups = spec.environmentGroups ?? {};
  const targets = spec.containers.map((container) =>
    targetOf(inAnyZone(container), groups, spec.project.name, ANY_ZONE),
  );
  const values = new ProjectValues(targets, groups);
  return [...problemsIn(texts, values), ...unreachablePorts(texts, targets)];
}

/** A host name leads to the ports that are known, once any is; the one in an address should be among them. */
function unreachablePorts(texts: readonly SpecText[], targets: readonly Target[]): Diagnostic[] {
  const closed = new Map(targets.flatMap((target) => (target.reachable ? [] : [[dnsName(target.name), target]])));
  if (closed.size === 0) return [];
  return texts.flatMap(({ text, path }) =>
    splitText(text).flatMap((part): Diagnostic[] => {
      const [, name = ""] = ("expression" in part && /^([a-z][a-z0-9_-]*)\.(url|port)$/.exec(part.expression)) || [];
      const target = closed.get(dnsName(name));
      if (!target) return [];
      const message = `nobody in the project reaches port ${target.port} of ${JSON.stringify(target.name)}: other ports of it are given`;
      const fix = `give it options "ports": [${target.port}]`;
      return [{ severity: "warning", code: "unreachable-port", message, path, fix }];
    }),
  );
}

/** What is wrong with expressions in these texts. */
export function problemsIn(texts: readonly SpecText[], values: ProjectValues): Diagnostic[] {
  return texts.flatMap(({ text, path, file }) => {
    const { pieces, problems } = values.fill(text);
    const known = pieces.find((piece) => typeof piece !== "string");
    return [
      ...problems.map((problem): Diagnostic => ({ severity: "error", ...problem, path })),
      ...(file && known !== undefined && problems.length === 0 ? [inFile(known.name, path)] : []),
    ];
  });
}

function inFile(name: string, path: SpecText["path"]): Diagnostic {
  return {
    severity: "error",
    code: "known-when-it-runs",
    message: "a file is written before its pod runs",
    path,
    got: `\${{${name}}}`,
    allowed: "what is known of other containers",
    fix: 'give it to the environment, or use "projected": { "facts": { … } }',
  };
}

function inAnyZone(container: ContainerSpec): ContainerSpec {
  const zones = Object.values(container.options?.zones ?? {});
  const environment = Object.assign({}, ...zones.map((zone) => zone.environment), container.environment);
  return { ...container, environment };
}
