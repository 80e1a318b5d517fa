import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { expressionOffers } from "./expression-offers.ts";
import { type Offer, offersAt } from "./offers.ts";
import type { Place, Reading, ReadPlace } from "./place.ts";
import type { Schema } from "./schema.ts";

/** Keys, values, names and expressions that may stand at a place of a definition, whichever language it is in. */
export function definitionCompletion(
  schema: Schema,
  readPlace: () => ReadPlace | Promise<ReadPlace>,
): CompletionSource {
  return (context) => {
    const read = readPlace();
    return typeof read === "function"
      ? completed(context, schema, read)
      : read.then((one) => completed(context, schema, one));
  };
}

function completed(context: CompletionContext, schema: Schema, read: ReadPlace): CompletionResult | null {
  const { pos, state, explicit } = context;
  const reading = read(state.doc.toString(), pos);
  const line = state.doc.lineAt(pos);
  const expressions = expressionOffers(line.text.slice(0, pos - line.from), pos, reading.definition);
  if (expressions) return expressions;
  const { place } = reading;
  if (!place || (!explicit && !place.isBegun)) return null;
  return resultOf(place, reading, schema, pos);
}

const TYPES: Readonly<Record<Offer["kind"], string>> = {
  key: "property",
  value: "enum",
  variable: "variable",
  function: "function",
  argument: "property",
  field: "property",
};

function resultOf(place: Place, reading: Reading, schema: Schema, pos: number): CompletionResult | null {
  const offers = offersAt(reading, schema);
  if (offers.length === 0) return null;
  // What stands behind the cursor stays as it is while one goes on typing before it.
  const behind = place.to - pos;
  const quote = place.quote ?? "";
  const options = offers.map(
    ({ label, kind, insert, back, detail, info }): Completion => ({
      label: `${quote}${label}${quote}`,
      displayLabel: label,
      type: TYPES[kind],
      // What the schema knows before the words of the language.
      boost: kind === "key" || kind === "value" ? 1 : 0,
      ...(detail && { detail }),
      ...(info && { info }),
      apply: (view, _completion, start, end) =>
        view.dispatch({
          changes: { from: start, to: Math.min(end + behind, view.state.doc.length), insert },
          selection: { anchor: start + insert.length - back },
          userEvent: "input.complete",
        }),
    }),
  );
  return { from: place.from, options, validFor: /^["']?[\w$.-]*["']?$/ };
}
