import { Page } from "../ui/layout.tsx";

export default function InfraPage() {
  return <Page title="InfraPage" />;
}
