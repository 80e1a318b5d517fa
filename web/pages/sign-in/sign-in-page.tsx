import { Page } from "../../ui/layout.tsx";

export default function SignInPage() {
  return <Page title="SignInPage" />;
}
