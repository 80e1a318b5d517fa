import { Link } from "wouter";
import { useGet } from "../../app/data.ts";
import { Unread } from "../../app/list.tsx";
import { usePerson } from "../../app/session.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Note } from "../../ui/note.tsx";
import styles from "./projects.module.css";

/** Zones to run in. `chosen` undefined: the first one, as the platform chooses too. */
export function ZoneChoice({
  chosen,
  onChange,
  error,
}: {
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (zones: readonly string[]) => void;
  readonly error: string | undefined;
}) {
  const zones = useGet("/zones", { query: { limit: 100 } });
  if (zones.error && !zones.data) return <Unread problem={zones.error} again={() => void zones.refetch()} />;
  if (!zones.data) return null;
  const { items } = zones.data;
  if (items.length === 0) return <NoZone />;
  const on = new Set(chosen ?? items.slice(0, 1).map(({ name }) => name));
  const change = (name: string, checked: boolean) => {
    const next = new Set(on);
    if (checked) next.add(name);
    else next.delete(name);
    onChange(items.map((zone) => zone.name).filter((one) => next.has(one)));
  };
  return (
    <fieldset className={styles.zones}>
      <legend>{items.length === 1 ? "Zone" : "Zones"}</legend>
      {items.map(({ name, city, domain }) => (
        <CheckField
          key={name}
          label={city ? `${name} (${city})` : name}
          hint={`Public addresses end in .${domain}`}
          checked={on.has(name)}
          onChange={(event) => change(name, event.target.checked)}
        />
      ))}
      {on.size === 0 && <p className="muted">Without a zone it can be written and drawn, but not deployed.</p>}
      {error && (
        <p className={styles.error}>
          <Icon name="error" /> {error}
        </p>
      )}
    </fieldset>
  );
}

function NoZone() {
  const { operator } = usePerson();
  return (
    <Note>
      <span>
        This platform has no zone yet. The project can be written and drawn, and is deployed once there is one.{" "}
        {operator && <Link href="/zones">Add a zone</Link>}
      </span>
    </Note>
  );
}
