import { posix } from "node:path";

/** Whether a file beside the compose file holds what no definition may: passwords of `.env`, private keys. */
export function isSecretFile(path: string, text: string): boolean {
  return /^\.env(\.|$)/.test(posix.basename(path)) || /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(text);
}
