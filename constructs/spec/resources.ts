import { z } from "zod";
import { quantity } from "./words.ts";

/** What each size promises and allows; texts of the schema are made from it. Kubernetes quantities. */
export const SIZES = {
  tiny: { cpu: "50m", memory: "64Mi" },
  small: { cpu: "250m", memory: "256Mi" },
  medium: { cpu: "500m", memory: "1Gi" },
  large: { cpu: "1", memory: "2Gi" },
  xlarge: { cpu: "2", memory: "4Gi" },
} as const;

export type Size = keyof typeof SIZES;

const Size = z.enum(Object.keys(SIZES) as [Size, ...Size[]]).describe(
  `A size: ${Object.entries(SIZES)
    .map(([size, { cpu, memory }]) => `${size} (${cpu} cpu, ${memory})`)
    .join(", ")}. Cpu is promised, memory promised and the ceiling.`,
);

const amounts = {
  cpu: quantity.optional(),
  memory: quantity.optional(),
  storage: quantity.optional().describe("Storage that ends with the pod: logs, temporary files, empty volumes."),
};

export const Resources = z.union([
  Size,
  z.strictObject({
    size: Size.optional(),
    cpu: quantity
      .optional()
      .describe("Cpu it is promised, at most. Default: 100m promised, no ceiling but the claim's"),
    memory: quantity
      .optional()
      .describe("Memory it is promised and may use at most. Default: 128Mi promised, 512Mi at most"),
    storage: quantity
      .optional()
      .describe("Storage that ends with the pod, promised and at most: logs, temporary files, empty volumes."),
    requests: z.strictObject(amounts).optional().describe("What it is promised, where that differs from its ceiling."),
    limits: z.strictObject(amounts).optional().describe("Its ceiling, where that differs from what it is promised."),
    gpus: z.int().min(1).max(64).optional().describe("Graphics processors (nvidia.com/gpu) it gets for itself."),
  }),
]);

export type Resources = z.infer<typeof Resources>;
