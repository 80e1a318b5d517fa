import type { SessionFormat } from "../session/session.ts";
import type { ReadPlace } from "./place.ts";
import { readJson } from "./read-json.ts";

let readJsonnet: ReadPlace | Promise<ReadPlace> | undefined;

/** How places of a definition are read. The parser of Jsonnet is loaded when the first definition in it needs it. */
export function definitionReader(format: SessionFormat): () => ReadPlace | Promise<ReadPlace> {
  if (format === "json") return () => readJson;
  return () => {
    readJsonnet ??= import("./jsonnet/read-jsonnet.ts").then(
      (module) => {
        readJsonnet = module.readJsonnet;
        return module.readJsonnet;
      },
      () => {
        readJsonnet = undefined;
        return nothing;
      },
    );
    return readJsonnet;
  };
}

/** For a part of the page that could not be loaded: one can edit without it, and the next key asks again. */
const nothing: ReadPlace = () => ({
  place: undefined,
  print: { quote: "'", newline: "\n", unit: "  ", bare: () => false },
  definition: () => ({}),
});
