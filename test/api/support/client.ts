import { randomUUID } from "node:crypto";
import { drawKey } from "../../../api/identity/key-text.ts";
import type { OpenPlatform } from "../../../api/serve.ts";
import { assertConforms } from "./conforms.ts";

/** What a test says nothing about: its assertions tell what is there. */
// biome-ignore lint/suspicious/noExplicitAny: the type of an answer is what the assertions are about
export type Loose = any;

export interface Answer<T = Loose> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** Somebody with a key, as `curl` would be. */
export class TestClient {
  readonly url: string;
  readonly key: string | undefined;
  readonly personId: string;
  readonly email: string;

  constructor(url: string, key: string | undefined, person: { readonly id: string; readonly email: string }) {
    this.url = url;
    this.key = key;
    this.personId = person.id;
    this.email = person.email;
  }

  /** @param path below `/api/v1` */
  async send<T = Loose>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(this.key && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
    assertConforms(method, path, answer);
    return answer;
  }

  get<T = Loose>(path: string, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>("GET", path, undefined, headers);
  }

  post<T = Loose>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>("POST", path, body, headers);
  }

  put<T = Loose>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>("PUT", path, body, headers);
  }

  patch<T = Loose>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>("PATCH", path, body, headers);
  }

  delete<T = Loose>(path: string, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>("DELETE", path, undefined, headers);
  }
}

/** A new person with a key that may do all that the person may; made past the API, since its tests come elsewhere. */
export async function newPerson(
  { platform, url }: { readonly platform: OpenPlatform; readonly url: string },
  options: { readonly operator?: boolean; readonly name?: string } = {},
): Promise<TestClient> {
  const name = options.name ?? `person-${randomUUID().slice(0, 8)}`;
  const person = await platform.accounts.createPerson({
    email: `${name}@example.com`,
    name,
    operator: options.operator ?? false,
  });
  const key = drawKey("person");
  await platform.database
    .insertInto("api_keys")
    .values({
      id: randomUUID(),
      name: "test",
      start: key.start,
      hash: key.hash,
      person_id: person.id,
      created_by: person.id,
    })
    .execute();
  return new TestClient(url, key.text, person);
}

/** Nobody: without a key. */
export function nobody(url: string): TestClient {
  return new TestClient(url, undefined, { id: "", email: "" });
}
