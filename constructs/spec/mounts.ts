import { z } from "zod";
import { absolutePath, quantity } from "./words.ts";

const fileText = z.string();
const mode = z
  .string()
  .regex(/^0?[0-7]{3}$/, 'a mode such as "0644"')
  .describe('Mode of the files. Default: "0644"');
const relativePath = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$))[^:]*$/, "a relative path without ..");

const Files = z
  .record(relativePath, fileText)
  .describe("Files by name, with their text. A text that holds a secret stands in a Secret.");

const SOURCES = ["volume", "each", "empty", "files", "file", "projected"] as const;

/** What a container mounts; exactly one source. Parts of the same container (init, sidecars) share by name. */
export const Mount = z
  .strictObject({
    volume: z.string().optional().describe("Name of a volume of this project."),
    each: z
      .strictObject({
        name: z.string().regex(/^[a-z]([a-z0-9-]{0,40}[a-z0-9])?$/, "lower-case letters, digits and -"),
        size: quantity,
        access: z.enum(["one", "many"]).optional(),
      })
      .optional()
      .describe("stateful: a volume for each of its replicas."),
    empty: z
      .union([
        z.string().regex(/^[a-z]([a-z0-9-]{0,40}[a-z0-9])?$/, "lower-case letters, digits and -"),
        z.strictObject({
          name: z.string().regex(/^[a-z]([a-z0-9-]{0,40}[a-z0-9])?$/, "lower-case letters, digits and -"),
          size: quantity.optional().describe("At most. Default: the container's storage"),
          memory: z.boolean().optional().describe("true: in memory, counted as such. Default: false"),
        }),
      ])
      .optional()
      .describe("A folder that is empty at first and ends with the pod, by name: its init and sidecars share it."),
    files: Files.optional(),
    file: fileText
      .optional()
      .describe("The text of one file; path is the file's. A text with a secret stands in a Secret."),
    projected: z
      .strictObject({
        files: Files.optional(),
        facts: z
          .record(relativePath, z.string().max(100))
          .optional()
          .describe("Files that hold what is known of the pod: labels, annotations, pod.name, limits.memory…"),
        token: z
          .strictObject({
            path: relativePath,
            audience: z.string().min(1).max(253).describe("Who will check it; never the cluster itself."),
            seconds: z.int().min(600).max(86_400).optional().describe("How long it holds. Default: 3600"),
          })
          .optional()
          .describe("A token that tells others who this pod is."),
      })
      .optional()
      .describe("Files from several sources in one folder."),
    path: absolutePath.describe("Where the container sees it."),
    subPath: relativePath.optional().describe("volume, each, empty: only this folder or file of it."),
    mode: mode.optional(),
    readOnly: z.boolean().optional().describe("Default: false; files are read-only in any case"),
  })
  .refine((mount) => SOURCES.filter((source) => mount[source] !== undefined).length === 1, {
    message: "give exactly one of volume, each, empty, files, file, projected",
  });

export type Mount = z.infer<typeof Mount>;
