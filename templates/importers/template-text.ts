/** Text as a string of a definition: every dollar doubled, so that none of them starts a variable. */
export function templateText(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** `$name`, with braces where a letter would follow: `next` is the text behind it. */
export function templateVariable(name: string, next = ""): string {
  return /^[A-Za-z0-9_]/.test(next) ? `\${${name}}` : `$${name}`;
}
