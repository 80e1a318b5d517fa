import { Component, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/layout.tsx";
import { ProblemNote } from "../ui/problem.tsx";

interface Props {
  readonly children: ReactNode;
  /** Another one means another page, which may be tried. */
  readonly place: string;
}

/** Keeps a page that fails from taking everything else with it, and says so. */
export class FailureBoundary extends Component<Props, { failure: unknown }> {
  override state: { failure: unknown } = { failure: undefined };

  static getDerivedStateFromError(failure: unknown) {
    return { failure };
  }

  override componentDidUpdate(before: Props) {
    if (before.place !== this.props.place && this.state.failure !== undefined) this.setState({ failure: undefined });
  }

  override render() {
    const { failure } = this.state;
    if (failure === undefined) return this.props.children;
    return (
      <Page
        title="This page has failed"
        actions={
          <Button icon="refresh" onClick={() => window.location.reload()}>
            Load it again
          </Button>
        }
      >
        <ProblemNote problem={failure} />
      </Page>
    );
  }
}
