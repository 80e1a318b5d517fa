import { z } from "zod";
import type { PersonFacts } from "../identity/caller.ts";

export const PersonView = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    operator: z.boolean().describe("Whether the person runs the platform: zones, tiers, people."),
  })
  .meta({ id: "Person" });

export function viewPerson({ id, email, name, operator }: PersonFacts): z.output<typeof PersonView> {
  return { id, email, name, operator };
}
