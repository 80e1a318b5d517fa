import type { Schema } from "../../../api/client/types.ts";
import { ListView, useList } from "../../app/list.tsx";
import { useProject } from "../../app/project.tsx";
import { whoText } from "../../app/who.tsx";
import { Section } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";

type Entry = Schema<"AuditEntry">;

const COLUMNS: readonly Column<Entry>[] = [
  { title: "What", heads: true, cell: ({ operation }) => words(operation) },
  { title: "Who", cell: ({ who }) => whoText(who) },
  { title: "When", cell: ({ at }) => <Time at={at} /> },
  {
    title: "Of",
    cell: ({ target }) =>
      Object.entries(target)
        .filter(([name, value]) => name !== "project" && name !== "projectId" && value !== "")
        .map(([name, value]) => `${words(name).toLowerCase()} ${value}`)
        .join(", "),
  },
];

/** Every change that was made in the project. */
export function Audit() {
  const { name: project } = useProject();
  const list = useList("/projects/{project}/audit", { path: { project }, query: { limit: 20 } });
  return (
    <Section title="What was done" description="Every change, with who made it, newest first.">
      <ListView list={list} empty={<Empty icon="history" title="Nothing was done yet" />}>
        {(items) => <Table label="What was done" columns={COLUMNS} items={items} keyOf={({ id }) => id} />}
      </ListView>
    </Section>
  );
}

/** `setMemberRole` as words: the ids of operations say what they do, some in the words of HTTP. */
function words(id: string): string {
  const said = id.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const text = said
    .replace(/^patch /, "change ")
    .replace(/^put placement$/, "move in the diagram")
    .replace(/^put /, "set ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
