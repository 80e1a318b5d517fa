import { Icon } from "../../ui/icon.tsx";
import styles from "./containers.module.css";

const MOST_CHIPS = 40;

/** Tags as buttons that are pressed or not: what is shown has all that are pressed. */
export function TagChips({
  counts,
  chosen,
  onChange,
}: {
  readonly counts: readonly (readonly [tag: string, count: number])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  if (counts.length === 0) return null;
  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">Tags</legend>
      {counts.slice(0, MOST_CHIPS).map(([tag, count]) => {
        const pressed = chosen.includes(tag);
        return (
          <button
            key={tag}
            type="button"
            aria-pressed={pressed}
            className={styles.chip}
            onClick={() => onChange(pressed ? chosen.filter((one) => one !== tag) : [...chosen, tag])}
          >
            {pressed && <Icon name="check" size={13} />}
            {tag} <span className={styles.count}>{count}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
