import type { RunningServer } from "../../api/run-server.ts";
import { signInForKey, userName } from "../platform/sign-in.ts";

/** Seconds in which the link that is shown can be used. */
const LINK_SECONDS = 24 * 3600;
const KEY_NAME = "espalier start";
const KEY_HOURS = 1;

/** Who runs the platform on this machine. */
export interface FirstPerson {
  readonly email: string;
  /** Signs in once. */
  readonly link: string;
  /** A key that ends in an hour, and with `end`. */
  readonly key: string;
  end(): Promise<void>;
}

type Platform = RunningServer["platform"];

/** Finds or makes the first operator, with a link by which that person signs in once. */
export async function linkForFirstOperator(platform: Platform): Promise<{ email: string; link: string }> {
  const { firstOperator } = await import("../../api/identity/first-operator.ts");
  const { email } = await firstOperator(platform, userName());
  const { token } = await platform.accounts.createSignInLink(email, { expiresIn: LINK_SECONDS });
  return { email, link: `${platform.origin()}/sign-in/${token}` };
}

/** The same, with a key for this command. */
export async function firstPerson({ platform }: RunningServer, url: string): Promise<FirstPerson> {
  const { createClient } = await import("../../api/client/index.ts");
  const { email, link } = await linkForFirstOperator(platform);
  const { token } = await platform.accounts.createSignInLink(email, { expiresIn: 60 });
  const expiresAt = new Date(Date.now() + KEY_HOURS * 3_600_000).toISOString();
  const { id, key } = await signInForKey(url, { token }, { name: KEY_NAME, expiresAt });
  return {
    email,
    link,
    key,
    end: async () => {
      await createClient({ url, key, patience: 2_000 }).delete("/keys/{key}", { path: { key: id } });
    },
  };
}
