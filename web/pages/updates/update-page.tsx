import { Page } from "../../ui/layout.tsx";

export default function UpdatePage() {
  return <Page title="UpdatePage" />;
}
