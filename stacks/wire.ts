import protobuf from "google-protobuf";

/**
 * Fields of a protobuf message by number, nested messages left as bytes. The provider passes the properties of an
 * object through (check) or does not look at them (create, update of a known manifest), and taking them apart with
 * google-protobuf is a third of an update's time in this process.
 */
export type Fields = ReadonlyMap<number, Uint8Array>;

const PRESENT = new Uint8Array();

/**
 * Length-delimited fields of a message; the last one counts, as protobuf says. Of the others it is only told that they
 * are there, which for a bool means true.
 */
export function readFields(bytes: Uint8Array): Fields {
  const fields = new Map<number, Uint8Array>();
  const reader = new protobuf.BinaryReader(bytes);
  while (reader.nextField() && !reader.isEndGroup()) {
    const delimited = reader.isDelimited();
    if (!delimited) reader.skipField();
    fields.set(reader.getFieldNumber(), delimited ? reader.readBytes() : PRESENT);
  }
  return fields;
}

export function textField(fields: Fields, number: number): string {
  const bytes = fields.get(number);
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") : "";
}

/** A message of length-delimited fields. */
export function writeFields(fields: Readonly<Record<number, string | Uint8Array>>): Buffer {
  const writer = new protobuf.BinaryWriter();
  for (const [number, value] of Object.entries(fields)) {
    if (typeof value === "string") writer.writeString(Number(number), value);
    else writer.writeBytes(Number(number), value);
  }
  return Buffer.from(writer.getResultBuffer());
}
