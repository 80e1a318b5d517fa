import assert from "node:assert/strict";
import { AccountError, type AccountErrorKind } from "../../../api/identity/accounts.ts";

/** For `assert.rejects`. */
export function ofKind(kind: AccountErrorKind) {
  return (error: unknown): true => {
    assert.ok(error instanceof AccountError, String(error));
    assert.equal(error.kind, kind);
    return true;
  };
}

export async function failure(attempt: Promise<unknown>): Promise<Error> {
  try {
    await attempt;
  } catch (error) {
    return error as Error;
  }
  assert.fail("it was expected to fail");
}
