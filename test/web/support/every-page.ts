import { readFileSync } from "node:fs";

const LIST = new URL("../../../web/app/pages.ts", import.meta.url);

/** What stands for the parameters of a path. */
export type Parameters = Readonly<
  Record<"project" | "template" | "zone" | "container" | "revision" | "update", string>
>;

/** The addresses of every page there is, from the dashboard's own list, so that none is forgotten. */
export function everyPage(parameters: Parameters): readonly string[] {
  const paths = Array.from(readFileSync(LIST, "utf8").matchAll(/page\("([^"]+)"/g), ([, path = ""]) => path);
  if (paths.length < 15) throw new Error("the list of pages is not read as it is written");
  const whole = paths.map((path) => (path.startsWith("/") ? path : `/projects/${parameters.project}/${path}`));
  return ["/sign-in", "/sign-up", ...whole].map((path) =>
    path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = (parameters as Readonly<Record<string, string>>)[name];
      if (value === undefined) throw new Error(`no value for :${name} of ${path}`);
      return value;
    }),
  );
}
