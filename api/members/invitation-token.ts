import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** As long as a token can be accepted, in days. */
export const INVITATION_DAYS = 7;

export const InvitationToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, "43 letters, digits, - and _")
  .describe("The end of the invitation's link.");

/** 256 random bits, shown once; what is kept of them is their hash. */
export function drawInvitationToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: invitationHash(token) };
}

export function invitationHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** `a…@example.com`: who has the address knows it for theirs, others do not learn it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${at > 1 ? email.charAt(0) : ""}…${email.slice(at)}`;
}
