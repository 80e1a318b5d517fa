import assert from "node:assert/strict";
import { type Answer, type Loose, TestClient } from "../client.ts";
import type { TestPlatform } from "../platform.ts";
import { drawCore, drawPassword, drawValue, halves } from "./canary.ts";
import type { Evidence } from "./evidence.ts";
import type { ZoneAccess } from "./zone-access.ts";

/** What the canary test is made of, and how it comes to its canaries. */
export class Scene {
  readonly test: TestPlatform;
  readonly evidence: Evidence;
  readonly zone: ZoneAccess;

  constructor(test: TestPlatform, evidence: Evidence, zone: ZoneAccess) {
    this.test = test;
    this.evidence = evidence;
    this.zone = zone;
  }

  /** A value for a secret. */
  value(name: string, options: { readonly plain?: boolean } = {}): string {
    const { value, core } = options.plain ? plainValue() : drawValue();
    this.evidence.guard({ name, needles: halves(core), allowed: [] });
    return value;
  }

  password(name: string): string {
    const { password, core } = drawPassword();
    this.evidence.guard({ name, needles: halves(core), allowed: [] });
    return password;
  }

  /**
   * Something secret that an answer shows, this once. Of keys the first characters are shown again.
   *
   * @param also other places where it may be
   */
  shown(name: string, answer: Answer, text: string, also: readonly RegExp[] = []): string {
    assert.ok(text.length >= 32, `${name}: ${answer.status} ${answer.text}`);
    const id = answer.headers.get("x-request-id");
    const needles = halves(text.slice(10));
    this.evidence.guard({ name, needles, allowed: [new RegExp(`^response ${id} `), ...also] });
    return text;
  }

  /** The session that an answer begins, as a cookie. */
  session(name: string, answer: Answer): string {
    const [line = ""] = answer.headers.getSetCookie();
    const cookie = line.split(";")[0] as string;
    const [token, signature] = decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)).split(".");
    // Without its signature, which is made with the platform's key, the token in the database opens nothing.
    this.shown(`the token of ${name}`, answer, token as string, [/^row of public\.sessions/, /^wal /]);
    this.shown(`the signature of ${name}`, answer, signature as string);
    return cookie;
  }

  client(key: string, person: { readonly id: string; readonly email: string } = { id: "", email: "" }): TestClient {
    return new TestClient(this.test.url, key, person);
  }
}

function plainValue() {
  const core = drawCore();
  return { value: core, core };
}

/** Refused as it should be; whatever is said about it is evidence. */
export function refusedWith(answer: Answer, ...statuses: readonly number[]): Loose {
  assert.ok(statuses.includes(answer.status), `${answer.status} instead of ${statuses.join(" or ")}: ${answer.text}`);
  return answer.body;
}
