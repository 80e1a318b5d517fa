import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { useProject } from "../../app/project.tsx";
import { whoText } from "../../app/who.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { ConfirmDialog, Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { Empty, Note } from "../../ui/note.tsx";
import { fieldProblem, ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { RoleField } from "./role-field.tsx";
import { useGivableRoles } from "./use-givable-roles.ts";

type Invitation = Schema<"Invitation">;
const STATES = {
  pending: { tone: "accent", icon: "clock" },
  accepted: { tone: "good", icon: "check" },
  revoked: { tone: "plain", icon: "cross" },
  expired: { tone: "plain", icon: "clock" },
} as const;

export function Invitations() {
  const { name: project, state } = useProject();
  const refresh = useRefresh();
  const list = useList("/projects/{project}/invitations", { path: { project } });
  const [inviting, setInviting] = useState(false);
  const [revoked, setRevoked] = useState<Invitation>();
  const columns: Column<Invitation>[] = [
    { title: "For", heads: true, cell: ({ email }) => email },
    { title: "Role", cell: ({ role }) => role },
    { title: "State", cell: (one) => <Badge {...STATES[one.state]}>{one.state}</Badge> },
    { title: "By", cell: ({ invitedBy }) => whoText(invitedBy) },
    { title: "Until", cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    {
      title: "Actions",
      actions: true,
      cell: (one) =>
        one.state === "pending" && (
          <Button small variant="quiet" onClick={() => setRevoked(one)}>
            Revoke
          </Button>
        ),
    },
  ];
  const revoke = async () => {
    await client.delete("/projects/{project}/invitations/{invitation}", {
      path: { project, invitation: revoked?.id ?? "" },
    });
    await refresh("/projects/{project}/invitations");
    toast(`The invitation for ${revoked?.email} is revoked`);
  };
  return (
    <Section
      title="Invitations"
      description="Nothing is sent: you hand the link to the person it is for."
      actions={
        state === "active" && (
          <Button icon="plus" variant="primary" onClick={() => setInviting(true)}>
            Invite
          </Button>
        )
      }
    >
      <ListView
        list={list}
        empty={
          <Empty icon="people" title="Nobody is invited">
            <p>
              Invite somebody with just the rights you want to give: a reader sees everything but the values of secrets.
            </p>
          </Empty>
        }
      >
        {(items) => <Table label="Invitations" columns={columns} items={items} keyOf={({ id }) => id} />}
      </ListView>
      {inviting && <Invite onClose={() => setInviting(false)} />}
      <ConfirmDialog
        open={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        title={`Revoke the invitation for ${revoked?.email}?`}
        action="Revoke"
        onConfirm={revoke}
      >
        Its link stops to work at once.
      </ConfirmDialog>
    </Section>
  );
}

function Invite({ onClose }: { readonly onClose: () => void }) {
  const { name: project } = useProject();
  const refresh = useRefresh();
  const roles = useGivableRoles();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<string>();
  const [made, setMade] = useState<Schema<"NewInvitation">>();
  const chosen = role ?? roles.find(({ name }) => name === "reader")?.name ?? roles[0]?.name ?? "";
  const invite = useAction(async () => {
    setMade(await client.post("/projects/{project}/invitations", { path: { project }, body: { email, role: chosen } }));
    await refresh("/projects/{project}/invitations");
  });
  if (made) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${made.email} is invited`}
        description={`As ${made.role}. Only an account with this address can accept it.`}
      >
        <CopyLine text={made.link} label="Copy the link" />
        <Note>Hand this link to the person. It is shown this once.</Note>
        <DialogButtons>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogButtons>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={`Invite to ${project}`}>
      <Form onSubmit={invite.run}>
        <TextField
          label="E-mail address"
          type="email"
          value={email}
          error={fieldProblem(invite.problem, "email")}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="off"
          required
        />
        <RoleField value={chosen} onChange={setRole} />
        {invite.problem !== undefined && <ProblemNote problem={invite.problem} told={["email"]} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={invite.busy} disabled={email === "" || chosen === ""}>
            Invite
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
