import { text as readAll } from "node:stream/consumers";
import { createClient, ProblemError } from "../../api/client/index.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { forgetLogin, type Login, readLogins, saveLogin } from "../platform/logins.ts";
import { isReadableOnTheWay, readServerUrl, readSignInLink, STANDARD_SERVER } from "../platform/server-url.ts";
import { type Credentials, signInForKey } from "../platform/sign-in.ts";
import { ask, canAsk } from "../terminal/prompt.ts";
import { safeText } from "../terminal/safe-text.ts";

interface LoginOptions {
  readonly keyStdin?: boolean;
}

/** Signs in with a password, a one-time link or a key, and keeps a key for this machine. */
export async function login(context: Context, options: LoginOptions, typed?: string): Promise<ExitCode> {
  const { output, environment } = context;
  const link = typed === undefined ? undefined : readSignInLink(typed);
  const url = link?.server ?? readServerUrl(typed ?? (environment.ESPALIER_SERVER || STANDARD_SERVER));
  if (isReadableOnTheWay(url)) {
    output.say(output.talk.yellow("what is sent to this address is not encrypted: anybody on the way can read it"));
  }
  const before = readLogins(environment).servers[url];
  const now = options.keyStdin
    ? await givenKey(url)
    : await newKey(url, link ? { token: link.token } : await credentials(context, url));
  await saveLogin(environment, url, now);
  if (before?.made && before.key !== now.key) await revoke(url, before).catch(() => undefined);
  const { talk, symbols } = output;
  output.say(`${talk.green(symbols.done)} logged in at ${talk.cyan(url)} as ${talk.bold(safeText(now.who))}`);
  if (output.json) output.document({ server: url, who: now.who, key: now.keyId });
  return EXIT.success;
}

/** Forgets this machine's key, and revokes it when it was made for this machine. */
export async function logout(context: Context, _options: object, typed?: string): Promise<ExitCode> {
  const { output, environment } = context;
  const { current, servers } = readLogins(environment);
  const url = typed === undefined ? current : readServerUrl(typed);
  const known = url === undefined ? undefined : servers[url];
  if (url === undefined || !known) {
    throw usageError(
      url === undefined ? "you are not logged in anywhere" : `you are not logged in at ${url}`,
      Object.keys(servers).length > 0 ? `you are at: ${Object.keys(servers).join(", ")}` : undefined,
    );
  }
  const why = known.made ? await whyNotRevoked(url, known) : undefined;
  await forgetLogin(environment, url);
  const { talk, symbols } = output;
  output.say(`${talk.green(symbols.done)} logged out of ${talk.cyan(url)}`);
  if (why !== undefined) output.say(talk.yellow(`its key could not be revoked, so it still works: ${safeText(why)}`));
  if (output.json) output.document({ server: url, revoked: known.made && why === undefined });
  return EXIT.success;
}

async function whyNotRevoked(url: string, login: Login): Promise<string | undefined> {
  try {
    await revoke(url, login);
    return undefined;
  } catch (error) {
    // What the platform does not know any more needs no revoking.
    return error instanceof ProblemError && error.status === 401 ? undefined : (error as Error).message;
  }
}

async function credentials({ output }: Context, url: string): Promise<Credentials> {
  if (!canAsk(output)) {
    throw usageError(
      "there is no terminal on which to ask for e-mail and password",
      "give a key with --key-stdin, or a one-time link to sign in",
    );
  }
  output.say(`Logging in at ${output.talk.cyan(url)}`);
  const needed = (what: string) => (answer: string) => (answer === "" ? `${what} is needed` : undefined);
  const email = await ask(output, { text: "E-mail?", check: needed("an e-mail address") });
  return { email, password: await ask(output, { text: "Password?", secret: true, check: needed("a password") }) };
}

async function newKey(url: string, credentials: Credentials): Promise<Login> {
  const { key, id, who } = await signInForKey(url, credentials);
  return { key, keyId: id, who, made: true };
}

async function givenKey(url: string): Promise<Login> {
  const key = (await readAll(process.stdin)).trim();
  if (!/^espp?_[0-9A-Za-z]{38}$/.test(key)) {
    throw usageError("what came on standard input is no key", "a key begins with esp_ or espp_ and is shown once");
  }
  const { kind, person, key: own } = await createClient({ url, key }).get("/me");
  if (!own) throw new CommandError(`${url} does not know this as a key`);
  return {
    key,
    keyId: own.id,
    who: kind === "project-key" ? `key ${own.name}` : (person?.email ?? own.name),
    made: false,
  };
}

async function revoke(url: string, { key, keyId }: Login): Promise<void> {
  const client = createClient({ url, key, patience: 3_000 });
  await client.delete("/keys/{key}", { path: { key: keyId } });
}
