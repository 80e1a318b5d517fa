import { type KeyboardEvent, lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { Badge } from "../ui/badge.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Loading } from "../ui/note.tsx";
import { useEditing } from "./editing.tsx";
import styles from "./infra-view.module.css";
import type { PaneName } from "./infra-view.tsx";
import { ChangesPanel } from "./panels/changes-panel.tsx";
import { FindingsList } from "./panels/findings-list.tsx";
import { OutlinePanel } from "./panels/outline-panel.tsx";
import { useWorkspace } from "./use-workspace.ts";

const CodeEditor = lazy(() => import("./code/code-editor.tsx"));

/** Code, outline and changes, each behind a tab; on a phone the diagram has one, too. */
export function SidePane({ pane, onPane }: { readonly pane: PaneName; readonly onPane: (pane: PaneName) => void }) {
  const { editable, changes } = useEditing();
  const shown = pane === "diagram" ? "code" : pane;
  const tabs: readonly (readonly [PaneName, string, IconName])[] = [
    ["diagram", "Diagram", "diagram"],
    ["code", "Code", "code"],
    ["outline", "Outline", "menu"],
    ...(editable ? ([["changes", "Changes", "edit"]] as const) : []),
  ];
  const isPhone = usePhone();
  const isShown = (name: PaneName) => name === (isPhone ? pane : shown);
  return (
    <div className={styles.side}>
      <div className={styles.tabs} role="tablist" aria-label="Views" onKeyDown={goAlong}>
        {tabs.map(([name, title, icon]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`infra-tab-${name}`}
            aria-controls={name === "diagram" ? undefined : `infra-panel-${name}`}
            aria-selected={isShown(name)}
            tabIndex={isShown(name) ? 0 : -1}
            className={`${styles.tab} ${name === "diagram" ? styles.onlyPhone : ""}`}
            onClick={() => onPane(name)}
          >
            <Icon name={icon} />
            {title}
            {name === "changes" && changes.length > 0 && <Badge tone="accent">{changes.length}</Badge>}
          </button>
        ))}
      </div>
      <Panel name="code" shown={shown}>
        <Code />
      </Panel>
      <Panel name="outline" shown={shown} scrolls>
        <OutlinePanel />
      </Panel>
      {editable && (
        <Panel name="changes" shown={shown} scrolls>
          <ChangesPanel />
        </Panel>
      )}
    </div>
  );
}

const narrow = window.matchMedia("(max-width: 52rem)");

/** Whether diagram and code take turns instead of standing side by side: the same width as in the styles. */
function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener("change", listener);
      return () => narrow.removeEventListener("change", listener);
    },
    () => narrow.matches,
  );
}

/** Arrows go from tab to tab and show what is behind each. */
function goAlong(event: KeyboardEvent<HTMLDivElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')].filter((tab) => tab.offsetParent);
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
  if (!tab) return;
  event.preventDefault();
  tab.focus();
  tab.click();
}

function Panel({
  name,
  shown,
  scrolls = false,
  children,
}: {
  readonly name: PaneName;
  readonly shown: PaneName;
  readonly scrolls?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      role="tabpanel"
      id={`infra-panel-${name}`}
      aria-labelledby={`infra-tab-${name}`}
      hidden={name !== shown}
      className={`${styles.panel} ${scrolls ? styles.scroll : ""}`}
    >
      {children}
    </div>
  );
}

function Code() {
  const { session } = useWorkspace();
  const { editable, findings, selectedRange, selectAt } = useEditing();
  return (
    <>
      <Suspense fallback={<Loading what="Loading the editor" />}>
        <CodeEditor
          session={session}
          editable={editable}
          findings={findings}
          part={selectedRange}
          onCursor={selectAt}
        />
      </Suspense>
      <FindingsList />
    </>
  );
}
