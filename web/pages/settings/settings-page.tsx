import { useMay, useProject } from "../../app/project.tsx";
import { Page } from "../../ui/layout.tsx";
import { Audit } from "./audit.tsx";
import { Claims } from "./claims.tsx";
import { DeleteProject } from "./delete-project.tsx";
import { General } from "./general.tsx";

export default function SettingsPage() {
  const { name } = useProject();
  const may = useMay();
  return (
    <Page title="Settings" tab={`Settings of ${name}`}>
      <General />
      <Claims />
      <Audit />
      {may("delete") && <DeleteProject />}
    </Page>
  );
}
