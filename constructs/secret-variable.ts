/**
 * Prefix of the environment variables that carry a secret into command and args: `$(ESPALIER_SECRET_db_password)`.
 * Kubernetes accepts the characters of secret names in names of variables.
 */
export const SECRET_VARIABLE = "ESPALIER_SECRET_";
