import { useState } from "react";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { useList } from "../../app/list.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { usePerson } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Form, SelectField, TextAreaField } from "../../ui/field.tsx";
import { Facts, Section } from "../../ui/layout.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

export function General() {
  const project = useProject();
  const may = useMay();
  const editable = may("write") && project.state === "active";
  return (
    <Section title="General">
      <Facts
        facts={[
          ["Name", <code>{project.name}</code>],
          ["Created", <Time at={project.createdAt} />],
          ["Description", !editable && (project.description || <span className="muted">none</span>)],
          ["Tier", !editable && project.tier],
        ]}
      />
      {editable && <Edit key={project.updatedAt} />}
    </Section>
  );
}

function Edit() {
  const project = useProject();
  const { operator } = usePerson();
  const refresh = useRefresh();
  const tiers = useList("/tiers", {}, { enabled: operator });
  const [description, setDescription] = useState(project.description);
  const [tier, setTier] = useState(project.tier);
  const changed = description !== project.description || tier !== project.tier;
  const save = useAction(async () => {
    await client.patch("/projects/{project}", {
      path: { project: project.name },
      body: { description, ...(operator && tier !== project.tier && { tier }) },
    });
    await refresh("/projects/{project}", "/projects", "/projects/{project}/claims", "/projects/{project}/audit");
    toast("Saved");
  });
  return (
    <Form onSubmit={save.run} label="General">
      <TextAreaField
        label="Description"
        optional
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        maxLength={1000}
        rows={3}
      />
      {operator && (
        <SelectField
          label="Tier"
          value={tier}
          onChange={(event) => setTier(event.target.value)}
          hint="Says what the project is promised in each zone, from the next deployment on. Only operators change it."
        >
          {(tiers.items.length > 0 ? tiers.items.map(({ name }) => name) : [project.tier]).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
      )}
      {save.problem !== undefined && <ProblemNote problem={save.problem} />}
      <div>
        <Button type="submit" variant="primary" busy={save.busy} disabled={!changed}>
          Save
        </Button>
      </div>
    </Form>
  );
}
