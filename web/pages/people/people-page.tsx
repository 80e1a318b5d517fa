import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { ListView, useList } from "../../app/list.tsx";
import { OperatorsOnly } from "../../app/operators-only.tsx";
import { usePerson } from "../../app/session.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog, Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { SearchBox } from "../../ui/filter.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty } from "../../ui/note.tsx";
import { fieldProblem, ProblemNote } from "../../ui/problem.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { toast } from "../../ui/toast.tsx";
import { SignInLink } from "./sign-in-link.tsx";

type Person = Schema<"Person">;

export default function PeoplePage() {
  return (
    <OperatorsOnly>
      <People />
    </OperatorsOnly>
  );
}

function People() {
  const me = usePerson();
  const refresh = useRefresh();
  const [search, setSearch] = useState("");
  const [adding, setAdding] = useState(false);
  const [linked, setLinked] = useState<Person>();
  const [promoted, setPromoted] = useState<Person>();
  const list = useList("/people", { query: search ? { search } : {} });
  const columns: Column<Person>[] = [
    {
      title: "Name",
      heads: true,
      cell: ({ id, name, email }) => (
        <>
          {name}
          {id === me.id && " (you)"}
          <div className="muted">{email}</div>
        </>
      ),
    },
    {
      title: "Is",
      cell: ({ operator }) =>
        operator && (
          <Badge tone="accent" icon="settings">
            operator
          </Badge>
        ),
    },
    {
      title: "Actions",
      actions: true,
      cell: (person) => (
        <>
          <Button small variant="quiet" onClick={() => setLinked(person)}>
            Sign-in link
          </Button>
          <Button small variant="quiet" onClick={() => setPromoted(person)}>
            {person.operator ? "No operator any more" : "Make operator"}
          </Button>
        </>
      ),
    },
  ];
  const promote = async () => {
    await client.patch("/people/{person}", {
      path: { person: promoted?.id ?? "" },
      body: { operator: !promoted?.operator },
    });
    await refresh("/people", "/me");
    toast(`${promoted?.name} is ${promoted?.operator ? "no operator any more" : "an operator now"}`);
  };
  return (
    <Page
      title="People"
      description="Who has an account here. Operators run the platform: zones, tiers, people."
      actions={
        <Button icon="plus" variant="primary" onClick={() => setAdding(true)}>
          Add a person
        </Button>
      }
    >
      <SearchBox label="Search by name or address" value={search} onChange={setSearch} />
      <ListView list={list} empty={<Empty icon="people" title={search ? "Nobody is called so" : "Nobody yet"} />}>
        {(items) => <Table label="People" columns={columns} items={items} keyOf={({ id }) => id} />}
      </ListView>
      {adding && <AddPerson onClose={() => setAdding(false)} onAdded={setLinked} />}
      {linked && <SignInLink person={linked} onClose={() => setLinked(undefined)} />}
      <ConfirmDialog
        open={promoted !== undefined}
        onClose={() => setPromoted(undefined)}
        title={
          promoted?.operator
            ? `Take the operator's rights from ${promoted.name}?`
            : `Make ${promoted?.name} an operator?`
        }
        action={promoted?.operator ? "Take the rights" : "Make operator"}
        danger={promoted?.operator ?? false}
        onConfirm={promote}
      >
        Operators add and remove zones and tiers, help people sign in, and see what was done on the platform. They see
        no project they are no member of.
      </ConfirmDialog>
    </Page>
  );
}

function AddPerson({ onClose, onAdded }: { readonly onClose: () => void; readonly onAdded: (person: Person) => void }) {
  const refresh = useRefresh();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const add = useAction(async () => {
    const person = await client.post("/people", { body: { name, email } });
    await refresh("/people");
    onClose();
    onAdded(person);
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a person"
      description="Without a password: you hand over a link to sign in with next."
    >
      <Form onSubmit={add.run}>
        <TextField
          label="Name"
          value={name}
          error={fieldProblem(add.problem, "name")}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          autoComplete="off"
          required
        />
        <TextField
          label="E-mail address"
          type="email"
          value={email}
          error={fieldProblem(add.problem, "email")}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="off"
          required
        />
        {add.problem !== undefined && <ProblemNote problem={add.problem} told={["name", "email"]} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={add.busy} disabled={name === "" || email === ""}>
            Add person
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
