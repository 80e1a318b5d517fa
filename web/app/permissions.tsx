import type { Schema } from "../../api/client/types.ts";
import { Badge } from "../ui/badge.tsx";
import { CheckField } from "../ui/field.tsx";
import { useGet } from "./data.ts";
import styles from "./permissions.module.css";
import type { Permission } from "./project.tsx";

/** Check marks for permissions, with what each lets do. Only those of `offered`: nobody gives what he does not hold. */
export function PermissionChoice({
  legend,
  offered,
  chosen,
  onChange,
}: {
  readonly legend: string;
  readonly offered: readonly Permission[];
  readonly chosen: ReadonlySet<Permission>;
  readonly onChange: (chosen: ReadonlySet<Permission>) => void;
}) {
  const permissions = useGet("/permissions");
  const known = permissions.data?.items ?? offered.map((name) => ({ name, meaning: "" }));
  const change = (name: Permission, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(name);
    else next.delete(name);
    onChange(next);
  };
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {known
        .filter(({ name }) => offered.includes(name))
        .map(({ name, meaning }) => (
          <CheckField
            key={name}
            label={<code>{name}</code>}
            hint={meaning}
            checked={chosen.has(name)}
            onChange={(event) => change(name, event.target.checked)}
          />
        ))}
    </fieldset>
  );
}

export function PermissionBadges({ permissions }: { readonly permissions: readonly Schema<"Permission">[] }) {
  return (
    <span className={styles.badges}>
      {permissions.map((name) => (
        <Badge key={name}>{name}</Badge>
      ))}
    </span>
  );
}
