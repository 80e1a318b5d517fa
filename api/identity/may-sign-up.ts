import { Problem } from "../http/problem.ts";
import { findInvitation, requireUsable } from "../members/held-invitation.ts";
import type { Platform } from "../platform.ts";
import { readEmail } from "./account-input.ts";

/**
 * Whether somebody may sign up: everybody, or only who holds an invitation for that e-mail address, as the platform is set
 * (`ESPALIER_SIGN_UP`). An invitation that is given must be right either way, so that people learn of it in time.
 *
 * @throws Problem "not-permitted", "not-found", "gone"; AccountError "invalid-email"
 */
export async function requireMaySignUp(
  { settings, database }: Pick<Platform, "settings" | "database">,
  email: string,
  token: string | undefined,
): Promise<void> {
  if (token === undefined) {
    if (settings.signUp === "open") return;
    throw new Problem("not-permitted", "new people come here by invitation only; open the link of your invitation");
  }
  const address = readEmail(email);
  const invitation = await findInvitation(database, token);
  if (invitation.email !== address) {
    throw new Problem("not-permitted", "this invitation is for another e-mail address");
  }
  requireUsable(invitation);
}
