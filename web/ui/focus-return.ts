import { useState } from "react";

/**
 * For `onCloseAutoFocus` of a Radix dialog, which gives the focus back by itself to a trigger of its own only. To be
 * called by what is mounted with the dialog: a field of it may take the focus before any effect runs.
 */
export function useFocusReturn(): (event: Event) => void {
  const [before] = useState(focused);
  return (event) => {
    event.preventDefault();
    // What was done in the dialog may have led on to something, which then has it.
    if (document.activeElement === document.body) giveFocusBack(before);
  };
}

/** What has the focus. An entry of a menu is soon gone: the menu's button stands for it. */
export function focused(): Element | null {
  const element = document.activeElement;
  const trigger = element?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  return (trigger && document.getElementById(trigger)) || element;
}

/** To where it was, or, when that is gone, to where the page begins. */
export function giveFocusBack(to: Element | null): void {
  const place = to?.isConnected && to !== document.body ? to : document.querySelector("main");
  (place as HTMLElement | SVGElement | null)?.focus({ preventScroll: true });
}
