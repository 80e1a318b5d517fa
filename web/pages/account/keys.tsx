import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { PermissionBadges } from "../../app/permissions.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { KeyState } from "../keys/keys-page.tsx";
import { NewKey } from "./new-key.tsx";

type Key = Schema<"Key">;

/** Keys by which programs act as oneself. */
export function Keys() {
  const list = useList("/keys");
  const refresh = useRefresh();
  const [making, setMaking] = useState(false);
  const [ended, setEnded] = useState(false);
  const [revoked, setRevoked] = useState<Key>();
  const revoke = async () => {
    await client.delete("/keys/{key}", { path: { key: revoked?.id ?? "" } });
    await refresh("/keys");
    toast(`Key ${revoked?.name} is revoked`);
  };
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
    {
      title: "May",
      cell: ({ permissions }) => (permissions ? <PermissionBadges permissions={permissions} /> : "all that you may"),
    },
    { title: "Projects", cell: ({ projects }) => projects?.join(", ") ?? "all of yours" },
    {
      title: "Last used",
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : <span className="muted">never</span>),
    },
    {
      title: "Actions",
      actions: true,
      cell: (key) =>
        !key.revokedAt && (
          <Button small variant="quiet" aria-label={`Revoke key ${key.name}`} onClick={() => setRevoked(key)}>
            Revoke
          </Button>
        ),
    },
  ];
  const shown = list.items.filter((key) => ended || works(key));
  return (
    <Section
      title="Keys"
      description="For the command and for programs of yours: a key acts as you, within what it may."
      actions={
        <Button icon="plus" onClick={() => setMaking(true)}>
          New key
        </Button>
      }
    >
      <ListView
        list={list}
        empty={
          <Empty icon="key" title="No keys yet">
            <p>
              The command makes one for itself with <code>espalier login</code>. Make another for each program, with no
              more than it needs.
            </p>
          </Empty>
        }
      >
        {(items) => (
          <>
            {shown.length > 0 ? (
              <Table label="Keys" columns={columns} items={shown} keyOf={({ id }) => id} />
            ) : (
              <p className="muted">None of your keys works any more.</p>
            )}
            {items.some((key) => !works(key)) && (
              <CheckField
                label="Also show keys that were revoked or have ended"
                checked={ended}
                onChange={(event) => setEnded(event.target.checked)}
              />
            )}
          </>
        )}
      </ListView>
      {making && <NewKey onClose={() => setMaking(false)} />}
      <ConfirmDialog
        open={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        title={`Revoke key ${revoked?.name}?`}
        action="Revoke"
        onConfirm={revoke}
      >
        It stops to work within a second, everywhere. So do keys that were made with it, and invitations it sent that
        are pending.
      </ConfirmDialog>
    </Section>
  );
}

function works({ revokedAt, expiresAt }: Key): boolean {
  return !revokedAt && (expiresAt === null || Date.parse(expiresAt) > Date.now());
}
