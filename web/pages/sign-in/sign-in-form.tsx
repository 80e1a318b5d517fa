import { useState } from "react";
import { Link } from "wouter";
import { client } from "../../app/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { checkEmail } from "./account-checks.ts";
import { EntryPage } from "./entry.tsx";
import { useEntry } from "./use-entry.ts";

export function SignInForm() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const entry = useEntry(
    () => ({ email: checkEmail(email), password: password === "" ? "Write your password." : undefined }),
    () => client.post("/sign-in", { body: { email: email.trim(), password } }),
  );
  return (
    <EntryPage
      title="Sign in"
      entry={entry}
      below={
        <>
          <p>
            New here? <Link href={`/sign-up${entry.next}`}>Sign up</Link>
          </p>
          <p>Lost your password? An operator of this platform can make you a link to sign in with.</p>
        </>
      }
    >
      <TextField
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
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
        autoComplete="current-password"
        value={password}
        error={entry.at("password")}
        onChange={(event) => {
          entry.touch("password");
          setPassword(event.target.value);
        }}
      />
      <Button type="submit" variant="primary" busy={entry.busy}>
        Sign in
      </Button>
    </EntryPage>
  );
}
