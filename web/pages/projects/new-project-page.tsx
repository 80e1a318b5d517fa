import { Page } from "../../ui/layout.tsx";

export default function NewProjectPage() {
  return <Page title="NewProjectPage" />;
}
