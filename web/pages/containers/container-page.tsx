import { Page } from "../../ui/layout.tsx";

export default function ContainerPage() {
  return <Page title="ContainerPage" />;
}
