import { useMemo } from "react";
import { useLocation } from "wouter";
import type { IconName } from "../../ui/icon.tsx";
import { useGet } from "../data.ts";
import { signOut, usePerson } from "../session.tsx";
import { chooseTheme, type ThemeChoice } from "../theme.ts";
import type { Command } from "./commands.ts";

const PROJECT_PAGES: readonly (readonly [path: string, title: string, icon: IconName])[] = [
  ["infra", "Infra", "diagram"],
  ["containers", "Containers", "container"],
  ["variables", "Variables", "lock"],
  ["volumes", "Volumes", "volume"],
  ["revisions", "Revisions", "history"],
  ["updates", "Updates", "rocket"],
  ["members", "Members", "people"],
  ["keys", "Keys", "key"],
  ["settings", "Settings", "settings"],
];

const THEMES: readonly (readonly [ThemeChoice, string, IconName])[] = [
  ["light", "Light colours", "sun"],
  ["dark", "Dark colours", "moon"],
  ["auto", "Colours of the system", "settings"],
];

/** Where one can go from anywhere, and what can be done everywhere. */
export function usePlaces(): readonly Command[] {
  const [location, go] = useLocation();
  const { operator } = usePerson();
  const current = /^\/projects\/([^/?]+)/.exec(location)?.[1];
  const projects = useGet("/projects", { query: { limit: 100 } }).data?.items;
  const tree = useGet("/projects/{project}/tree", { path: { project: current ?? "" } }, { enabled: !!current }).data;
  return useMemo(() => {
    const to = (
      group: string,
      title: string,
      icon: IconName,
      href: string,
      words: readonly string[] = [],
    ): Command => ({
      id: `${group} ${href}`,
      title,
      group,
      icon,
      words,
      run: () => go(href),
    });
    const ofProject = current
      ? PROJECT_PAGES.map(([path, title, icon]) => to(current, title, icon, `/projects/${current}/${path}`))
      : [];
    const containers = (tree?.nodes ?? [])
      .filter(({ kind }) => kind === "container")
      .map(({ name, tags }) =>
        to("Containers", name, "container", `/projects/${current}/containers/${encodeURIComponent(name)}`, tags),
      );
    return [
      ...ofProject,
      ...containers,
      ...(projects ?? []).map(({ name }) => to("Projects", name, "tree", `/projects/${name}/infra`)),
      to("Go to", "Projects", "tree", "/"),
      to("Go to", "New project", "plus", "/new"),
      to("Go to", "Gallery", "gallery", "/gallery", ["templates"]),
      ...(operator
        ? [
            to("Go to", "Zones", "zone", "/zones"),
            to("Go to", "Tiers", "settings", "/tiers"),
            to("Go to", "People", "people", "/people"),
          ]
        : []),
      to("Go to", "Account", "person", "/account", ["password", "keys", "sessions"]),
      ...THEMES.map(
        ([theme, title, icon]): Command => ({
          id: `theme ${theme}`,
          title,
          group: "Colours",
          icon,
          words: ["theme", theme],
          run: () => chooseTheme(theme),
        }),
      ),
      { id: "sign out", title: "Sign out", group: "Account", icon: "right", run: () => void signOut() },
    ];
  }, [current, projects, tree, operator, go]);
}
