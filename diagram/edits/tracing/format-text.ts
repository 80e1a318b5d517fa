import type { Evaluator } from "./evaluator.ts";
import { asText } from "./plus.ts";
import type { Value } from "./value.ts";

/** `"%s:%d" % [name, port]`, where nothing but plain `%s`, `%d` and `%%` occurs and everything is known. */
export function formatText(evaluator: Evaluator, format: Value, given: Value): string | undefined {
  if (format.kind !== "scalar" || typeof format.value !== "string") return undefined;
  const values =
    given.kind === "list" ? given.segments.map((one) => ("thunk" in one ? evaluator.force(one.thunk) : one)) : [given];
  let used = 0;
  let known = true;
  const text = format.value.replace(/%([\s\S]?)/g, (_, code: string) => {
    if (code === "%") return "%";
    const value = values[used++];
    const fits = value?.kind === "scalar" && (code === "s" || (code === "d" && Number.isInteger(value.value)));
    if (!fits) known = false;
    return fits ? asText(value.value) : "";
  });
  return known && used === values.length ? text : undefined;
}
