import { z } from "zod";

/** Who did something, as lists show it. */
export const WhoView = z
  .strictObject({
    kind: z
      .enum(["person", "key", "project-key", "nobody", "platform"])
      .describe(
        "`person`: in a browser; `key`: by a person's key; `project-key`: by a key of the project's own; `nobody`: without having signed in; `platform`: unasked.",
      ),
    id: z.string().nullable().describe("Of the person or the key."),
    name: z
      .string()
      .nullable()
      .describe("Of the person, or of the project's own key; null when there is none, or none any more."),
    keyStart: z.string().nullable().describe("The first characters of the key, when one was used."),
  })
  .meta({ id: "Who" });

export type Who = z.output<typeof WhoView>;
