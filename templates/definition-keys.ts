import type { Diagnostic } from "../constructs/diagnostic.ts";
import { nearestName } from "../constructs/nearest-name.ts";
import { showValue } from "../constructs/validation/show-value.ts";
import { OWN_KEYS, SPEC_KEYS, TemplateInfo } from "./definition.ts";
import { type SchemaWords, schemaDiagnostics } from "./schema-diagnostics.ts";

/** A definition without the keys that are no part of the spec, and what is wrong with those. */
export function withoutOwnKeys(definition: unknown): { spec: unknown; diagnostics: Diagnostic[] } {
  if (typeof definition !== "object" || definition === null || Array.isArray(definition)) {
    return { spec: definition, diagnostics: [] };
  }
  const entries = Object.entries(definition);
  const diagnostics = entries.flatMap(([key, value]) => checkOwnKey(key, value));
  const misspelled = new Set(diagnostics.filter(({ code }) => code === "unknown-key").map(({ path }) => path?.[0]));
  const spec = Object.fromEntries(entries.filter(([key]) => !OWN_KEYS.includes(key) && !misspelled.has(key)));
  return { spec, diagnostics };
}

function checkOwnKey(key: string, value: unknown): Diagnostic[] {
  if (key === "$schema") return typeof value === "string" ? [] : [notText(key, value)];
  if (key === "template") {
    const parsed = TemplateInfo.safeParse(value);
    return parsed.success ? [] : schemaDiagnostics(parsed.error, value, [key], TEMPLATE_WORDS);
  }
  const meant = SPEC_KEYS.includes(key) ? undefined : nearestName(key, [...SPEC_KEYS, ...OWN_KEYS]);
  return meant !== undefined && meant !== key && OWN_KEYS.includes(meant) ? [misspelled(key, meant)] : [];
}

function notText(key: string, value: unknown): Diagnostic {
  return {
    severity: "error",
    code: "wrong-type",
    message: "not a value that fits here",
    path: [key],
    got: showValue(value),
    allowed: "text",
  };
}

function misspelled(key: string, meant: string): Diagnostic {
  return {
    severity: "error",
    code: "unknown-key",
    message: `unknown key ${showValue(key)}`,
    path: [key],
    allowed: [...SPEC_KEYS, ...OWN_KEYS].join(", "),
    fix: `did you mean ${JSON.stringify(meant)}?`,
  };
}

const TEMPLATE_WORDS: SchemaWords = {
  keys: Object.keys(TemplateInfo.shape),
  allowed: {
    "": `an object with ${Object.keys(TemplateInfo.shape).join(", ")}`,
    tags: "a list of texts",
    links: "addresses by title",
    title: "text of at most 100 characters",
    description: "text of at most 2000 characters",
    icon: "text of at most 200 characters",
    version: "text of at most 50 characters",
    notes: "text of at most 5000 characters",
  },
};
