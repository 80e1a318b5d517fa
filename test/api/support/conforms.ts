import assert from "node:assert/strict";
import type { Operation } from "../../../api/http/operation.ts";
import { openApiDocument } from "../../../api/openapi/document.ts";
import { OPERATIONS } from "../../../api/operations/index.ts";

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
}

/**
 * Whatever a test asks for, the answer is one that the document promises: a status it names, and a body of its schema, with
 * nothing in it that is not described.
 */
export function assertConforms(method: string, path: string, { status, text, body }: Answered): void {
  const operation = operationAt(method, path);
  if (!operation) return;
  const what = `${operation.id} answered ${status}`;
  const { responses } = openApiDocument().paths?.[operation.path]?.[operation.method] ?? {};
  assert.ok(
    Object.hasOwn(responses ?? {}, String(status)),
    `${what}, which its document does not name: ${text.slice(0, 300)}`,
  );
  if (status !== operation.success.status || operation.success.type) return;
  if (!operation.success.body) {
    assert.equal(text, "", what);
    return;
  }
  const { error } = operation.success.body.safeParse(body);
  assert.equal(error, undefined, `${what} with what is not described: ${JSON.stringify(error?.issues.slice(0, 5))}`);
}

function operationAt(method: string, path: string): Operation | undefined {
  const { pathname } = new URL(path, "http://any");
  const steps = pathname.split("/");
  return OPERATIONS.find((operation) => {
    if (operation.method !== method.toLowerCase()) return false;
    const pattern = operation.path.split("/");
    if (pattern.length !== steps.length) return false;
    return pattern.every((step, index) => (step.startsWith("{") ? steps[index] !== "" : step === steps[index]));
  });
}
