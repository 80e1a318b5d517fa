import type { Selectable } from "kysely";
import { z } from "zod";
import { canonicalQuantity, thousandths } from "../../constructs/quantity.ts";
import type { TierTable } from "../database/tables.ts";
import { text } from "../operations/names.ts";

export const tierName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and -")
  .describe("Name of a tier.");

/** In thousandths: 1P. What is answered is written as the API server writes it, with more digits, and may be sent again. */
const MOST = 10n ** 18n;
const amount = (example: string) =>
  z
    .string()
    .regex(/^[0-9]{1,18}(\.[0-9]{1,3})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti)?$/, {
      error: `a Kubernetes quantity such as ${example}`,
      abort: true,
    })
    .refine((given) => thousandths(given) > 0n, "more than nothing")
    .refine((given) => thousandths(given) <= MOST, "at most 1P")
    .meta({ description: `A Kubernetes quantity: ${example}.`, examples: [example] });
const count = (from: number) => z.int().min(from).max(100_000);

/** What a project is promised in each zone it runs in; becomes its quota there. */
const limits = {
  cpu: amount("4"),
  memory: amount("8Gi"),
  storage: amount("50Gi"),
  ephemeralStorage: amount("10Gi").nullable().describe("Storage that ends with the pods; null: not counted."),
  pods: count(1),
  services: count(1),
  volumes: count(0),
};

export const LimitsView = z.strictObject(limits).meta({ id: "Limits" });

export const TierInput = z
  .strictObject({
    description: text(500),
    ...limits,
    ephemeralStorage: limits.ephemeralStorage.default(null),
    projects: count(0).describe("How many projects of this tier one person may make."),
  })
  .meta({ id: "TierInput" });

export const TierView = z
  .strictObject({
    name: tierName,
    description: z.string(),
    limits: LimitsView,
    projects: z.int().describe("How many projects of this tier one person may make."),
    version: z.int().describe("Its ETag, without quotes."),
  })
  .meta({ id: "Tier" });

type TierRow = Selectable<TierTable>;

export function viewLimits(tier: Omit<TierRow, "name" | "description" | "projects" | "version">) {
  const { cpu, memory, storage, ephemeral_storage, pods, services, volumes } = tier;
  return { cpu, memory, storage, ephemeralStorage: ephemeral_storage, pods, services, volumes };
}

export function viewTier(tier: TierRow): z.input<typeof TierView> {
  const { name, description, projects, version } = tier;
  return { name, description, limits: viewLimits(tier), projects, version };
}

/** As the database keeps it; amounts are written as Kubernetes writes them back. */
export function tierValues(given: z.output<typeof TierInput>) {
  const { ephemeralStorage, cpu, memory, storage, ...rest } = given;
  return {
    ...rest,
    cpu: canonicalQuantity(cpu),
    memory: canonicalQuantity(memory),
    storage: canonicalQuantity(storage),
    ephemeral_storage: ephemeralStorage === null ? null : canonicalQuantity(ephemeralStorage),
  };
}
