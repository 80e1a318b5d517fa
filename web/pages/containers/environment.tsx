import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { client } from "../../app/client.ts";
import { keyOf, useGet } from "../../app/data.ts";
import { useMay, useProject } from "../../app/project.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Section } from "../../ui/layout.tsx";
import { Loading } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { useVariables } from "../variables/use-variables.ts";
import styles from "./container.module.css";
import { type EnvironmentEntry, environmentOf, type Piece, readDefinition, secretNamesOf } from "./environment.ts";

/** What the container finds in its environment: names, values, and what stands for secrets. */
export function Environment({ container }: { readonly container: string }) {
  const project = useProject();
  const path = { project: project.name };
  const definition = useGet("/projects/{project}/definition", { path });
  const variables = useVariables();
  const spec = useSpec(definition.data);
  const secrets = secretNamesOf(spec.data, variables.data ?? []);
  const values = new Map(variables.data?.map(({ name, value }) => [name, value]));
  const entries = environmentOf(spec.data, container, secrets);
  const problem = definition.error ?? variables.error ?? spec.error;
  return (
    <Section title="Environment" description="As the current definition has it. Values of secrets are shown to nobody.">
      {problem ? (
        <ProblemNote problem={problem} />
      ) : spec.data === undefined ? (
        spec.isLoading || definition.isLoading ? (
          <Loading />
        ) : (
          <p className="muted">
            This definition is a program. What it gives to the container is shown to those who may change it.
          </p>
        )
      ) : entries.length === 0 ? (
        <p className="muted">The definition gives it no variables.</p>
      ) : (
        <Table
          label="Environment"
          columns={columnsOf(project.name, values)}
          items={entries}
          keyOf={({ name, zone }) => `${zone ?? ""} ${name}`}
        />
      )}
    </Section>
  );
}

/** A JSON definition is read as it is written; what a program makes is asked for, which needs the right to write. */
function useSpec(
  definition: { readonly format: "json" | "jsonnet"; readonly text: string; readonly version: number } | undefined,
) {
  const { name } = useProject();
  const mayWrite = useMay()("write");
  return useQuery({
    queryKey: [...keyOf("/projects/{project}/definition", { path: { project: name } }), "spec", definition?.version],
    enabled: definition !== undefined && (definition.format === "json" || mayWrite),
    queryFn: async ({ signal }) => {
      const { format, text } = definition as NonNullable<typeof definition>;
      if (format === "json") return readDefinition(text) ?? {};
      const checked = await client.post("/projects/{project}/definition/check", {
        path: { project: name },
        body: { format, text },
        signal,
      });
      return (checked.spec ?? {}) as unknown;
    },
  });
}

const columnsOf = (
  project: string,
  values: ReadonlyMap<string, string | undefined>,
): readonly Column<EnvironmentEntry>[] => [
  { title: "Name", heads: true, cell: ({ name }) => <code>{name}</code> },
  {
    title: "Value",
    cell: ({ pieces }) => (
      <span className={styles.value}>
        {pieces.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces stand still
          <PieceView key={index} piece={piece} project={project} values={values} />
        ))}
      </span>
    ),
  },
  {
    title: "From",
    cell: ({ group, zone }) => (group ? `group ${group}` : zone ? `container, in zone ${zone}` : "container"),
  },
];

function PieceView({
  piece,
  project,
  values,
}: {
  readonly piece: Piece;
  readonly project: string;
  readonly values: ReadonlyMap<string, string | undefined>;
}) {
  if (piece.kind === "text") return <code>{piece.text}</code>;
  if (piece.kind === "expression") return <code className={styles.expression}>{piece.text}</code>;
  if (piece.kind === "secret")
    return (
      <Badge icon="lock">
        secret <Link href={`/projects/${project}/variables`}>{piece.name}</Link>
      </Badge>
    );
  const value = values.get(piece.name);
  return (
    <span className={styles.variable}>
      {value !== undefined && <code>{value}</code>}
      <Link href={`/projects/${project}/variables`}>${piece.name}</Link>
    </span>
  );
}
