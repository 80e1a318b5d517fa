import type { ReactNode } from "react";
import { LinkButton } from "../ui/button.tsx";
import { Page } from "../ui/layout.tsx";
import { usePerson } from "./session.tsx";

/** What only who runs the platform sees. The API refuses all others besides. */
export function OperatorsOnly({ children }: { readonly children: ReactNode }) {
  if (usePerson().operator) return children;
  return (
    <Page title="For operators" actions={<LinkButton href="/">Your projects</LinkButton>}>
      <p>This is for who runs the platform.</p>
    </Page>
  );
}
