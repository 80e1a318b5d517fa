import { Page } from "../../ui/layout.tsx";

export default function ZonesPage() {
  return <Page title="ZonesPage" />;
}
