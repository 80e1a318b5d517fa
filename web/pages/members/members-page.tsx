import { Page } from "../../ui/layout.tsx";

export default function MembersPage() {
  return <Page title="MembersPage" />;
}
