import { Page } from "../../ui/layout.tsx";

export default function KeysPage() {
  return <Page title="KeysPage" />;
}
