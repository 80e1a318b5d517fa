import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { AccountError } from "./account-error.ts";

/**
 * OWASP's password storage cheat sheet, its line of 32 MB: less work would be too little, and smaller blocks are kept by
 * glibc once they were used. better-auth's own hash is a third of the work, and does not write down its parameters, so that
 * they could never be raised.
 */
const COST = { log2N: 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** scrypt occupies a thread of Node's pool of four, which also looks up host names and reads files. */
const AT_ONCE = 2;
/** Who comes later would wait some 20 s. */
const LONGEST_QUEUE = 200;

export interface Passwords {
  /** `scrypt$log2N$r$p$salt$key`, the last two in base64url. Throws AccountError "busy". */
  hash(password: string): Promise<string>;
  /** Throws AccountError "busy". */
  verify(hash: string, password: string): Promise<boolean>;
}

/** Hashes passwords beside the event loop, a few at a time; beyond a bound it says at once that it is busy. */
export function createPasswords(): Passwords {
  let running = 0;
  const queue: (() => void)[] = [];

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (queue.length >= LONGEST_QUEUE) {
      throw new AccountError("busy", "too many people sign in at this moment; try again in a few seconds");
    }
    // Who is woken takes over the place of who is done, so that nobody slips in between.
    if (running < AT_ONCE) running++;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES);
        const key = await derive(password, salt, COST);
        const { log2N, r, p } = COST;
        return ["scrypt", log2N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
      }),
    verify: (hash, password) =>
      inTurn(async () => {
        const { cost, salt, key } = readHash(hash);
        return timingSafeEqual(await derive(password, salt, cost), key);
      }),
  };
}

const HASH = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

function readHash(hash: string): { cost: typeof COST; salt: Buffer; key: Buffer } {
  const [, log2N, r, p, salt, key] = HASH.exec(hash) ?? [];
  if (!salt || !key) throw new Error("the stored hash of a password is none of ours");
  return {
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

function derive(password: string, salt: Buffer, { log2N, r, p }: typeof COST): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, { N, r, p, maxmem: 128 * r * (N + p + 2) }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
