import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { ContainerSpec } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";

const Image = ContainerSpec.pick({ image: true });

/** The image that is pulled, or one that a person must build and push first. */
export function translateImage(service: Service): void {
  const { definition, draft } = service;
  const image = textOf(definition.image);
  const path = [...service.path, "image"];
  if (image?.trim()) {
    draft.image = service.text(image.trim(), path);
    service.carried(path, service.to("image"));
    if (!Image.safeParse({ image: filled(draft.image) }).success) refuseImage(service, image);
  } else if ("image" in definition) service.unsupported(path, "it names no image");
  if ("build" in definition) translateBuild(service);
  else if (draft.image === undefined) missingImage(service);
}

/** With anything for its blanks: what is left must be the name of an image still. */
function filled(image: string): string {
  return image.replace(/\$(?:(\$)|\w+|\{\w+\}|\{\{[^}]*\}\})/g, (_, dollar?: string) => dollar ?? "x");
}

function translateBuild(service: Service): void {
  const { definition, draft, container, project } = service;
  const path = [...service.path, "build"];
  const context = service.literal(isPlainObject(definition.build) ? definition.build.context : definition.build, path);
  const folder = context ?? ".";
  if (draft.image !== undefined) {
    service.translated(path, "nothing: the image is pulled, not built", { whole: true, to: service.to("image") });
    service.warn(
      path,
      "build",
      `${container} is built from ${JSON.stringify(folder)} in compose; here its image is pulled`,
      `build and push it first: docker build --tag ${draft.image} ${folder}; docker push ${draft.image}`,
    );
    return;
  }
  const lines = linesOf(service, path);
  const source = lines ? "lines of a Dockerfile" : JSON.stringify(folder);
  const variable = `${container.replaceAll("-", "_")}_image`;
  const declare = (name: string) => {
    draft.image = `$${name}`;
    service.translated(path, `containers.${container}.image: $${name}, an image that you build and push`, {
      whole: true,
      to: service.to("image"),
    });
    service.warn(
      path,
      "build",
      `${container} is built from ${source} in compose; here its image is pulled from a registry`,
      `${lines ? `write them into a Dockerfile, from the description of ${name}; ` : ""}docker build --tag YOURS/${container} ${folder}; docker push YOURS/${container}; then --var ${name}=YOURS/${container}`,
    );
  };
  const from = lines ?? (folder === "." ? "the folder of the compose file" : folder);
  const declaration = {
    description: `Built and pushed where the zone can pull it, from ${from}`.slice(0, LONGEST_DESCRIPTION),
    default: `${projectName(service)}/${container}:latest`,
  };
  draft.image = "";
  project.variables.use(`image of ${container}`, variable, declaration, declare);
}

const LONGEST_DESCRIPTION = 2000;

/** The lines of a Dockerfile that stand in the file itself. */
function linesOf({ definition, project }: Service, path: ValuePath): string | undefined {
  const lines = isPlainObject(definition.build) ? textOf(definition.build.dockerfile_inline)?.trim() : undefined;
  const filled = lines?.split("\n").map((line) => project.dialect.literal(line, path) ?? line);
  return filled && `these lines:\n${filled.join("\n")}`;
}

function projectName({ project }: Service): string {
  return project.name;
}

function missingImage(service: Service): void {
  const { project, path, name } = service;
  if (service.definition.provider !== undefined) return;
  project.diagnostics.push({
    severity: "error",
    code: "no-image",
    message: `service ${JSON.stringify(name)} has neither an image nor a build`,
    path,
    position: project.ledger.position(path),
    fix: 'give it an image, e.g. "image: nginx:1.29"',
  });
}

function refuseImage(service: Service, image: string): void {
  const path = [...service.path, "image"];
  service.project.diagnostics.push({
    severity: "error",
    code: "wrong-format",
    message: "this is not the name of an image",
    path,
    position: service.project.ledger.position(path),
    got: JSON.stringify(image.slice(0, 200)),
    allowed: "an image such as nginx:1.29 or ghcr.io/owner/app:tag",
  });
}
