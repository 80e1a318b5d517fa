import { type ComponentType, lazy } from "react";

type Load = () => Promise<{ readonly default: ComponentType }>;
type PageOf = readonly [path: string, component: ComponentType];

const page = (path: string, load: Load): PageOf => [path, lazy(load)];

export const SignIn = lazy(() => import("../pages/sign-in/sign-in-page.tsx"));

/** Every page that is no project's, each loaded when it is needed. */
export const PAGES: readonly PageOf[] = [
  page("/", () => import("../pages/projects/projects-page.tsx")),
  page("/gallery", () => import("../pages/gallery/gallery-page.tsx")),
  page("/gallery/:template", () => import("../pages/gallery/template-page.tsx")),
  page("/new", () => import("../pages/projects/new-project-page.tsx")),
  page("/account", () => import("../pages/account/account-page.tsx")),
  page("/zones", () => import("../pages/zones/zones-page.tsx")),
  page("/zones/:zone", () => import("../pages/zones/zone-page.tsx")),
  page("/tiers", () => import("../pages/tiers/tiers-page.tsx")),
  page("/people", () => import("../pages/people/people-page.tsx")),
];

/** Pages of a project, below `/projects/{project}/`. */
export const PROJECT_PAGES: readonly PageOf[] = [
  page("infra", () => import("../infra/infra-page.tsx")),
  page("containers", () => import("../pages/containers/containers-page.tsx")),
  page("containers/:container", () => import("../pages/containers/container-page.tsx")),
  page("variables", () => import("../pages/variables/variables-page.tsx")),
  page("volumes", () => import("../pages/volumes/volumes-page.tsx")),
  page("revisions", () => import("../pages/revisions/revisions-page.tsx")),
  page("revisions/:revision", () => import("../pages/revisions/revision-page.tsx")),
  page("updates", () => import("../pages/updates/updates-page.tsx")),
  page("updates/:update", () => import("../pages/updates/update-page.tsx")),
  page("members", () => import("../pages/members/members-page.tsx")),
  page("keys", () => import("../pages/keys/keys-page.tsx")),
  page("settings", () => import("../pages/settings/settings-page.tsx")),
];
