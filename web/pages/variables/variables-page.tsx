import { Page } from "../../ui/layout.tsx";

export default function VariablesPage() {
  return <Page title="VariablesPage" />;
}
