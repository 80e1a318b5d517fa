import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { PermissionBadges } from "../../app/permissions.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Note } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { NewKey } from "./new-key.tsx";

type Key = Schema<"ProjectKey">;

export default function KeysPage() {
  const { name, state } = useProject();
  const may = useMay();
  const [making, setMaking] = useState(false);
  return (
    <Page
      title="Keys"
      tab={`Keys of ${name}`}
      description="Keys of the project's own, for programs such as a CI: they belong to no person and reach this project alone."
      actions={
        may("keys") &&
        state === "active" && (
          <Button icon="plus" variant="primary" onClick={() => setMaking(true)}>
            New key
          </Button>
        )
      }
    >
      {may("keys") ? (
        <Keys />
      ) : (
        <Note>Keys are shown to who may make and revoke them. Keys of your own are in your account.</Note>
      )}
      {making && <NewKey onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Keys() {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const list = useList("/projects/{project}/keys", { path: { project } });
  const [revoked, setRevoked] = useState<Key>();
  const columns: Column<Key>[] = [
    {
      title: "Key",
      heads: true,
      cell: ({ name, start }) => (
        <>
          {name}
          <div className="muted mono">{start}…</div>
        </>
      ),
    },
    { title: "State", cell: (key) => <KeyState facts={key} /> },
    { title: "May", cell: (key) => <PermissionBadges permissions={key.permissions} /> },
    {
      title: "Last used",
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : <span className="muted">never</span>),
    },
    { title: "Made by", cell: ({ createdBy }) => createdBy?.name ?? <span className="muted">a key</span> },
    {
      title: "Actions",
      actions: true,
      cell: (key) =>
        !key.revokedAt && (
          <Button small variant="quiet" onClick={() => setRevoked(key)}>
            Revoke
          </Button>
        ),
    },
  ];
  const revoke = async () => {
    await client.delete("/projects/{project}/keys/{key}", { path: { project, key: revoked?.id ?? "" } });
    await refresh("/projects/{project}/keys");
    toast(`Key ${revoked?.name} is revoked`);
  };
  return (
    <>
      <ListView
        list={list}
        empty={
          <Empty icon="key" title="No keys yet">
            <p>
              A key lets a program use the API with just the permissions you choose. It is shown once, when it is made.
            </p>
          </Empty>
        }
      >
        {(items) => <Table label="Keys" columns={columns} items={items} keyOf={({ id }) => id} />}
      </ListView>
      <ConfirmDialog
        open={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        title={`Revoke key ${revoked?.name}?`}
        action="Revoke"
        onConfirm={revoke}
      >
        It stops to work within a second, everywhere, and so do keys that were made with it.
      </ConfirmDialog>
    </>
  );
}

export function KeyState({
  facts: { revokedAt, expiresAt },
}: {
  readonly facts: Pick<Key, "revokedAt" | "expiresAt">;
}) {
  if (revokedAt) return <Badge icon="cross">revoked</Badge>;
  if (expiresAt && Date.parse(expiresAt) < Date.now()) return <Badge icon="clock">expired</Badge>;
  if (!expiresAt)
    return (
      <Badge tone="good" icon="check">
        works
      </Badge>
    );
  return (
    <Badge tone="good" icon="check">
      works, ends <Time at={expiresAt} />
    </Badge>
  );
}
