import type { Schema } from "../../../api/client/types.ts";
import { durationText } from "../../live/duration.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Section, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Findings } from "../../ui/problem.tsx";
import { resultText } from "./update-words.ts";

/** How it ended: what was written, why it failed, where the project is reached. */
export function UpdateResult({
  result,
  isCancelled,
}: {
  readonly result: Schema<"ZoneResult">;
  /** That it was is said above: no error beside that is no error. */
  readonly isCancelled: boolean;
}) {
  const { addresses, milliseconds, unchanged } = result;
  const errors = isCancelled && result.errors.length === 1 ? [] : result.errors;
  return (
    <Section
      title="Result"
      description={`${resultText(result) ?? "Nothing was written"}${unchanged > 0 ? `; ${unchanged} stayed as they were` : ""}. The zone was busy for ${durationText(milliseconds)}.`}
    >
      {errors.length > 0 && (
        <Note tone="bad">
          <Findings diagnostics={errors} />
        </Note>
      )}
      {addresses.length > 0 && (
        <Stack>
          {addresses.map((address) => (
            <CopyLine key={address} text={address} label={`Copy ${address}`} opens />
          ))}
        </Stack>
      )}
    </Section>
  );
}
