/** What is wrong with what was written into a field, as far as that can be told here; the platform looks again. */
export interface AccountChecks {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
}

export const SHORTEST_PASSWORD = 10;

export function checkEmail(email: string): string | undefined {
  if (email.trim() === "") return "Write your e-mail address.";
  return /^[^@\s]+@[^@\s]+$/.test(email.trim()) ? undefined : "Write an address like name@example.org.";
}

export function checkNewPassword(password: string): string | undefined {
  const length = [...password.normalize("NFC")].length;
  if (length >= SHORTEST_PASSWORD && length <= 200) return undefined;
  if (length === 0) return "Choose a password.";
  return length < SHORTEST_PASSWORD
    ? `${length === 1 ? "This is 1 character" : `These are ${length} characters`}; a password has ${SHORTEST_PASSWORD} or more.`
    : "A password has at most 200 characters.";
}

export function checkName(name: string): string | undefined {
  if (name.trim() === "") return "Write the name that others see.";
  return [...name.trim()].length > 100 ? "A name has at most 100 characters." : undefined;
}
