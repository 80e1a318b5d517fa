import { Page } from "../../ui/layout.tsx";

export default function TemplatePage() {
  return <Page title="TemplatePage" />;
}
