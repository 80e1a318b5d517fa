import { useState } from "react";
import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { ListView, useList } from "../../app/list.tsx";
import { OperatorsOnly } from "../../app/operators-only.tsx";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { AddZone } from "./add-zone.tsx";

type Zone = Schema<"Zone">;

const COLUMNS: readonly Column<Zone>[] = [
  { title: "Zone", heads: true, cell: ({ name }) => <Link href={`/zones/${name}`}>{name}</Link> },
  { title: "City", cell: ({ city }) => city ?? <span className="muted">not told</span> },
  { title: "Addresses below", cell: ({ domain }) => <span className="mono">{domain}</span> },
  { title: "API server", cell: ({ settings }) => settings && <span className="mono">{settings.server}</span> },
  { title: "Added", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

export default function ZonesPage() {
  const [adding, setAdding] = useState(false);
  const list = useList("/zones");
  return (
    <OperatorsOnly>
      <Page
        title="Zones"
        description="Kubernetes clusters that projects run in, each in a city."
        actions={
          <Button icon="plus" variant="primary" onClick={() => setAdding(true)}>
            Add a zone
          </Button>
        }
      >
        <ListView
          list={list}
          empty={
            <Empty icon="zone" title="No zones yet">
              <p>
                Add a cluster by its kubeconfig. On this machine <code>espalier zone up</code> starts a local one.
              </p>
            </Empty>
          }
        >
          {(items) => <Table label="Zones" columns={COLUMNS} items={items} keyOf={({ name }) => name} />}
        </ListView>
        {adding && <AddZone onClose={() => setAdding(false)} />}
      </Page>
    </OperatorsOnly>
  );
}
