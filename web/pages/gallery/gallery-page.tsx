import { Page } from "../../ui/layout.tsx";

export default function GalleryPage() {
  return <Page title="GalleryPage" />;
}
