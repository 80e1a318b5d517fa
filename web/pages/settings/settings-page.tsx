import { Page } from "../../ui/layout.tsx";

export default function SettingsPage() {
  return <Page title="SettingsPage" />;
}
