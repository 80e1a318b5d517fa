import { randomBytes } from "node:crypto";
import { type Connection, connectDatabase } from "../../../api/database/connect.ts";
import { migrateDatabase } from "../../../api/database/migrate.ts";
import { type Accounts, type AccountsOptions, createAccounts } from "../../../api/identity/accounts.ts";
import { testDatabase } from "../../support/postgres.ts";

export const SECRET = randomBytes(32).toString("hex");
export const PASSWORD = "correct horse battery staple";
export const BROWSER = { address: "192.0.2.7", userAgent: "Firefox" };

export interface TestAccounts extends Connection {
  readonly accounts: Accounts;
  readonly url: string;
  /** Another process, as far as the database can tell. */
  another(options?: Partial<AccountsOptions>): Accounts;
}

/** Accounts over a database of their own. */
export async function testAccounts(): Promise<TestAccounts> {
  const { url } = await testDatabase();
  const connections: Connection[] = [];
  const connect = (): Connection => {
    connections.push(connectDatabase(url, { connections: 10 }));
    return connections.at(-1)!;
  };
  const first = connect();
  await migrateDatabase(first.database as never);
  const another = (options: Partial<AccountsOptions> = {}): Accounts =>
    createAccounts({ database: connect().database, secret: SECRET, baseUrl: "http://127.0.0.1:7070", ...options });
  return {
    ...first,
    url,
    accounts: another({ database: first.database }),
    another,
    async close() {
      await Promise.all(connections.map((one) => one.close()));
    },
  };
}

/** As a browser sends back what it was given. */
export function cookieHeader(lines: readonly string[]): string {
  return lines.map((line) => line.slice(0, line.indexOf(";"))).join("; ");
}
