import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { LinkButton } from "../ui/button.tsx";
import { Page } from "../ui/layout.tsx";
import { Loading } from "../ui/note.tsx";
import { Toasts } from "../ui/toast.tsx";
import { TooltipProvider } from "../ui/tooltip.tsx";
import { queries } from "./data.ts";
import { FailureBoundary } from "./failure.tsx";
import { PAGES, PROJECT_PAGES, SignIn } from "./pages.ts";
import { ProjectShell } from "./project-shell.tsx";
import { SignedIn } from "./session.tsx";
import { Shell } from "./shell.tsx";

export function App() {
  const [location] = useLocation();
  return (
    <QueryClientProvider client={queries}>
      <TooltipProvider>
        <FailureBoundary place={location}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/sign-in" component={SignIn} />
              <Route path="/sign-up" component={SignIn} />
              <Route>
                <SignedIn>
                  <Shell>
                    <FailureBoundary place={location}>
                      <Suspense fallback={<Waiting />}>
                        <Pages />
                      </Suspense>
                    </FailureBoundary>
                  </Shell>
                </SignedIn>
              </Route>
            </Switch>
          </Suspense>
        </FailureBoundary>
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  );
}

function Pages() {
  return (
    <Switch>
      {PAGES.map(([path, component]) => (
        <Route key={path} path={path} component={component} />
      ))}
      <Route path="/projects">
        <Redirect to="/" replace />
      </Route>
      <Route path="/projects/:project/*?">
        {({ project }) => (
          // Another project is another page: nothing that was begun in this one goes on there.
          <ProjectShell key={project} name={project}>
            <ProjectPages project={project} />
          </ProjectShell>
        )}
      </Route>
      <Route component={NothingHere} />
    </Switch>
  );
}

function ProjectPages({ project }: { readonly project: string }) {
  const [location] = useLocation();
  return (
    <FailureBoundary place={location}>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/projects/:project">
            <Redirect to={`/projects/${project}/infra`} replace />
          </Route>
          {PROJECT_PAGES.map(([path, component]) => (
            <Route key={path} path={`/projects/:project/${path}`} component={component} />
          ))}
          <Route component={NothingHere} />
        </Switch>
      </Suspense>
    </FailureBoundary>
  );
}

const Waiting = () => (
  <Page title="" tab="Espalier">
    <Loading />
  </Page>
);

const NothingHere = () => (
  <Page title="There is nothing here" actions={<LinkButton href="/">Your projects</LinkButton>}>
    <p>The address may have been mistyped, or what it led to has been removed.</p>
  </Page>
);
