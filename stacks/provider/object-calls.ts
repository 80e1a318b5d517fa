import { decodeStruct } from "../struct.ts";
import type { Decision } from "../update.ts";
import { type Fields, readFields, textField, writeFields } from "../wire.ts";
import type { ObjectCall } from "./object-operations.ts";

/**
 * The five calls that are made once for each object, read and written by field number: their properties pass through
 * as bytes (check), or are not looked at because the manifest is known (create, update).
 * Field numbers: pulumi/proto/pulumi/provider.proto.
 */
const FIELD = {
  check: { news: 3 },
  diff: { id: 1, urn: 2, inputs: 4, oldInputs: 6 },
  create: { urn: 1, inputs: 2, preview: 4 },
  update: { id: 1, urn: 2, inputs: 4, preview: 7, oldInputs: 8 },
  delete: { id: 1, urn: 2, oldInputs: 5 },
} as const;

export const NOTHING = Buffer.alloc(0);

export function readObjectCall(method: Exclude<keyof typeof FIELD, "check">, request: Uint8Array): ObjectCall {
  const field: { urn: number } & { [name in "id" | "inputs" | "oldInputs" | "preview"]?: number } = FIELD[method];
  const fields = readFields(request);
  return {
    urn: textField(fields, field.urn),
    id: field.id ? textField(fields, field.id) : "",
    preview: field.preview !== undefined && fields.has(field.preview),
    inputs: () => decode(fields, field.inputs),
    oldInputs: () => decode(fields, field.oldInputs),
  };
}

function decode(fields: Fields, number = 0): Record<string, unknown> {
  return decodeStruct(fields.get(number) ?? NOTHING);
}

/** `CheckResponse.inputs` = 1: as registered. The API server checks manifests, and knows more than could be said here. */
export function checkReply(request: Uint8Array): Buffer {
  return writeFields({ 1: readFields(request).get(FIELD.check.news) ?? NOTHING });
}

/** `DiffResponse`: replaces = 1, deleteBeforeReplace = 3, changes = 4 (1: none, 2: some). */
const DIFF: Readonly<Record<Decision, Buffer>> = {
  same: Buffer.from([4 << 3, 1]),
  update: Buffer.from([4 << 3, 2]),
  replace: Buffer.concat([writeFields({ 1: "spec" }), Buffer.from([3 << 3, 1, 4 << 3, 2])]),
};

export function diffReply(decision: Decision): Buffer {
  return DIFF[decision];
}

/** `CreateResponse`: id = 1, properties = 2. Outputs stay empty: what the zone adds is read from the zone. */
export function createReply(id: string): Buffer {
  return writeFields({ 1: id, 2: NOTHING });
}

/** `UpdateResponse.properties` = 1. */
export function updateReply(): Buffer {
  return writeFields({ 1: NOTHING });
}
