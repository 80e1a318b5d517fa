import { ownName } from "./apps.ts";
import type { Form } from "./form.ts";
import { splitTokens, type Token } from "./tokens.ts";

/**
 * A text that CapRover shows, for people: what it would put in stands there in words, since nothing is filled in where
 * ours are shown. Addresses look like those that containers get: `https://<container>-<project>.<domain>`.
 *
 * @param container name of the container of an app
 */
export function plainText(text: string, form: Form, container: (app: string) => string): string {
  return splitTokens(text, form.ids)
    .map((token) => words(token, form, container))
    .join("")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

function words(token: Token, form: Form, container: (app: string) => string): string {
  switch (token.kind) {
    case "address":
      return `${token.scheme ? "https://" : ""}${container(token.app)}-<project>.<domain>`;
    case "host":
      return container(token.app);
    case "name":
      return ownName(token.text) || "<project>";
    case "domain":
      return "<domain>";
    case "random":
      return "<a drawn value>";
    case "blank":
      return `<${form.labelOf(token.id) ?? token.id.replace(/^\$\$(cap_)?/, "")}>`;
    case "text":
      return token.text;
  }
}
