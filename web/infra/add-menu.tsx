import { Button } from "../ui/button.tsx";
import { useInfraActions } from "./infra-actions.tsx";
import { AddDialog } from "./inspector/add-dialog.tsx";

/** Opens the palette of what can be added. */
export function AddMenu() {
  const { dialog, openDialog } = useInfraActions();
  return (
    <>
      <Button small icon="plus" onClick={() => openDialog("add")}>
        Add
      </Button>
      {dialog === "add" && <AddDialog onClose={() => openDialog(undefined)} />}
    </>
  );
}
