import { Page } from "../../ui/layout.tsx";

export default function VolumesPage() {
  return <Page title="VolumesPage" />;
}
