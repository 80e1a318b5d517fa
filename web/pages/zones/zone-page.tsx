import { Page } from "../../ui/layout.tsx";

export default function ZonePage() {
  return <Page title="ZonePage" />;
}
