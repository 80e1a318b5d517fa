import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { PermissionBadges, PermissionChoice } from "../../app/permissions.tsx";
import { type Permission, useMay, useProject } from "../../app/project.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog, Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { toast } from "../../ui/toast.tsx";

type Role = Schema<"Role">;

export function Roles() {
  const { name: project, permissions, state } = useProject();
  const may = useMay();
  const refresh = useRefresh();
  const list = useList("/projects/{project}/roles", { path: { project } });
  const [edited, setEdited] = useState<Role | "new">();
  const [removed, setRemoved] = useState<Role>();
  const mayChange = (role: Role) =>
    may("roles") && !role.builtIn && role.permissions.every((one) => permissions.includes(one));
  const columns: Column<Role>[] = [
    {
      title: "Role",
      heads: true,
      cell: ({ name, description, builtIn }) => (
        <>
          {name} {builtIn && <Badge icon="lock">cannot be changed</Badge>}
          {description && <div className="muted">{description}</div>}
        </>
      ),
    },
    { title: "May", cell: (role) => <PermissionBadges permissions={role.permissions} /> },
    {
      title: "Actions",
      actions: true,
      cell: (role) =>
        mayChange(role) && (
          <>
            <Button small variant="quiet" onClick={() => setEdited(role)}>
              Edit
            </Button>
            <Button small variant="quiet" onClick={() => setRemoved(role)}>
              Remove
            </Button>
          </>
        ),
    },
  ];
  const remove = async () => {
    await client.delete("/projects/{project}/roles/{role}", { path: { project, role: removed?.id ?? "" } });
    await refresh("/projects/{project}/roles");
    toast(`Role ${removed?.name} is gone`);
  };
  return (
    <Section
      title="Roles"
      description="Sets of permissions, made freely for this project."
      actions={
        may("roles") &&
        state === "active" && (
          <Button icon="plus" onClick={() => setEdited("new")}>
            New role
          </Button>
        )
      }
    >
      <ListView list={list} empty={<Empty icon="key" title="No roles" />}>
        {(items) => <Table label="Roles" columns={columns} items={items} keyOf={({ id }) => id} />}
      </ListView>
      {edited && <EditRole role={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={`Remove role ${removed?.name}?`}
        action="Remove"
        onConfirm={remove}
      >
        Only a role that nobody has can be removed.
      </ConfirmDialog>
    </Section>
  );
}

function EditRole({ role, onClose }: { readonly role: Role | undefined; readonly onClose: () => void }) {
  const { name: project, permissions: offered } = useProject();
  const refresh = useRefresh();
  const [name, setName] = useState(role?.name ?? "");
  const [description, setDescription] = useState(role?.description ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(new Set(role?.permissions ?? ["read"]));
  const save = useAction(async () => {
    const body = { name, description, permissions: offered.filter((one) => chosen.has(one)) };
    if (role)
      await client.patch("/projects/{project}/roles/{role}", {
        path: { project, role: role.id },
        body,
        ifMatch: `"${role.version}"`,
      });
    else await client.post("/projects/{project}/roles", { path: { project }, body });
    await refresh("/projects/{project}/roles", "/projects/{project}/members");
    toast(`Role ${name} is saved`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={role ? `Role ${role.name}` : "New role"}
      description={role && "A change holds at once for all who have the role."}
    >
      <Form onSubmit={save.run}>
        <TextField
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={40}
          required
        />
        <TextField
          label="Description"
          optional
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          maxLength={500}
        />
        <PermissionChoice legend="May" offered={offered} chosen={chosen} onChange={setChosen} />
        {save.problem !== undefined && <ProblemNote problem={save.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.busy} disabled={name === "" || chosen.size === 0}>
            Save role
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
