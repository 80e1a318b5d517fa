import { usePerson } from "../../app/session.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Page } from "../../ui/layout.tsx";
import { Keys } from "./keys.tsx";
import { NameForm } from "./name-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { Sessions } from "./sessions.tsx";

export default function AccountPage() {
  const { email, operator } = usePerson();
  return (
    <Page
      title="Account"
      description={
        <>
          You are signed in as {email}. {operator && <Badge icon="settings">operator of this platform</Badge>}
        </>
      }
    >
      <NameForm />
      <PasswordForm />
      <Sessions />
      <Keys />
    </Page>
  );
}
