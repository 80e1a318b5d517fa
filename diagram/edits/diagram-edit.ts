import { addContainer, addGroup, addVolume } from "./actions/add.ts";
import { connect } from "./actions/connect.ts";
import { viewOf } from "./actions/definition-view.ts";
import { disconnect } from "./actions/disconnect.ts";
import { duplicate } from "./actions/duplicate.ts";
import { setEnvironment } from "./actions/environment.ts";
import { expose } from "./actions/expose.ts";
import { attachVolume, detachVolume } from "./actions/mounts.ts";
import { setDescription, setOption, setTags } from "./actions/options.ts";
import { remove } from "./actions/remove.ts";
import { rename } from "./actions/rename.ts";
import { scale } from "./actions/scale.ts";
import { setImage } from "./actions/set-image.ts";
import { EditError } from "./edit-error.ts";
import type { DiagramEdit } from "./edit-kinds.ts";
import type { DefinitionFormat } from "./format-writer.ts";
import type { PlannedEdit } from "./planned-edit.ts";

export { freshName } from "./actions/names.ts";
export type * from "./edit-kinds.ts";
export type { PlannedEdit } from "./planned-edit.ts";

/**
 * @param value the definition as plain value: of JSON what is written there, with `$blanks` and `variables`; of other
 * formats what it evaluates to
 *
 * Throws `EditError` for what cannot be done: a name that is taken, or no name; something that is not there.
 */
export function specEdits(value: unknown, edit: DiagramEdit, format: DefinitionFormat = "json"): PlannedEdit {
  const view = viewOf(value);
  switch (edit.kind) {
    case "add-container":
      return addContainer(view, edit, format);
    case "add-volume":
      return addVolume(view, edit);
    case "add-group":
      return addGroup(view, edit);
    case "rename":
      return rename(view, edit);
    case "set-image":
      return setImage(view, edit);
    case "scale":
      return scale(view, edit);
    case "expose":
      return expose(view, edit);
    case "set-environment":
      return setEnvironment(view, edit);
    case "attach-volume":
      return attachVolume(view, edit);
    case "detach-volume":
      return detachVolume(view, edit);
    case "connect":
      return connect(view, edit);
    case "disconnect":
      return disconnect(view, edit);
    case "delete":
      return remove(view, edit);
    case "duplicate":
      return duplicate(view, edit);
    case "set-tags":
      return setTags(view, edit);
    case "set-option":
      return setOption(view, edit);
    case "set-description":
      return setDescription(edit);
    default:
      throw new EditError("unknown-edit", "this is no edit of a diagram");
  }
}
