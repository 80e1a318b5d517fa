import { useLayoutEffect } from "react";
import { styleSheet } from "../../../diagram/browser.ts";

let sheet: CSSStyleSheet | undefined;
let users = 0;

/**
 * The rules of the diagram's classes, for as long as something is shown that needs them. A page has one theme. They are
 * no `<style>`, so the Content-Security-Policy has nothing to say about them.
 */
export function useDiagramStyles(theme: "light" | "dark"): void {
  useLayoutEffect(() => {
    sheet ??= new CSSStyleSheet();
    sheet.replaceSync(styleSheet(theme));
  }, [theme]);
  useLayoutEffect(() => {
    const shared = sheet as CSSStyleSheet;
    users++;
    if (users === 1) document.adoptedStyleSheets = [...document.adoptedStyleSheets, shared];
    return () => {
      users--;
      if (users === 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== shared);
    };
  }, []);
}
