import { useState } from "react";
import { Link } from "wouter";
import { ProblemError } from "../../../api/client/errors.ts";
import { client } from "../../app/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { checkEmail, checkName, checkNewPassword, SHORTEST_PASSWORD } from "./account-checks.ts";
import { EntryPage } from "./entry.tsx";
import { type Entry, useEntry } from "./use-entry.ts";

export function SignUpForm() {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const entry = useEntry(
    () => ({ name: checkName(name), email: checkEmail(email), password: checkNewPassword(password) }),
    () => client.post("/sign-up", { body: { name: name.trim(), email: email.trim(), password } }),
  );
  // Whether people may sign up by themselves is told when somebody tries.
  const closed = entry.problem instanceof ProblemError && entry.problem.code === "not-permitted";
  const shown: Entry = closed ? { ...entry, problem: undefined } : entry;
  return (
    <EntryPage
      title="Sign up"
      entry={shown}
      below={
        <p>
          You have an account? <Link href={`/sign-in${entry.next}`}>Sign in</Link>
        </p>
      }
    >
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        autoFocus
        value={name}
        error={entry.at("name")}
        onChange={(event) => {
          entry.touch("name");
          setName(event.target.value);
        }}
      />
      <TextField
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        error={entry.at("email")}
        onChange={(event) => {
          entry.touch("email");
          setEmail(event.target.value);
        }}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="new-password"
        hint={`${SHORTEST_PASSWORD} characters or more`}
        value={password}
        error={entry.at("password")}
        onChange={(event) => {
          entry.touch("password");
          setPassword(event.target.value);
        }}
      />
      {closed && (
        <Note tone="busy" live>
          <strong>This platform takes new people by invitation.</strong>
          <span>Open the link of your invitation and sign up there, or ask somebody who is here to invite you.</span>
        </Note>
      )}
      <Button type="submit" variant="primary" busy={entry.busy}>
        Sign up
      </Button>
    </EntryPage>
  );
}
