import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { findChromium } from "../../../bin/setup/chromium.mjs";

/** Without these, Chromium looks for hosts of its maker, and as root it does not start. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface PageOptions {
  readonly colorScheme?: "light" | "dark";
  /** Default: desktop */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: "reduce" | "no-preference";
  /** `Set-Cookie` lines of who has signed in. */
  readonly cookies?: readonly string[];
  readonly permissions?: readonly string[];
}

/** Milliseconds until what a page is waited for counts as never to come: a busy machine is no failure. */
const PATIENCE = 120_000;

/** What pages have asked for and have no answer to yet. */
const asked = new WeakMap<Page, Set<Request>>();

let browser: Promise<Browser> | undefined;

/** The Chromium that all tests of this process share. */
export function testBrowser(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

/** Called by the root hook, when all tests are done. */
export async function endTestBrowser(): Promise<void> {
  const ending = browser;
  browser = undefined;
  await (await ending?.catch(() => undefined))?.close();
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error("no Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH");
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A page of a browser that has nothing of other pages', and what went wrong in it so far. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts and of the console, refusals by the Content-Security-Policy, requests to other hosts. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** @param allowed text of console errors that a test brings about, e.g. answers with 4xx */
export async function openPage(
  url: string,
  options: PageOptions = {},
  allowed: readonly RegExp[] = [],
): Promise<WatchedPage> {
  const { cookies = [], permissions = [], viewport = DESKTOP, ...looks } = options;
  const context = await (await testBrowser()).newContext({
    baseURL: url,
    viewport,
    permissions: [...permissions],
    ...looks,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.addCookies(cookies.map((line) => cookieOf(line, url)));
  const faults: string[] = [];
  const page = await context.newPage();
  const add = (fault: string) => {
    if (!allowed.some((one) => one.test(fault))) faults.push(fault);
  };
  context.on("page", (one) => watch(one, url, add));
  watch(page, url, add);
  return { page, context, faults, close: () => context.close() };
}

/** Whether a page waits for an answer. Streams, which have no end, are none. */
export function isLoading(page: Page): boolean {
  return (asked.get(page)?.size ?? 0) > 0;
}

function watch(page: Page, url: string, add: (fault: string) => void): void {
  const open = new Set<Request>();
  asked.set(page, open);
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  page.on("pageerror", (error) => add(`error: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") add(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("request", (request) => {
    const address = new URL(request.url());
    if (!/^https?:$/.test(address.protocol)) return;
    if (address.origin !== new URL(url).origin) add(`asks ${address.href}`);
    if (request.headers().accept !== "text/event-stream") open.add(request);
  });
}

function cookieOf(line: string, url: string) {
  const [pair = ""] = line.split(";");
  const at = pair.indexOf("=");
  return { name: pair.slice(0, at), value: pair.slice(at + 1), url, httpOnly: true, sameSite: "Lax" as const };
}
