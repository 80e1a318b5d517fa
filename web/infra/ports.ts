import { client } from "../app/client.ts";
import type { ChangeSetInput, ChangeSetPorts, Kept } from "./session/change-set.ts";
import type { CheckInput, CheckPorts } from "./session/checks.ts";
import { stagedInput } from "./session/staged.ts";

interface CheckPortsOptions {
  readonly project: string;
  /** Whether there is anywhere to plan for. */
  readonly hasZones: () => boolean;
  /** Keeps what is edited as a change set, and answers that. */
  readonly planHeld: () => Promise<Kept | undefined>;
}

/** How what is edited is checked and planned: by the platform that served this page. */
export function checkPorts({ project, hasZones, planHeld }: CheckPortsOptions): Required<CheckPorts> {
  const path = { project };
  return {
    check: ({ format, text, staged }, signal) => {
      const variables = stagedInput(staged);
      const body = { format, text, ...(variables && { variables }) };
      return client.post("/projects/{project}/definition/check", { path, body, signal });
    },
    async plan(input, signal) {
      if (!hasZones()) return [];
      if (hasHeld(input)) return planChangeSet(project, planHeld, signal);
      const variables = stagedInput(input.staged);
      const definition = { format: input.format, text: input.text };
      const body = { definition, ...(variables && { variables }) };
      return (await client.post("/projects/{project}/plan", { path, body, signal })).zones;
    },
  };
}

/** Values of secrets that were staged earlier are known to the platform alone: it plans what it has kept. */
async function planChangeSet(project: string, keep: () => Promise<Kept | undefined>, signal: AbortSignal) {
  const kept = await keep();
  if (!kept) return [];
  const path = { project, changeSet: kept.changeSet.id };
  return (await client.post("/projects/{project}/change-sets/{changeSet}/plan", { path, body: {}, signal })).zones;
}

function hasHeld({ staged }: CheckInput): boolean {
  return Object.values(staged).some(({ kind }) => kind === "held");
}

export function changeSetPorts(project: string): ChangeSetPorts {
  return {
    create: async (input) => {
      const body = { ...input, comment: input.comment ?? "", variables: input.variables ?? { set: {}, remove: [] } };
      return keptOf(await client.send("post", "/projects/{project}/change-sets", { path: { project }, body }));
    },
    save: async (id, etag, input: ChangeSetInput) => {
      const path = { project, changeSet: id };
      const init = { path, body: input, ifMatch: etag };
      return keptOf(await client.send("patch", "/projects/{project}/change-sets/{changeSet}", init));
    },
    discard: (id, etag) =>
      client.delete("/projects/{project}/change-sets/{changeSet}", { path: { project, changeSet: id }, ifMatch: etag }),
  };
}

export async function readChangeSet(project: string, id: string): Promise<Kept> {
  const path = { project, changeSet: id };
  return keptOf(await client.send("get", "/projects/{project}/change-sets/{changeSet}", { path }));
}

function keptOf(answer: { readonly body: Kept["changeSet"]; readonly etag: string | undefined }): Kept {
  return { changeSet: answer.body, etag: answer.etag ?? "*" };
}
