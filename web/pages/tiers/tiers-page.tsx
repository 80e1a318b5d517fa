import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useRefresh } from "../../app/data.ts";
import { limitWords } from "../../app/limits.ts";
import { ListView, useList } from "../../app/list.tsx";
import { OperatorsOnly } from "../../app/operators-only.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Card, Facts, Grid, Page, Row, Stack } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { toast } from "../../ui/toast.tsx";
import { EditTier } from "./edit-tier.tsx";

type Tier = Schema<"Tier">;

export default function TiersPage() {
  return (
    <OperatorsOnly>
      <Tiers />
    </OperatorsOnly>
  );
}

function Tiers() {
  const refresh = useRefresh();
  const list = useList("/tiers");
  const [edited, setEdited] = useState<Tier | "new">();
  const [removed, setRemoved] = useState<Tier>();
  const remove = async () => {
    await client.delete("/tiers/{tier}", { path: { tier: removed?.name ?? "" } });
    await refresh("/tiers");
    toast(`Tier ${removed?.name} is gone`);
  };
  return (
    <Page
      title="Tiers"
      description="What a project is promised in each of its zones. It becomes the quota of its namespace."
      actions={
        <Button icon="plus" variant="primary" onClick={() => setEdited("new")}>
          New tier
        </Button>
      }
    >
      <ListView list={list} empty={<Empty icon="settings" title="No tiers yet" />}>
        {(items) => (
          <Grid>
            {items.map((tier) => (
              <Card key={tier.name}>
                <Stack>
                  <div>
                    <h2>{tier.name}</h2>
                    {tier.description && <p className="muted">{tier.description}</p>}
                  </div>
                  <Facts facts={[...limitWords(tier.limits), ["Projects a person", String(tier.projects)]]} />
                  <Row>
                    <Button small onClick={() => setEdited(tier)}>
                      Edit {tier.name}
                    </Button>
                    <Button small variant="danger" onClick={() => setRemoved(tier)}>
                      Remove {tier.name}
                    </Button>
                  </Row>
                </Stack>
              </Card>
            ))}
          </Grid>
        )}
      </ListView>
      {edited && <EditTier tier={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={`Remove tier ${removed?.name}?`}
        action="Remove tier"
        onConfirm={remove}
      >
        It is refused while projects have it.
      </ConfirmDialog>
    </Page>
  );
}
