import type { z } from "zod";
import type { ProjectSpec } from "./spec.ts";

/**
 * What a person may write where a `ProjectSpec` is expected. Wherever a key may be left out, `undefined` means the same:
 * TypeScript infers such keys for containers of different shape in one array, and `flag ? value : undefined` is handy.
 */
export type ProjectSpecInput = Lenient<z.input<typeof ProjectSpec>>;

type Lenient<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Lenient<Item>[]
    : string extends keyof T
      ? { readonly [Key in keyof T]: Lenient<T[Key]> | undefined }
      : { readonly [Key in keyof T]: Lenient<T[Key]> };
