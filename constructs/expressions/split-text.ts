/** A part of a text: literal, or what stands between `${{` and `}}`; `closed` is false where the `}}` is missing. */
export type TextPart =
  | { readonly literal: string }
  | { readonly expression: string; readonly source: string; readonly closed: boolean };

const EXPRESSION = /\$\$\{\{|\$\{\{(?:([^{}]{0,300})\}\})?/g;

/** Splits `http://${{db.host}}/` into its parts; `$${{` is the text `${{` itself. Linear in the text. */
export function splitText(text: string): readonly TextPart[] {
  if (!hasExpression(text)) return [{ literal: text }];
  const parts: TextPart[] = [];
  let literal = "";
  let from = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    const [source, expression] = match;
    literal += text.slice(from, match.index);
    from = match.index + source.length;
    if (source === "$${{") {
      literal += "${{";
      continue;
    }
    if (literal) parts.push({ literal });
    literal = "";
    parts.push({ expression: (expression ?? "").trim(), source, closed: expression !== undefined });
  }
  literal += text.slice(from);
  return literal || parts.length === 0 ? [...parts, { literal }] : parts;
}

export function hasExpression(text: string): boolean {
  return text.includes("${{");
}
