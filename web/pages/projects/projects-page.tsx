import { Page } from "../../ui/layout.tsx";

export default function ProjectsPage() {
  return <Page title="ProjectsPage" />;
}
