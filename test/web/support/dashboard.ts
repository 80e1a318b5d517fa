import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "../../../api/client/index.ts";
import { addFileZone } from "../../../api/zones/add-file-zone.ts";
import { buildWeb } from "../../../bin/setup/web.mjs";
import { type TestPlatform, testPlatform } from "../../api/support/platform.ts";
import { TestWorkers } from "../../api/support/workers.ts";
import { testZone } from "../../support/local-zone.ts";
import { openPage, type PageOptions, type WatchedPage } from "./browser.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const PASSWORD = "correct horse battery staple";

/** Somebody who has signed in, with a client that does the same over the API. */
export interface Visitor {
  readonly email: string;
  readonly name: string;
  readonly cookies: readonly string[];
  /** With the session's rights. */
  readonly client: Client;
}

/** The real platform with the built dashboard; with `zone: true` also workers and a real local zone. */
export class TestDashboard {
  readonly test: TestPlatform;
  /** Name of the zone. */
  readonly zone: string | undefined;
  readonly #workers: TestWorkers | undefined;
  readonly #pages: WatchedPage[] = [];

  private constructor(test: TestPlatform, zone: string | undefined, workers: TestWorkers | undefined) {
    this.test = test;
    this.zone = zone;
    this.#workers = workers;
  }

  static async open({
    zone = false,
    environment = {},
  }: {
    readonly zone?: boolean;
    readonly environment?: Record<string, string>;
  } = {}): Promise<TestDashboard> {
    await buildWeb(ROOT, process.execPath);
    const test = await testPlatform({ ESPALIER_SIGN_IN_LIMIT: "1000000", ...environment });
    if (!zone) return new TestDashboard(test, undefined, undefined);
    const zoneOfTest = await testZone();
    await addFileZone(test.platform, zoneOfTest);
    const { name } = zoneOfTest.context;
    const workers = new TestWorkers(test);
    await workers.start();
    return new TestDashboard(test, name, workers);
  }

  get url(): string {
    return this.test.url;
  }

  /** Signs somebody up. */
  async visitor(name: string, { operator = false } = {}): Promise<Visitor> {
    const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
    const { cookies } = await createClient({ url: this.url }).send("post", "/sign-up", {
      body: { name, email, password: PASSWORD },
    });
    if (operator) {
      await this.test.platform.database
        .updateTable("people")
        .set({ operator: true })
        .where("email", "=", email)
        .execute();
    }
    return { email, name, cookies, client: clientOf(this.url, cookies) };
  }

  /** A page of the visitor's own browser, or of nobody's. It is closed with the dashboard. */
  async page(visitor?: Visitor, options: PageOptions = {}, allowed: readonly RegExp[] = []): Promise<WatchedPage> {
    const page = await openPage(this.url, { ...options, cookies: visitor?.cookies ?? [] }, allowed);
    this.#pages.push(page);
    return page;
  }

  /** For `afterEach`: what the pages of a test that has failed show, as pictures, where `ESPALIER_TEST_PICTURES` says. */
  async keepPictures(test: Mocha.Test | undefined): Promise<void> {
    const folder = process.env.ESPALIER_TEST_PICTURES;
    const pages = this.#pages.filter(({ page }) => !page.isClosed());
    if (folder && test?.state === "failed") {
      const name = test.title.replaceAll(/\W+/g, "-").slice(0, 60);
      await Promise.all(pages.map(({ page }, at) => page.screenshot({ path: join(folder, `${name}-${at}.png`) })));
    }
    await Promise.all(this.#pages.splice(0).map((page) => page.close()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#pages.map((page) => page.close()));
    await this.#workers?.end();
    await this.test.close();
  }
}

/** A client that is known by a session's cookies instead of a key. */
function clientOf(url: string, cookies: readonly string[]): Client {
  const cookie = cookies.map((line) => line.slice(0, line.indexOf(";"))).join("; ");
  return createClient({
    url,
    fetch: (input, init) => {
      const request = new Request(input, init);
      request.headers.set("cookie", cookie);
      return fetch(request);
    },
  });
}
