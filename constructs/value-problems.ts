import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import { groupObjects } from "./environment-values.ts";
import { hasExpression } from "./expressions/split-text.ts";
import { sizeOf } from "./file-set.ts";
import { mountParts } from "./mount-parts.ts";
import type { Project } from "./project.ts";
import { specTexts } from "./spec-texts.ts";
import { problemsIn } from "./validation/check-expressions.ts";
import { inZone } from "./zone-options.ts";

/** The most a ConfigMap or a Secret holds (Kubernetes, "ConfigMap", "Secret"). */
const MOST_BYTES = 1_048_576;

/** What is wrong with texts in the project's own zone, where everything is known of them. Paths lead into the spec. */
export function valueProblems(project: Project): Diagnostic[] {
  const problems = expressionProblems(project);
  return problems.length > 0 ? problems : [...largeFiles(project), ...largeGroups(project)];
}

function expressionProblems(project: Project): Diagnostic[] {
  const spec = project.toSpec();
  const containers = spec.containers.map((container) => inZone(container, project.zone.name));
  const texts = specTexts({ ...spec, containers }).filter(({ text }) => hasExpression(text));
  return problemsIn(
    texts.map((text) => ({ ...text, path: writtenPath(text.path, project) })),
    project.values,
  );
}

/** Variables of a zone are written below its name. */
function writtenPath(path: ValuePath, { zone, containers }: Project): ValuePath {
  const [, index, key, name] = path;
  const zones = typeof index === "number" && path.length === 4 ? containers[index]?.spec.options?.zones : undefined;
  const here = zones && Object.hasOwn(zones, zone.name) ? zones[zone.name]?.environment : undefined;
  if (key !== "environment" || !here || !Object.hasOwn(here, String(name))) return path;
  return ["containers", index as number, "options", "zones", zone.name, "environment", name as string];
}

function largeFiles({ containers }: Project): Diagnostic[] {
  return containers.flatMap(({ name, parts }, index) =>
    (parts ? mountParts(parts).files : []).flatMap(({ plain, secret }) =>
      [sizeOf(plain), sizeOf(secret)]
        .filter((size) => size > MOST_BYTES)
        .map((size) => tooLarge(`the files of one mount of ${JSON.stringify(name)}`, size, ["containers", index])),
    ),
  );
}

function largeGroups({ environmentGroups, values }: Project): Diagnostic[] {
  return environmentGroups.flatMap(({ name }) => {
    const { plain, secret } = groupObjects(name, values);
    return [plain, secret]
      .map((data) => sizeOf({ data }))
      .filter((size) => size > MOST_BYTES)
      .map((size) => tooLarge("the variables of one group", size, ["environmentGroups", name]));
  });
}

function tooLarge(what: string, size: number, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "too-large",
    message: `${what} are more than Kubernetes keeps in one object`,
    path,
    got: `${size} bytes`,
    allowed: `at most ${MOST_BYTES} bytes`,
    fix: "put them into the image or on a volume",
  };
}
