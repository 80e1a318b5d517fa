import type { DefinitionValue } from "../importer.ts";
import { VariableNames } from "../variable-names.ts";
import type { Magic } from "./magic-name.ts";

type Declaration = NonNullable<DefinitionValue["variables"]>[string];
type Drawn = Extract<Magic, { kind: "drawn" }>;
type Signed = Extract<Magic, { kind: "signed" }>;

/** What Coolify draws where a name tells no length (Laravel, `Str::password`). */
const LENGTH = 32;
const USER_LENGTH = 16;
const SHORTEST = 8;
const LONGEST = 256;
const MOST_BYTES = 192;

/** Ids that say themselves what they are: `JWTSECRET`, `API_KEY`. */
const TELLING = /(PASSWORD|PASS|PASSWD|PWD|SECRET|KEY|TOKEN|SALT|CODE|HASH)$/;

/** Variables for what Coolify draws, by their magic names: one name is one value wherever it stands. */
export class DrawnValues {
  readonly #names: VariableNames;
  readonly #variables = new Map<string, { readonly name: string; readonly declaration: Declaration }>();

  /** @param taken names of the other variables of the template */
  constructor(taken: Iterable<string>) {
    this.#names = new VariableNames(taken);
  }

  /** Name of the variable for a magic name. */
  use(magicName: string, magic: Drawn | Signed): string {
    const known = this.#variables.get(magicName);
    if (known) return known.name;
    const name = this.#names.choose(wantedName(magic));
    this.#variables.set(magicName, { name, declaration: declarationOf(magic) });
    return name;
  }

  declarations(): Record<string, Declaration> {
    return Object.fromEntries([...this.#variables.values()].map(({ name, declaration }) => [name, declaration]));
  }
}

/** `SERVICE_PASSWORD_64_REDIS` → `REDIS_PASSWORD` */
function wantedName(magic: Drawn | Signed): string {
  const noun = nounOf(magic);
  const id = magic.id.toUpperCase();
  if (id === "" || magic.kind === "signed") return noun;
  return TELLING.test(id) || (noun === "USER" && /USER(NAME)?$/.test(id)) ? id : `${id}_${noun}`;
}

function nounOf(magic: Drawn | Signed): string {
  if (magic.kind === "signed") return magic.role === "anon" ? "ANON_KEY" : "SERVICE_KEY";
  switch (magic.drawn) {
    case "password":
      return "PASSWORD";
    case "user":
    case "lower-case-user":
      return "USER";
    default:
      return "KEY";
  }
}

function declarationOf(magic: Drawn | Signed): Declaration {
  if (magic.kind === "signed") {
    const description = `A JSON web token with the role ${magic.role}, signed with the JWT secret (HS256).`;
    return { description, secret: true };
  }
  const { size = LENGTH } = magic;
  const length = Math.min(LONGEST, Math.max(SHORTEST, size));
  switch (magic.drawn) {
    case "user":
      return TELLING.test(magic.id) ? { generate: USER_LENGTH } : { generate: USER_LENGTH, secret: false };
    case "lower-case-user":
      return { generate: { kind: "hex", length: USER_LENGTH }, secret: false };
    case "hex":
      return { generate: { kind: "hex", length } };
    case "base64":
      return { generate: { kind: "base64", bytes: Math.min(MOST_BYTES, length) } };
    default:
      return { generate: length === LENGTH ? true : length };
  }
}
