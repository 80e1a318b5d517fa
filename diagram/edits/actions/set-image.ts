import type { SetImage } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import { assertImage } from "./checks.ts";
import { containerNamed, type DefinitionView, entriesOf, objectOr } from "./definition-view.ts";

export function setImage(view: DefinitionView, { container, image }: SetImage): PlannedEdit {
  const { steps, path, options } = containerNamed(view, container);
  assertImage(image);
  return {
    edits: [{ op: "set", path: [...steps, "image"], value: image }],
    notes: entriesOf(options.zones)
      .filter(([, here]) => objectOr(here).image !== undefined)
      .map(([zone]) =>
        note("note", "differs-in-zone", `in zone ${zone} it runs another image`, [
          ...path,
          "options",
          "zones",
          zone,
          "image",
        ]),
      ),
  };
}
