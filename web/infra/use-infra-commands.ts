import { useMemo } from "react";
import { type Command, useCommands } from "../app/palette/commands.ts";
import { useMay } from "../app/project.tsx";
import { useEditing } from "./editing.tsx";
import { useInfraActions } from "./infra-actions.tsx";
import { useChecks, useSession, useWorkspace } from "./use-workspace.ts";

/** What this page offers in the palette. */
export function useInfraCommands(): void {
  const { session } = useWorkspace();
  const { editable, tree, select } = useEditing();
  const { openDialog, exportPicture, tidyUp } = useInfraActions();
  const isValid = useChecks().checked?.valid ?? false;
  const isEdited = useSession((one) => one.isEdited);
  const mayDeploy = useMay()("deploy") && editable && isValid;
  const commands = useMemo(() => {
    const command = (id: string, title: string, icon: Command["icon"], run: () => void, keys?: string): Command => ({
      id: `infra ${id}`,
      title,
      group: "Infra",
      ...(icon && { icon }),
      ...(keys && { keys }),
      run,
    });
    return [
      ...(editable
        ? [
            command("add", "Add a container, database, job, volume…", "plus", () => openDialog("add")),
            ...(mayDeploy ? [command("deploy", "Deploy", "rocket", () => openDialog("deploy"), "Ctrl Enter")] : []),
            command("undo", "Undo", "undo", () => session.undo(), "Ctrl Z"),
            command("redo", "Redo", "redo", () => session.redo(), "Ctrl Shift Z"),
            ...(isEdited ? [command("discard", "Discard the edits", "trash", () => openDialog("discard"))] : []),
            command("tidy", "Tidy up the diagram", "fit", tidyUp),
          ]
        : []),
      command("svg", "Export the diagram as SVG", "download", () => exportPicture("svg")),
      command("png", "Export the diagram as PNG", "download", () => exportPicture("png")),
      command("keys", "Show the keys", "info", () => openDialog("keys"), "?"),
      ...(tree?.nodes ?? [])
        .filter(({ kind }) => kind !== "project")
        .map(
          ({ path, name, kind }): Command => ({
            id: `infra select ${path}`,
            title: `Select ${name}`,
            group: "Diagram",
            icon: kind === "volume" ? "volume" : kind === "address" ? "globe" : "container",
            words: [kind],
            run: () => select(path),
          }),
        ),
    ];
  }, [session, editable, mayDeploy, isEdited, tree, select, openDialog, exportPicture, tidyUp]);
  useCommands(commands);
}
