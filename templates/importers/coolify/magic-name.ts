/** What a magic name of Coolify asks for (coolify.io/docs, "Magic environment variables"). */
export type Magic =
  /** A value that is drawn. */
  | { readonly kind: "drawn"; readonly drawn: Drawn; readonly size?: number; readonly id: string }
  /** A public address: its host, or its URL. */
  | { readonly kind: "address"; readonly form: "host" | "url"; readonly id: string; readonly port?: number }
  /** Host name of a service. */
  | { readonly kind: "host"; readonly id: string }
  /** A token that another value signs, which nobody can draw. */
  | { readonly kind: "signed"; readonly role: string; readonly id: string };

export type Drawn = "password" | "text" | "base64" | "hex" | "user" | "lower-case-user";

const DRAWN: Readonly<Record<string, Drawn>> = {
  PASSWORD: "password",
  PASSWORDWITHSYMBOLS: "password",
  // Not base64, for all its name: letters and digits.
  BASE64: "text",
  PASSWORD_BASE64: "text",
  REALBASE64: "base64",
  PASSWORD_REALBASE64: "base64",
  HEX: "hex",
  PASSWORD_HEX: "hex",
  USER: "user",
  LOWERCASEUSER: "lower-case-user",
};

const DRAWN_NAME =
  /^SERVICE_((?:PASSWORD_)?(?:REALBASE64|BASE64|HEX)|PASSWORDWITHSYMBOLS|PASSWORD|LOWERCASEUSER|USER)(?:_(?<size>[0-9]{1,3}))?(?:_(?<id>.+))?$/;
const ADDRESS_NAME = /^SERVICE_(?<form>FQDN|URL)_(?<id>.+?)(?:_(?<port>[0-9]{1,5}))?$/;
const SIGNED_NAME = /^SERVICE_(SUPABASEANON|SUPABASESERVICE)(?:_(?<id>.+))?$/;

/** What a name asks for; undefined for the name of an ordinary variable, such as `SERVICE_API_KEY`. */
export function magicName(name: string): Magic | undefined {
  return address(name) ?? drawn(name) ?? host(name) ?? signed(name);
}

function drawn(name: string): Magic | undefined {
  const match = DRAWN_NAME.exec(name);
  const kind = DRAWN[match?.[1] ?? ""];
  if (!match || !kind) return undefined;
  const { size, id } = match.groups ?? {};
  // `SERVICE_PASSWORD_2` is the second password, not one of two characters.
  const isSize = Number(size) >= 8;
  const rest = [isSize ? undefined : size, id].filter((one) => one !== undefined).join("_");
  return { kind: "drawn", drawn: kind, ...(isSize && { size: Number(size) }), id: rest };
}

function address(name: string): Magic | undefined {
  const { form, id, port } = ADDRESS_NAME.exec(name)?.groups ?? {};
  if (!form || !id) return undefined;
  const isPort = Number(port) >= 1 && Number(port) <= 65535;
  return { kind: "address", form: form === "URL" ? "url" : "host", id, ...(isPort && { port: Number(port) }) };
}

function host(name: string): Magic | undefined {
  const [, id] = /^SERVICE_NAME_(.+)$/.exec(name) ?? [];
  return id === undefined ? undefined : { kind: "host", id };
}

function signed(name: string): Magic | undefined {
  const match = SIGNED_NAME.exec(name);
  if (!match) return undefined;
  const role = match[1] === "SUPABASEANON" ? "anon" : "service_role";
  return { kind: "signed", role, id: match.groups?.id ?? "" };
}

/** How a name and a service are compared: `authentik-server`, `AUTHENTIKSERVER`. */
export function bareName(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}
