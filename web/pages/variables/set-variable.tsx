import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, SelectField, TextField } from "../../ui/field.tsx";
import { Loading, Note } from "../../ui/note.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { VARIABLE_NAME } from "./dot-env.ts";
import type { Variable } from "./use-variables.ts";
import { ValueField } from "./value-field.tsx";
import type { VariableRow } from "./variable-rows.ts";

type Kind = "decided" | "secret" | "plain";

/** Sets a variable: a new one when `row` is none or has nothing stored. */
export function SetVariable({ row, onClose }: { readonly row: VariableRow | undefined; readonly onClose: () => void }) {
  const { name: project } = useProject();
  const stored = row?.variable;
  const current = useQuery({
    queryKey: ["variable to edit", project, row?.name, stored?.updatedAt],
    enabled: stored !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      client.send("get", "/projects/{project}/variables/{variable}", {
        path: { project, variable: row?.name ?? "" },
        signal,
      }),
  });
  const title = stored ? `Set ${row?.name}` : row ? `Give ${row.name} a value` : "Add a variable";
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description="It is used from the next deployment on; nothing is deployed now."
    >
      {current.error ? (
        <ProblemNote problem={current.error} />
      ) : stored && !current.data ? (
        <Loading />
      ) : (
        <Fields row={row} current={current.data?.body} etag={current.data?.etag ?? '"0"'} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Fields({
  row,
  current,
  etag,
  onClose,
}: {
  readonly row: VariableRow | undefined;
  readonly current: Variable | undefined;
  readonly etag: string;
  readonly onClose: () => void;
}) {
  const { name: project } = useProject();
  const may = useMay();
  const refresh = useRefresh();
  const declaration = row?.declaration;
  const [name, setName] = useState(row?.name ?? "");
  const [value, setValue] = useState(current?.value ?? "");
  const [kind, setKind] = useState<Kind>(
    current ? (current.secret ? "secret" : "plain") : declaration?.secret || !may("write") ? "secret" : "decided",
  );
  const [misnamed, setMisnamed] = useState(false);
  const save = useAction(async () => {
    const isMisnamed = !VARIABLE_NAME.test(name);
    setMisnamed(isMisnamed);
    if (isMisnamed) return;
    const { secret } = await client.put("/projects/{project}/variables/{variable}", {
      path: { project, variable: name },
      body: { value, ...(kind !== "decided" && { secret: kind === "secret" }) },
      ifMatch: etag,
    });
    await refresh("/projects/{project}/variables", "/projects/{project}/tree");
    toast(`${name} is set${secret ? ", as a secret" : ""}`);
    onClose();
  });
  const fields = fieldErrors(save.problem);
  const mayChoose = may("secrets") && may("write") && !declaration?.secret;
  return (
    <Form onSubmit={() => void save.run()}>
      {declaration?.label && (
        <p>
          <strong>{declaration.label}</strong> {declaration.description}
        </p>
      )}
      {!row && (
        <TextField
          label="Name"
          value={name}
          required
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="mono"
          hint="Letters, digits and _; the definition uses it as $name."
          error={misnamed ? "Use up to 64 letters, digits and _, not a digit first." : undefined}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      <ValueField
        value={value}
        onChange={setValue}
        secret={kind === "secret"}
        error={fields.value}
        {...(current?.secret && { hint: "The value that is set is shown to nobody; it is replaced." })}
      />
      {mayChoose && (
        <SelectField
          label="Secret or open"
          value={kind}
          error={fields.kind}
          onChange={({ target }) => setKind(target.value as Kind)}
        >
          {!current && <option value="decided">as the definition or its name says</option>}
          <option value="secret">as a secret: encrypted, shown to nobody</option>
          <option value="plain">in the open: members of the project see it</option>
        </SelectField>
      )}
      {save.problem !== undefined && !fields.told && <WhyNot problem={save.problem} />}
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={save.busy} disabled={name === ""}>
          Set {name || "it"}
        </Button>
      </DialogButtons>
    </Form>
  );
}

/** Somebody else was faster: who, and what is there now. */
function WhyNot({ problem }: { readonly problem: unknown }) {
  const stale = problem instanceof ProblemError && (problem.status === 412 || problem.status === 428);
  if (!stale) return <ProblemNote problem={problem} />;
  const current = (problem.changed as { readonly current?: Schema<"Variable"> | null } | undefined)?.current;
  return (
    <Note tone="busy" live>
      {current
        ? `${current.updatedBy.name ?? "Somebody"} has set it meanwhile${current.secret ? "" : `, to ${JSON.stringify(current.value)}`}.`
        : "It has been removed meanwhile."}{" "}
      Close this to see how it is now.
    </Note>
  );
}

function fieldErrors(problem: unknown) {
  if (!(problem instanceof ProblemError)) return { told: false };
  const of = (field: string) => {
    const found = problem.diagnostics.find(({ path }) => path?.at(-1) === field);
    return found && sentence(found.fix ? `${found.message}; ${found.fix}` : found.message);
  };
  const [value, kind] = [of("value"), of("secret")];
  return { value, kind, told: value !== undefined || kind !== undefined };
}
