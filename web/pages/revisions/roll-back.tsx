import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useGet, useRefresh } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Loading, Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { useVariables, type Variable } from "../variables/use-variables.ts";
import { DifferenceView } from "./difference.tsx";
import { PlanSummary } from "./plan-summary.tsx";

/** Shows what deploying an older revision again would change, and does it when that is wanted; leads to its update. */
export function RollBack({ revision, onClose }: { readonly revision: number; readonly onClose: () => void }) {
  const { name: project, revision: newest } = useProject();
  const may = useMay();
  const refresh = useRefresh();
  const [, navigate] = useLocation();
  const [comment, setComment] = useState("");
  const difference = useGet("/projects/{project}/revisions/{revision}/difference", {
    path: { project, revision },
    query: { from: newest ?? revision },
  });
  const wanted = useGet("/projects/{project}/revisions/{revision}", { path: { project, revision } });
  const current = useVariables();
  const rollBack = useAction(async () => {
    const { updates, revision: made } = await client.post("/projects/{project}/revisions/{revision}/rollback", {
      path: { project, revision },
      body: comment ? { comment } : {},
    });
    await refresh(
      "/projects/{project}",
      "/projects/{project}/revisions",
      "/projects/{project}/updates",
      "/projects/{project}/variables",
      "/projects/{project}/definition",
      "/projects/{project}/tree",
    );
    toast(`Revision ${made} is being deployed. It is what revision ${revision} was.`);
    const [first, second] = updates;
    navigate(`/projects/${project}/updates${first && !second ? `/${first.id}` : ""}`);
  });
  const removes = difference.data ? [...difference.data.removes.containers, ...difference.data.removes.volumes] : [];
  const refused = removes.length > 0 && !may("delete");
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`Roll back to revision ${revision}?`}
      description="It is deployed again as a new revision. The definition and all variables, secrets too, become what they were in it; what was edited since and not deployed is replaced. Values that were drawn by the platform stay."
    >
      {difference.error ? (
        <ProblemNote problem={difference.error} />
      ) : !difference.data ? (
        <Loading what="Comparing" />
      ) : (
        <>
          {may("write") && wanted.data && <Consequences revision={wanted.data} />}
          <DifferenceView difference={difference.data} />
          <Undeployed names={undeployed(current.data, wanted.data, difference.data)} />
        </>
      )}
      {refused && (
        <Note tone="busy">It removes {removes.join(", ")}, which needs the right to delete: ask an admin.</Note>
      )}
      {rollBack.problem !== undefined && <ProblemNote problem={rollBack.problem} />}
      {!refused && (
        <Form onSubmit={() => void rollBack.run()}>
          <TextField
            label="Comment"
            optional
            value={comment}
            maxLength={1000}
            placeholder={`back to revision ${revision}`}
            onChange={({ target }) => setComment(target.value)}
          />
        </Form>
      )}
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        {!refused && (
          <Button
            variant="primary"
            busy={rollBack.busy}
            disabled={!difference.data}
            onClick={() => void rollBack.run()}
          >
            Roll back to revision {revision}
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}

/** Names of variables that were changed and not deployed: they become what they were, too. */
function undeployed(
  current: readonly Variable[] = [],
  wanted: Schema<"RevisionDetail"> | undefined,
  difference: Schema<"RevisionDifference">,
): readonly string[] {
  const told = new Set(difference.variables.map(({ name }) => name));
  const held = new Map(wanted?.variables.map((variable) => [variable.name, variable]));
  return current
    .filter(({ name, secret, value }) => {
      const then = held.get(name);
      return wanted && !told.has(name) && (then?.secret !== secret || (!secret && then.value !== value));
    })
    .map(({ name }) => name);
}

const Undeployed = ({ names }: { readonly names: readonly string[] }) =>
  names.length > 0 && (
    <Note tone="busy">
      Changed since and not deployed, and replaced by this: {names.length > 1 ? "variables" : "variable"}{" "}
      {names.join(", ")}.
    </Note>
  );

/** Asks the zones what would change; values of secrets are known to nobody here, so they count as they are now. */
function Consequences({
  revision: { number, format, text, variables: held },
}: {
  readonly revision: Schema<"RevisionDetail">;
}) {
  const { name: project, zones } = useProject();
  const plan = useQuery({
    queryKey: ["plan of rolling back", project, number],
    enabled: zones.length > 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      client.post("/projects/{project}/plan", {
        path: { project },
        signal,
        body: {
          definition: { format, text },
          variables: {
            set: Object.fromEntries(
              held.flatMap(({ name, secret, value = "" }) => (secret ? [] : [[name, { value }]])),
            ),
            remove: [],
          },
        },
      }),
  });
  if (zones.length === 0) return null;
  const secrets = held.some(({ secret }) => secret);
  return (
    <div>
      <h3>What it would do</h3>
      {plan.error ? (
        <ProblemNote problem={plan.error} title="The zones cannot be asked what would change" />
      ) : plan.data ? (
        <PlanSummary plan={plan.data} />
      ) : (
        <Loading what="Asking the zones" />
      )}
      {secrets && (
        <p className="muted">
          Secrets count here as they are set now: a secret that becomes another value restarts those that use it, beside
          this.
        </p>
      )}
    </div>
  );
}
