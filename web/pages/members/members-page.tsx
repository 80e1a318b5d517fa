import { useMay, useProject } from "../../app/project.tsx";
import { Page } from "../../ui/layout.tsx";
import { Invitations } from "./invitations.tsx";
import { Members } from "./members.tsx";
import { Roles } from "./roles.tsx";

export default function MembersPage() {
  const { name } = useProject();
  const may = useMay();
  return (
    <Page title="Members" tab={`Members of ${name}`} description="Who works on this project, and what each may do.">
      <Members />
      {may("invite") && <Invitations />}
      <Roles />
    </Page>
  );
}
