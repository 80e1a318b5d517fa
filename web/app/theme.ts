import { useSyncExternalStore } from "react";

export type ThemeChoice = "auto" | "light" | "dark";

const KEY = "espalier.theme";
const listeners = new Set<() => void>();
const system = window.matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", tell);

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function choice(): ThemeChoice {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "auto";
}

/** Before the first paint, so that nothing flashes. */
export function applyStoredTheme(): void {
  const stored = localStorage.getItem(KEY);
  if (stored === "light" || stored === "dark") document.documentElement.dataset.theme = stored;
}

export function chooseTheme(theme: ThemeChoice): void {
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEY, theme);
  }
  tell();
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, choice);
}

/** What is shown: the choice, else what the system says. */
export function useTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, () => {
    const chosen = choice();
    return chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
  });
}
