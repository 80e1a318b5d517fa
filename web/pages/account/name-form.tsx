import { useState } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { usePerson } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/layout.tsx";
import { ProblemNote, sentence, textOf } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { checkName } from "../sign-in/account-checks.ts";

export function NameForm() {
  const person = usePerson();
  const refresh = useRefresh();
  const [typed, setTyped] = useState<string>();
  const name = typed ?? person.name;
  const save = useAction(async () => {
    await client.patch("/me", { body: { name: name.trim() } });
    await refresh("/me");
    setTyped(undefined);
    toast("Your name is changed");
  });
  const mistake = typed === undefined ? undefined : checkName(typed);
  const refused = save.problem instanceof ProblemError && save.problem.status === 422 ? save.problem : undefined;
  return (
    <Section title="You">
      <Form onSubmit={() => mistake === undefined && name.trim() !== person.name && void save.run()} label="You">
        <TextField
          label="Name"
          hint="Members of your projects see it."
          autoComplete="name"
          value={name}
          error={mistake ?? (refused && sentence(textOf(refused)))}
          onChange={(event) => {
            save.forget();
            setTyped(event.target.value);
          }}
        />
        {save.problem !== undefined && !refused && <ProblemNote problem={save.problem} />}
        {name.trim() !== person.name && (
          <div>
            <Button type="submit" variant="primary" busy={save.busy}>
              Save name
            </Button>
          </div>
        )}
      </Form>
    </Section>
  );
}
