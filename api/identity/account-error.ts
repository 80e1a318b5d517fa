export type AccountErrorKind =
  | "email-taken"
  | "invalid-email"
  | "weak-password"
  | "invalid-name"
  | "wrong-credentials"
  | "link-used-or-expired"
  | "no-such-person"
  | "busy";

/**
 * What a person can be told about signing up, in and out. The message never holds a password or a token, nor an e-mail
 * address that is not valid: people type their password into the wrong field.
 */
export class AccountError extends Error {
  override readonly name = "AccountError";
  readonly kind: AccountErrorKind;

  constructor(kind: AccountErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The same for a wrong password as for an unknown e-mail address. */
export function wrongCredentials(): AccountError {
  return new AccountError("wrong-credentials", "e-mail address and password do not fit together");
}

export function noSuchPerson(): AccountError {
  return new AccountError("no-such-person", "there is no such person; a person is made by signing up");
}
