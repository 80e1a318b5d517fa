import { Page } from "../../ui/layout.tsx";

export default function RevisionsPage() {
  return <Page title="RevisionsPage" />;
}
