import { Page } from "../../ui/layout.tsx";

export default function ContainersPage() {
  return <Page title="ContainersPage" />;
}
