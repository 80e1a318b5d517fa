import { Fragment, useEffect, useState } from "react";
import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { limitWords } from "../../app/limits.ts";
import { ListView, useList } from "../../app/list.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { onProjectNews } from "../../live/project-news.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog, Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, SelectField } from "../../ui/field.tsx";
import { Card, Facts, Grid, Section, Stack } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { RemovalFailed } from "./removal.tsx";
import styles from "./settings.module.css";

type Claim = Schema<"Claim">;

/** What a claim that comes or goes changes. */
const CHANGED = ["/projects/{project}/claims", "/projects/{project}", "/projects/{project}/audit"] as const;
/** What an update that goes on or ends changes. */
const CLAIMED = ["/projects/{project}/claims", "/projects/{project}/updates"] as const;

/** Zones that the project may run in, and what it is promised there. */
export function Claims() {
  const { name: project, state } = useProject();
  const may = useMay();
  const refresh = useRefresh();
  const list = useList("/projects/{project}/claims", { path: { project } });
  const [adding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<Claim>();
  // Not the project too: what is being typed in its form would be gone.
  useEffect(
    () => onProjectNews(project, (event, isBack) => void ((isBack || event === "update") && refresh(...CLAIMED))),
    [project, refresh],
  );
  const remove = async () => {
    await client.delete("/projects/{project}/claims/{zone}", { path: { project, zone: removed?.zone ?? "" } });
    await refresh(...CHANGED, "/projects/{project}/updates");
    toast(`The project is being removed from ${removed?.zone}`);
  };
  return (
    <Section
      title="Zones"
      description="Where the project may run, and what it is promised there by its tier."
      actions={
        may("write") &&
        state === "active" && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            Add a zone
          </Button>
        )
      }
    >
      <ListView
        list={list}
        empty={
          <Empty icon="zone" title="No zone yet">
            <p>A zone is a Kubernetes cluster in a city. The project needs one before it can be deployed.</p>
          </Empty>
        }
      >
        {(items) => (
          <Grid>
            {items.map((claim) => (
              <Card key={claim.zone}>
                <Stack>
                  <div className={styles.head}>
                    <h3>{claim.city ? `${claim.zone}, ${claim.city}` : claim.zone}</h3>
                    {claim.state === "removing" ? (
                      <Badge tone="busy" icon="trash">
                        being removed
                      </Badge>
                    ) : claim.deployedRevision !== null ? (
                      <Badge tone="good" icon="check">
                        revision {claim.deployedRevision}
                      </Badge>
                    ) : (
                      <Badge icon="clock">nothing deployed</Badge>
                    )}
                  </div>
                  <Facts
                    facts={[
                      ["Addresses below", <Domain key="domain" name={claim.domain} />],
                      ...limitWords(claim.limits),
                    ]}
                  />
                  {claim.state === "active" && <RemovalFailed zone={claim.zone} />}
                  {may("delete") && claim.state === "active" && state === "active" && (
                    <div>
                      <Button small variant="danger" onClick={() => setRemoved(claim)}>
                        Remove from {claim.zone}
                      </Button>
                    </div>
                  )}
                  {claim.state === "removing" && <Link href={`/projects/${project}/updates`}>See the update</Link>}
                </Stack>
              </Card>
            ))}
          </Grid>
        )}
      </ListView>
      {adding && <AddZone taken={list.items.map(({ zone }) => zone)} onClose={() => setAdding(false)} />}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={`Remove ${project} from ${removed?.zone}?`}
        action="Remove with all its data"
        typed={project}
        onConfirm={remove}
      >
        Everything the project has in this zone is destroyed, its volumes with all their data too. Other zones are not
        touched.
      </ConfirmDialog>
    </Section>
  );
}

/** Broken at its dots where it has to be broken. */
const Domain = ({ name }: { readonly name: string }) => (
  <span className="mono">
    {name.split(/(?<=\.)/).map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same part may occur twice
      <Fragment key={index}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </span>
);

function AddZone({ taken, onClose }: { readonly taken: readonly string[]; readonly onClose: () => void }) {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const zones = useList("/zones");
  const free = zones.items.filter(({ name }) => !taken.includes(name));
  const [zone, setZone] = useState<string>();
  const chosen = zone ?? free[0]?.name ?? "";
  const add = useAction(async () => {
    await client.put("/projects/{project}/claims/{zone}", { path: { project, zone: chosen } });
    await refresh(...CHANGED);
    toast(`The project may run in ${chosen} now; deploy it to be there`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a zone"
      description="Nothing is deployed by this: the next deployment is."
    >
      {!zones.pending && free.length === 0 ? (
        <p>The project has a claim in every zone there is.</p>
      ) : (
        <Form onSubmit={add.run}>
          <SelectField label="Zone" value={chosen} onChange={(event) => setZone(event.target.value)}>
            {free.map(({ name, city }) => (
              <option key={name} value={name}>
                {city ? `${name}, ${city}` : name}
              </option>
            ))}
          </SelectField>
          {add.problem !== undefined && <ProblemNote problem={add.problem} />}
          <DialogButtons>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={add.busy} disabled={chosen === ""}>
              Add zone
            </Button>
          </DialogButtons>
        </Form>
      )}
    </Dialog>
  );
}
