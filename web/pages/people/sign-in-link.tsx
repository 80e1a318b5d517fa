import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction } from "../../app/data.ts";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { CheckField, Form } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { Time } from "../../ui/time.tsx";

/** A link by which a person signs in once: for who is new, or has lost the password. */
export function SignInLink({ person, onClose }: { readonly person: Schema<"Person">; readonly onClose: () => void }) {
  const [forget, setForget] = useState(false);
  const [made, setMade] = useState<Schema<"SignInLink">>();
  const make = useAction(async () => {
    setMade(
      await client.post("/people/{person}/sign-in-links", {
        path: { person: person.id },
        body: { forgetPassword: forget },
      }),
    );
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Sign-in link for ${person.name}`}
      description="Whoever has it signs in as this person, once."
    >
      {made ? (
        <>
          <CopyLine text={made.link} label="Copy the link" />
          <Note>
            It is shown this once, and ends <Time at={made.expiresAt} />.
          </Note>
          <DialogButtons>
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          </DialogButtons>
        </>
      ) : (
        <Form onSubmit={make.run}>
          <CheckField
            label="Take away the password"
            hint="Also ends all sessions; the person then sets a new one."
            checked={forget}
            onChange={(event) => setForget(event.target.checked)}
          />
          {make.problem !== undefined && <ProblemNote problem={make.problem} />}
          <DialogButtons>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={make.busy}>
              Make link
            </Button>
          </DialogButtons>
        </Form>
      )}
    </Dialog>
  );
}
