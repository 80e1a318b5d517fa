import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { DiagnosticsError } from "../constructs/diagnostic.ts";
import { keepOnce } from "./keep-once.ts";
import { stateFolder } from "./state-folder.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key of this machine, or of all machines that share `ESPALIER_KEY`: hashes secrets, encrypts what is kept of them. */
export class SecretKey {
  readonly #key: KeyObject;
  readonly #hashing: KeyObject;
  readonly #encrypting: KeyObject;

  /** @param key 32 bytes; a key of its own is derived from it for each use. */
  constructor(key: Uint8Array) {
    if (key.length !== KEY_BYTES) throw new RangeError(`a key has 32 bytes, got ${key.length}`);
    this.#key = createSecretKey(key);
    this.#hashing = derive(key, "espalier secret hash");
    this.#encrypting = derive(key, "espalier generated values");
  }

  /** 32 bytes for another use, as 64 hexadecimal digits; nobody can tell this key, or that of another use, from them. */
  deriveHex(use: string): string {
    return Buffer.from(hkdfSync("sha256", this.#key, "", `espalier ${use}`, KEY_BYTES)).toString("hex");
  }

  /** 16 hexadecimal digits that stand for a secret's value: HMAC-SHA256 over name and value. */
  hash(name: string, value: string): string {
    return createHmac("sha256", this.#hashing).update(`${name}\0${value}`).digest("hex").slice(0, 16);
  }

  /** AES-256-GCM, base64. `context` must be the same when decrypting: it ties the text to where it is kept. */
  encrypt(text: string, context: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#encrypting, nonce).setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
  }

  /** Throws when the text was encrypted with another key or context, or was changed. */
  decrypt(encrypted: string, context: string): string {
    const bytes = Buffer.from(encrypted, "base64");
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", this.#encrypting, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  }
}

/** The key in `ESPALIER_KEY` (32 bytes as base64 or hexadecimal digits), else the one in the state folder, made on first use. */
export async function readSecretKey(environment: NodeJS.ProcessEnv = process.env): Promise<SecretKey> {
  if (environment.ESPALIER_KEY) return decode(environment.ESPALIER_KEY, "ESPALIER_KEY");
  const file = join(stateFolder(environment), "secret.key");
  const text = await keepOnce(file, () => `${randomBytes(KEY_BYTES).toString("base64")}\n`);
  const { mode } = await stat(file);
  if (process.platform !== "win32" && mode & 0o077) {
    throw keyError(`${file} can be read by others`, `run: chmod 600 ${file}`);
  }
  return decode(text, file);
}

function decode(text: string, where: string): SecretKey {
  const digits = text.trim();
  const key = Buffer.from(digits, /^[0-9a-fA-F]{64}$/.test(digits) ? "hex" : "base64");
  if (key.length === KEY_BYTES) return new SecretKey(key);
  throw keyError(
    `${where} holds no key: 32 bytes as base64 (44 characters) or hexadecimal digits (64) are wanted, got ${digits.length} characters`,
    "make one with: openssl rand -base64 32",
  );
}

function keyError(message: string, fix: string): DiagnosticsError {
  return new DiagnosticsError([{ severity: "error", code: "secret-key", message, fix }]);
}

function derive(key: Uint8Array, use: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync("sha256", key, "", use, KEY_BYTES)));
}
