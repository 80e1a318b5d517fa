import { useState } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";

type Tier = Schema<"Tier">;

const AMOUNTS = [
  ["cpu", "CPU", "Cores, such as 4 or 500m."],
  ["memory", "Memory", "Such as 8Gi."],
  ["storage", "Storage", "Of all volumes together, such as 50Gi."],
  ["ephemeralStorage", "Ephemeral storage", "Ends with the pods. Left out: not counted"],
] as const;
const COUNTS = [
  ["pods", "Pods"],
  ["services", "Services"],
  ["volumes", "Volumes"],
  ["projects", "Projects that one person may make"],
] as const;

export function EditTier({ tier, onClose }: { readonly tier: Tier | undefined; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => startingValues(tier));
  const save = useAction(async () => {
    const { name = "", description = "", cpu = "", memory = "", storage = "", ephemeralStorage = "" } = values;
    const count = (key: string) => Number(values[key]);
    await client.put("/tiers/{tier}", {
      path: { tier: name },
      body: {
        description,
        cpu,
        memory,
        storage,
        ephemeralStorage: ephemeralStorage || null,
        pods: count("pods"),
        services: count("services"),
        volumes: count("volumes"),
        projects: count("projects"),
      },
      ...(tier && { ifMatch: `"${tier.version}"` }),
    });
    await refresh("/tiers");
    toast(`Tier ${name} is saved; projects get it when they are deployed next`);
    onClose();
  });
  const errors = errorsByField(save.problem);
  const field = (key: string) => ({
    value: values[key] ?? "",
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setValues({ ...values, [key]: event.target.value }),
    error: errors.get(key),
    autoComplete: "off",
  });
  return (
    <Dialog open onClose={onClose} title={tier ? `Tier ${tier.name}` : "New tier"}>
      <Form onSubmit={save.run}>
        {!tier && <TextField label="Name" hint="Lower-case letters, digits and -." {...field("name")} required />}
        <TextField label="Description" optional {...field("description")} />
        {AMOUNTS.map(([key, label, hint]) => (
          <TextField key={key} label={label} hint={hint} optional={key === "ephemeralStorage"} {...field(key)} />
        ))}
        {COUNTS.map(([key, label]) => (
          <TextField key={key} label={label} type="number" min={0} {...field(key)} />
        ))}
        {save.problem !== undefined && errors.size === 0 && <ProblemNote problem={save.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.busy} disabled={!values.name}>
            Save tier
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}

function startingValues(tier: Tier | undefined): Record<string, string> {
  if (!tier)
    return { cpu: "4", memory: "8Gi", storage: "50Gi", pods: "50", services: "20", volumes: "10", projects: "3" };
  const { name, description, limits, projects } = tier;
  const amounts = Object.entries(limits).map(([key, value]) => [key, value === null ? "" : String(value)]);
  return { ...Object.fromEntries(amounts), name, description, projects: String(projects) };
}

function errorsByField(problem: unknown): ReadonlyMap<string, string> {
  if (!(problem instanceof ProblemError)) return new Map();
  return new Map(
    problem.diagnostics.flatMap(({ path, message }) =>
      path?.[0] !== undefined ? [[path[0] === "tier" ? "name" : String(path[0]), sentence(message)] as const] : [],
    ),
  );
}
