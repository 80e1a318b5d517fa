import { useState } from "react";
import { client } from "../../app/client.ts";
import { useGet, useRefresh } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { useFreshProject } from "../../live/project-news.ts";
import { useTree } from "../../live/use-tree.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Loading, Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { PasteVariables } from "./paste-variables.tsx";
import { SetVariable } from "./set-variable.tsx";
import { useVariables } from "./use-variables.ts";
import { type VariableRow, variableRows } from "./variable-rows.ts";
import { VariableTable } from "./variable-table.tsx";

/** What a dialog is open for. */
type Open = { readonly does: "add" | "paste" } | { readonly does: "set" | "remove"; readonly row: VariableRow };

export default function VariablesPage() {
  const project = useProject();
  const may = useMay();
  const variables = useVariables();
  const tree = useTree();
  useFreshProject();
  const definition = useGet(
    "/projects/{project}/definition",
    { path: { project: project.name } },
    { enabled: project.definitionVersion !== null },
  );
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const missing = tree.data?.missing ?? [];
  const rows = variableRows(variables.data ?? [], missing, definition.data);
  const active = project.state === "active";
  const maySet = active && (may("write") || may("secrets"));
  return (
    <Page
      title="Variables"
      tab={`Variables of ${project.name}`}
      description="Values for the blanks of the definition. Secrets are kept encrypted and shown to nobody; what is set here is used from the next deployment on."
      actions={
        maySet && (
          <>
            <Button icon="copy" onClick={() => setOpen({ does: "paste" })}>
              Paste .env
            </Button>
            <Button icon="plus" variant="primary" onClick={() => setOpen({ does: "add" })}>
              Add a variable
            </Button>
          </>
        )
      }
    >
      {missing.length > 0 && (
        <Note tone="busy">
          {missing.length === 1 ? "A variable needs a value" : `${missing.length} variables need a value`} before the
          project can be deployed.
        </Note>
      )}
      {variables.error && <ProblemNote problem={variables.error} />}
      {variables.isLoading || definition.isLoading ? (
        <Loading />
      ) : rows.length === 0 && !variables.error ? (
        <Empty icon="lock" title="There are no variables">
          <p>
            Variables fill the blanks of the definition: declare <code>db_password</code> there under{" "}
            <code>variables</code>, write <code>$db_password</code> where it belongs, and give it a value here.
          </p>
        </Empty>
      ) : (
        <VariableTable
          rows={rows}
          maySet={({ variable, declaration }) =>
            active && ((variable?.secret ?? declaration?.secret) ? may("secrets") : maySet)
          }
          mayRemove={active && may("delete")}
          onSet={(row) => setOpen({ does: "set", row })}
          onRemove={(row) => setOpen({ does: "remove", row })}
        />
      )}
      {open?.does === "add" && <SetVariable row={undefined} onClose={close} />}
      {open?.does === "set" && <SetVariable row={open.row} onClose={close} />}
      {open?.does === "paste" && <PasteVariables variables={variables.data ?? []} onClose={close} />}
      {open?.does === "remove" && <RemoveVariable row={open.row} onClose={close} />}
    </Page>
  );
}

function RemoveVariable({
  row: { name, used, declaration },
  onClose,
}: {
  readonly row: VariableRow;
  readonly onClose: () => void;
}) {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const remove = async () => {
    await client.delete("/projects/{project}/variables/{variable}", { path: { project, variable: name } });
    await refresh("/projects/{project}/variables", "/projects/{project}/tree");
    toast(`${name} is removed`);
  };
  const fallsBack = declaration?.generated || declaration?.default !== undefined;
  return (
    <ConfirmDialog open onClose={onClose} title={`Remove ${name}?`} action={`Remove ${name}`} onConfirm={remove}>
      {used && !fallsBack
        ? "The definition uses it: the project cannot be deployed until it has a value again. "
        : used
          ? `The definition uses it; without a value here it is ${declaration?.generated ? "drawn by the platform" : "its default"}. `
          : ""}
      Its value cannot be brought back from here. What runs goes on with it until the next deployment.
    </ConfirmDialog>
  );
}
