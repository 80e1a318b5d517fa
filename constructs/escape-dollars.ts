/**
 * The kubelet expands `$(NAME)` in values, commands and arguments, and makes `$$` one `$` (Kubernetes,
 * third_party/forked/golang/expansion). What a person wrote is what the container is to get, so each dollar that would
 * be taken for either is doubled.
 */
export function escapeDollars(text: string): string {
  return text.replace(/\$\$+|\$(?=\()/g, (dollars) => dollars + dollars);
}
