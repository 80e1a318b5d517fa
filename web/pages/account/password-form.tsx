import { useState } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { usePerson } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { checkNewPassword, SHORTEST_PASSWORD } from "../sign-in/account-checks.ts";

export function PasswordForm() {
  const { email } = usePerson();
  const refresh = useRefresh();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const change = useAction(async () => {
    await client.put("/me/password", { body: { password, ...(current !== "" && { current }) } });
    setCurrent("");
    setPassword("");
    setTried(false);
    await refresh("/sessions");
    toast("Your password is changed, and your other sessions have ended");
  });
  const mistake = tried ? checkNewPassword(password) : undefined;
  const { atCurrent, atPassword } = fieldsOf(change.problem);
  const send = () => {
    setTried(true);
    if (checkNewPassword(password) === undefined) void change.run();
  };
  return (
    <Section title="Password" description="Changing it ends all your other sessions. Keys go on working.">
      <Form onSubmit={send} label="Password">
        {/* For password managers, which keep a password by whose it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label="Password now"
          hint="Leave it empty when you came by a link and have none yet."
          type="password"
          name="current"
          autoComplete="current-password"
          value={current}
          error={atCurrent}
          onChange={(event) => {
            change.forget();
            setCurrent(event.target.value);
          }}
        />
        <TextField
          label="New password"
          hint={`${SHORTEST_PASSWORD} characters or more`}
          type="password"
          name="password"
          autoComplete="new-password"
          value={password}
          error={mistake ?? atPassword}
          onChange={(event) => {
            change.forget();
            setPassword(event.target.value);
          }}
        />
        {change.problem !== undefined && !atCurrent && !atPassword && <ProblemNote problem={change.problem} />}
        <div>
          <Button type="submit" busy={change.busy}>
            Change password
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function fieldsOf(problem: unknown): { readonly atCurrent?: string; readonly atPassword?: string } {
  if (!(problem instanceof ProblemError)) return {};
  if (problem.code === "wrong-credentials") return { atCurrent: "This is not your password now." };
  const found = problem.diagnostics.find(({ path }) => path?.[0] === "password");
  return found ? { atPassword: sentence(found.message) } : {};
}
