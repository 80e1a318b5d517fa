/**
 * Environment variables of ours that carry what the kubelet fills in elsewhere, as `$(NAME)`: secrets into command and
 * args, and facts of the pod into texts. Kubernetes accepts the characters of secret names in names of variables.
 */
const SECRET = "ESPALIER_SECRET_";
const FACT = "ESPALIER_FACT_";

const OURS = /^ESPALIER_((URL_|JSON_|BASE64_)+SECRET_|SECRET_|FACT_)/;

/** `db_password` → `ESPALIER_SECRET_db_password`, with `|url` → `ESPALIER_URL_SECRET_db_password` */
export function secretVariable(name: string, encodings = ""): string {
  const encoded = encodings
    .split("|")
    .slice(1)
    .map((encoding) => `${encoding.toUpperCase()}_`)
    .join("");
  return SECRET.replace("_", `_${encoded}`) + name;
}

/** `pod.ip` → `ESPALIER_FACT_pod.ip`. Names of labels may have a slash, and keep apart from others. */
export function factVariable(fact: string): string {
  return (
    FACT +
    fact
      .replaceAll("_", "__")
      .replaceAll("/", "_.")
      .replace(/\['(.*)'\]$/, ".$1")
  );
}

/** Whether a name is one of ours. */
export function isOwnVariable(name: string): boolean {
  return OURS.test(name);
}
