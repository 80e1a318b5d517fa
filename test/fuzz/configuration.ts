import type { Subject } from "./subject.ts";

/** How much is sent. */
export interface Extent {
  readonly phases: readonly string[];
  /** Cases of an operation in the fuzzing phase, and sequences in the stateful one, at most. */
  readonly maxExamples: number;
  readonly seed: number;
  /** Only these operations. Default: all */
  readonly only?: readonly string[];
}

const CHECKS = [
  // What is stale, used up or taken is refused although the document cannot say so; 422 is judged by hooks.py.
  'positive_data_acceptance.expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 429]',
  // 428 is what RFC 6585 has for a missing If-Match.
  "missing_required_header.expected-statuses = [400, 401, 403, 406, 415, 422, 428]",
];

const OPERATIONS = [
  // A stream that has begun never ends by itself. It has a second; what has come by then is judged, but not by its schema:
  // OpenAPI 3.1 describes the stream as one text, Schemathesis each event of it. test/api/updates.test.ts reads whole ones.
  "[[operations]]",
  'include-path-regex = "/stream$"',
  "request-timeout = 1",
  // A second is short for an answer to begin: a busy server is asked again.
  "request-retries = 6",
  "checks.response_schema_conformance.enabled = false",
  // The zones of the test never answer, and that is what it has to say.
  "[[operations]]",
  'include-operation-id = "refreshZone"',
  'checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 502]',
  'checks.positive_data_acceptance.expected-statuses = ["2xx", 403, 404, 409, 429, 502]',
  // What was revoked or discarded stays, and says so.
  "[[operations]]",
  'include-operation-id = ["getInvitation", "getChangeSet"]',
  "checks.use_after_free.enabled = false",
];

/** Share of the values that mean something; the others are generated. */
const REAL = 0.8;

/** `schemathesis.toml`. Strings and arrays of strings are written as in JSON, which TOML takes. */
export function configuration(hooks: string, subject: Subject, extent: Extent): string {
  const { phases, maxExamples, seed } = extent;
  const dictionaries: string[] = [];
  const parameters = (values: Subject["values"]) =>
    Object.entries(values).map(([name, all]) => {
      const dictionary = `values-${dictionaries.length}`;
      dictionaries.push(`[dictionaries.${dictionary}]\nvalues = ${JSON.stringify(all)}`);
      return `${JSON.stringify(name)} = { dictionary = "${dictionary}", probability = ${REAL} }`;
    });
  const ofAll = parameters(subject.values);
  const ofOne = Object.entries(subject.valuesOf).map(([id, values]) =>
    ["[[operations]]", `include-operation-id = "${id}"`, "[operations.parameters]", ...parameters(values)].join("\n"),
  );
  return [
    `seed = ${seed}`,
    `hooks = ${JSON.stringify(hooks)}`,
    "workers = 1",
    "continue-on-failure = true",
    "request-timeout = 120",
    "color = false",
    // A busy machine is no failure.
    'suppress-health-check = ["too_slow"]',
    "[warnings]",
    "enabled = false",
    "[generation]",
    `max-examples = ${maxExamples}`,
    'database = "none"',
    "[phases]",
    ...["examples", "coverage", "fuzzing", "stateful"].map((name) => `${name}.enabled = ${phases.includes(name)}`),
    'coverage.unexpected-methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE", "QUERY"]',
    // Wrong keys are among what the phase coverage sends; a quarter of everything need not be.
    "fuzzing.generation.with-security-parameters = false",
    "stateful.generation.with-security-parameters = false",
    "[checks]",
    ...CHECKS,
    "[parameters]",
    ...ofAll,
    ...dictionaries,
    ...OPERATIONS,
    ...ofOne,
    "",
  ].join("\n");
}
