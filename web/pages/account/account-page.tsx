import { Page } from "../../ui/layout.tsx";

export default function AccountPage() {
  return <Page title="AccountPage" />;
}
