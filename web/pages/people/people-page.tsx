import { Page } from "../../ui/layout.tsx";

export default function PeoplePage() {
  return <Page title="PeoplePage" />;
}
