/** Words of a name that say its value is a secret. */
const SECRET_WORDS =
  /(?:^|_)(?:password|passwd|passphrase|pwd|pass|secret|secrets|token|credential|credentials|apikey|(?:api|auth|private|access|secret|session|signing|encryption|master|license)_key)(?:_|$)/;

/** Last words that say it is about a secret and not the secret itself. */
const ABOUT_A_SECRET = /_(?:file|path|name|length|size|ttl|type|expiry|issuer)$/;

/**
 * Whether a variable's name says that its value is a secret: `db_password`, `API_KEY`, `sessionToken`, but not
 * `password_file` or `token_ttl`.
 */
export function soundsSecret(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return SECRET_WORDS.test(words) && !ABOUT_A_SECRET.test(words);
}
