import { Page } from "../../ui/layout.tsx";

export default function TiersPage() {
  return <Page title="TiersPage" />;
}
