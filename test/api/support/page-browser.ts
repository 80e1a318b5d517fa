import assert from "node:assert/strict";
import { checkHtml } from "./html-check.ts";

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser as far as pages of ours need one: it keeps cookies, says where it is, and runs nothing. */
export class Browser {
  readonly url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  /** The page at an address; fails when it is not as every page must be. */
  async open(path: string): Promise<Seen> {
    return this.#seen(await fetch(this.url + path, { redirect: "manual", headers: this.#headers() }));
  }

  /** Sends a form of a page of ours. */
  async send(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Seen> {
    const response = await fetch(this.url + path, {
      method: "POST",
      redirect: "manual",
      headers: { ...this.#headers(), "sec-fetch-site": "same-origin", origin: this.url, ...headers },
      body: new URLSearchParams(fields),
    });
    return this.#seen(response);
  }

  get cookies(): string {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join("; ");
  }

  #headers(): Record<string, string> {
    const accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    return { accept, ...(this.#cookies.size > 0 && { cookie: this.cookies }) };
  }

  async #seen(response: Response): Promise<Seen> {
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      if (/max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    if (isOurs(response, text)) {
      assert.deepEqual(checkHtml(text).faults, [], response.url);
      const policy = response.headers.get("content-security-policy") ?? "";
      assert.match(policy, /^default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'/);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    }
    return { status: response.status, headers: response.headers, text };
  }
}

/** A page that is made here; the dashboard is Vite's, and goes by a policy of its own. */
function isOurs(response: Response, text: string): boolean {
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  return isPage && response.status !== 303 && !text.includes('name="csp-nonce"');
}
