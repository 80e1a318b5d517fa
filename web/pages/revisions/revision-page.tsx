import { Page } from "../../ui/layout.tsx";

export default function RevisionPage() {
  return <Page title="RevisionPage" />;
}
