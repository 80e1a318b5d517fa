import { useEffect } from "react";
import { client } from "../app/client.ts";
import { useRefresh } from "../app/data.ts";
import { useProject } from "../app/project.tsx";
import { follow } from "./follow.ts";
import { whileVisible } from "./while-visible.ts";

/** `isBack`: it is the first one after a connection that was lost, while which anything may have happened. */
type Listener = (event: string, isBack: boolean) => void;

interface News {
  readonly listeners: Set<Listener>;
  stop: () => void;
  leaving: ReturnType<typeof setTimeout> | undefined;
}

const followed = new Map<string, News>();
/** Milliseconds that a stream nobody listens to stays open: going to another page does not open it anew. */
const LINGERS = 4_000;

/** Hears what others change in a project: one stream, however many listen. */
export function onProjectNews(project: string, listener: Listener): () => void {
  const news = followed.get(project) ?? begin(project);
  clearTimeout(news.leaving);
  news.listeners.add(listener);
  return () => {
    news.listeners.delete(listener);
    if (news.listeners.size === 0) news.leaving = setTimeout(() => end(project, news), LINGERS);
  };
}

function begin(project: string): News {
  const listeners = new Set<Listener>();
  const open = whileVisible((options) =>
    client.events("/projects/{project}/stream", { path: { project }, ...options }),
  );
  let wasConnected = false;
  const onEvent = ({ event }: { readonly event: string }) => {
    const isBack = event === "now" && wasConnected;
    wasConnected = true;
    for (const listener of listeners) listener(event, isBack);
  };
  const news = { listeners, stop: follow(open, { onEvent, onConnection: () => undefined }), leaving: undefined };
  followed.set(project, news);
  return news;
}

function end(project: string, news: News): void {
  if (news.listeners.size > 0) return;
  news.stop();
  if (followed.get(project) === news) followed.delete(project);
}

/** What these pages read is read anew when somebody has changed it. */
export function useFreshProject(): void {
  const { name } = useProject();
  const refresh = useRefresh();
  useEffect(
    () =>
      onProjectNews(name, (event) => {
        if (event === "now" || event === "project") void refresh("/projects/{project}", "/projects/{project}/claims");
        if (event === "now" || event === "definition")
          void refresh("/projects/{project}/definition", "/projects/{project}/tree");
        if (event === "now" || event === "variables")
          void refresh("/projects/{project}/variables", "/projects/{project}/tree");
        if (event === "now" || event === "revision")
          void refresh("/projects/{project}", "/projects/{project}/revisions");
        if (event === "now" || event === "update")
          void refresh(
            "/projects/{project}/updates",
            "/projects/{project}/updates/{update}",
            "/projects/{project}/claims",
          );
      }),
    [name, refresh],
  );
}
