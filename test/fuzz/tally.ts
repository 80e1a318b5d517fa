import { openApiDocument } from "../../api/openapi/document.ts";

/** What the server itself tells of the requests it has answered: independent of what was asked and judged. */
export interface Tally {
  readonly requests: number;
  /** Requests by status, the lowest first. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Of operations of the document: how often each was answered, and how often with success. */
  readonly operations: ReadonlyMap<string, { readonly answered: number; readonly succeeded: number }>;
  /** `createKey 409`, for what the document does not have. */
  readonly undocumented: readonly string[];
  /** `createKey 500`, with what the log says of it; without zones that do not answer, which none of the test does. */
  readonly failed: readonly string[];
}

interface Answered {
  readonly msg: string;
  readonly operation: string;
  readonly status: number;
  readonly requestId: string;
}

/** What the document itself, an address that is none, or another method are answered with; no document can hold it. */
const OUTSIDE = new Set([200, 400, 404, 405]);
/** Nobody was answered: the caller had left. The log has this status alone. */
const LEFT = 499;
const ZONE_AWAY = 502;

/** @param log lines of the server's log, as JSON */
export function tallyOf(log: readonly string[]): Tally {
  const documented = documentedStatuses();
  const statuses = new Map<number, number>();
  const operations = new Map<string, { answered: number; succeeded: number }>();
  const undocumented = new Set<string>();
  const failed = new Map<string, string>();
  let requests = 0;
  for (const line of log) {
    const { msg, operation, status, requestId } = JSON.parse(line) as Answered;
    if (msg !== "answered") continue;
    requests++;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const known = documented.get(operation) ?? OUTSIDE;
    if (!known.has(status) && status !== LEFT) undocumented.add(`${operation} ${status}`);
    if (status >= 500 && status !== ZONE_AWAY) failed.set(`${operation} ${status}`, requestId);
    if (!documented.has(operation)) continue;
    const { answered, succeeded } = operations.get(operation) ?? { answered: 0, succeeded: 0 };
    operations.set(operation, { answered: answered + 1, succeeded: succeeded + (status < 400 ? 1 : 0) });
  }
  return {
    requests,
    statuses: new Map([...statuses].sort(([one], [other]) => one - other)),
    operations,
    undocumented: [...undocumented],
    failed: Array.from(failed, ([what, requestId]) => `${what}: ${reasonOf(log, requestId)}`),
  };
}

function documentedStatuses(): Map<string, ReadonlySet<number>> {
  const methods = Object.values(openApiDocument().paths ?? {}).flatMap((path) => Object.values(path as object));
  return new Map(
    (methods as { operationId: string; responses: object }[]).map(({ operationId, responses }) => [
      operationId,
      new Set(Object.keys(responses).map(Number)),
    ]),
  );
}

function reasonOf(log: readonly string[], requestId: string): string {
  const line = log.find((one) => one.includes(requestId) && one.includes('"err"'));
  return line ? JSON.stringify((JSON.parse(line) as { err: unknown }).err) : "nothing is logged of it";
}
