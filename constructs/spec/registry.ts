import { z } from "zod";

/** A private registry; with all of a project's registries it becomes one pull secret. */
export const RegistrySpec = z.strictObject({
  host: z
    .string()
    .max(253)
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9._/-]*)?$/, "a host such as ghcr.io")
    .describe("The registry, e.g. ghcr.io or registry.example.com:5000."),
  username: z.string().min(1).max(256),
  password: z.string().min(1).max(16_384).describe("A secret variable, e.g. $registry_password."),
});

export type RegistrySpec = z.infer<typeof RegistrySpec>;
