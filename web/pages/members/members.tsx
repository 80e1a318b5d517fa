import { useState } from "react";
import { useLocation } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { PermissionBadges } from "../../app/permissions.tsx";
import { useMay, useProject } from "../../app/project.tsx";
import { usePerson } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog, Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { RoleField } from "./role-field.tsx";

type Member = Schema<"Member">;

export function Members() {
  const { name: project, permissions } = useProject();
  const me = usePerson();
  const may = useMay();
  const refresh = useRefresh();
  const [, go] = useLocation();
  const list = useList("/projects/{project}/members", { path: { project } });
  const [changed, setChanged] = useState<Member>();
  const [removed, setRemoved] = useState<Member>();
  // Nobody changes who may do more than himself.
  const mayChange = (member: Member) => may("invite") && member.permissions.every((one) => permissions.includes(one));
  const columns: Column<Member>[] = [
    {
      title: "Name",
      heads: true,
      cell: ({ person }) => (
        <>
          {person.name}
          {person.id === me.id && " (you)"}
          {person.email && <div className="muted">{person.email}</div>}
        </>
      ),
    },
    { title: "Role", cell: ({ role }) => role.name },
    { title: "May", cell: (member) => <PermissionBadges permissions={member.permissions} /> },
    { title: "Since", cell: ({ joinedAt }) => <Time at={joinedAt} /> },
    {
      title: "Actions",
      actions: true,
      cell: (member) => (
        <>
          {mayChange(member) && (
            <Button small variant="quiet" onClick={() => setChanged(member)}>
              Change role
            </Button>
          )}
          {(mayChange(member) || member.person.id === me.id) && (
            <Button small variant="quiet" onClick={() => setRemoved(member)}>
              {member.person.id === me.id ? "Leave" : "Remove"}
            </Button>
          )}
        </>
      ),
    },
  ];
  const leaves = removed?.person.id === me.id;
  const remove = async () => {
    await client.delete("/projects/{project}/members/{person}", {
      path: { project, person: removed?.person.id ?? "" },
    });
    if (leaves) {
      await refresh("/projects");
      return go("/");
    }
    await refresh("/projects/{project}/members", "/projects/{project}/invitations");
    toast(`${removed?.person.name} is no member any more`);
  };
  return (
    <Section title="People">
      <ListView list={list} empty={<Empty icon="people" title="Nobody here" />}>
        {(items) => <Table label="Members" columns={columns} items={items} keyOf={({ person }) => person.id} />}
      </ListView>
      {changed && <ChangeRole member={changed} onClose={() => setChanged(undefined)} />}
      <ConfirmDialog
        open={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={leaves ? `Leave ${project}?` : `Remove ${removed?.person.name}?`}
        action={leaves ? "Leave" : "Remove"}
        onConfirm={remove}
      >
        {leaves
          ? "You will not see the project any more. Somebody has to invite you to come back."
          : "They will not see the project any more. Keys of the project that they made go on."}
      </ConfirmDialog>
    </Section>
  );
}

function ChangeRole({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const [role, setRole] = useState(member.role.name);
  const save = useAction(async () => {
    await client.patch("/projects/{project}/members/{person}", {
      path: { project, person: member.person.id },
      body: { role },
    });
    await refresh("/projects/{project}/members", "/projects/{project}");
    toast(`${member.person.name} is ${role} now`);
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title={`Role of ${member.person.name}`}>
      <Form onSubmit={save.run}>
        <RoleField value={role} onChange={setRole} />
        {save.problem !== undefined && <ProblemNote problem={save.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.busy}>
            Change role
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
