import { useId } from "react";
import styles from "./filter.module.css";
import { Icon } from "./icon.tsx";

export function SearchBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className={styles.search}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        value={value}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** Tags to choose one of; choosing it again chooses none. The rarest are left out beyond `most`, but never the chosen one. */
export function TagFilter({
  label,
  tags,
  chosen,
  onChoose,
  most = 14,
}: {
  readonly label: string;
  readonly tags: readonly (readonly [tag: string, count: number])[];
  /** Empty: none. */
  readonly chosen: string;
  readonly onChoose: (tag: string) => void;
  readonly most?: number;
}) {
  const first = tags.slice(0, most);
  const shown =
    chosen === "" || first.some(([tag]) => tag === chosen)
      ? first
      : [...first, [chosen, countOf(tags, chosen)] as const];
  if (shown.length === 0) return null;
  return (
    <fieldset className={styles.tags}>
      <legend className="visually-hidden">{label}</legend>
      {shown.map(([tag, count]) => (
        <button
          key={tag}
          type="button"
          aria-pressed={tag === chosen}
          onClick={() => onChoose(tag === chosen ? "" : tag)}
        >
          {tag}
          <span className={styles.count}>{count}</span>
        </button>
      ))}
    </fieldset>
  );
}

function countOf(tags: readonly (readonly [string, number])[], wanted: string): number {
  return tags.find(([tag]) => tag === wanted)?.[1] ?? 0;
}
