import { Page } from "../../ui/layout.tsx";

export default function UpdatesPage() {
  return <Page title="UpdatesPage" />;
}
