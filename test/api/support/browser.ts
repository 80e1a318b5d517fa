import { randomUUID } from "node:crypto";
import { type Answer, type Loose, TestClient } from "./client.ts";
import type { TestPlatform } from "./platform.ts";

/** A person in a browser: known by a cookie, not by a key. */
export class Browser extends TestClient {
  readonly cookie: string;

  constructor(url: string, cookie: string, person: { readonly id: string; readonly email: string }) {
    super(url, undefined, person);
    this.cookie = cookie;
  }

  override send<T = Loose>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return super.send<T>(method, path, body, { cookie: this.cookie, ...headers });
  }
}

/** Signs somebody in past the API; a person who is not there yet is made. */
export async function inBrowser(
  { platform, url }: TestPlatform,
  options: { readonly email?: string; readonly operator?: boolean } = {},
): Promise<Browser> {
  const name = `browser-${randomUUID().slice(0, 8)}`;
  const { email = `${name}@example.com`, operator = false } = options;
  if (options.email === undefined) await platform.accounts.createPerson({ email, name, operator });
  const { token } = await platform.accounts.createSignInLink(email);
  const { cookies, person } = await platform.accounts.useSignInLink(token, { address: "192.0.2.1", userAgent: "test" });
  return new Browser(url, cookieOf(cookies), person);
}

/** What a browser sends back of `Set-Cookie` lines. */
export function cookieOf(lines: readonly string[]): string {
  return lines.map((line) => line.split(";")[0]).join("; ");
}
