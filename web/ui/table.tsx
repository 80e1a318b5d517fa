import type { ReactNode } from "react";
import styles from "./table.module.css";

export interface Column<Item> {
  readonly title: string;
  readonly cell: (item: Item) => ReactNode;
  /** The one that names the row. */
  readonly heads?: boolean;
  /** Buttons: to the right, and without a label on a phone. */
  readonly actions?: boolean;
}

/** A table; on a phone each row stands as a block with labels. */
export function Table<Item>({
  label,
  columns,
  items,
  keyOf,
}: {
  readonly label: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: no fields stand in it
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, actions }) => (
              <th key={title} scope="col" className={actions ? styles.end : undefined}>
                {actions ? <span className="visually-hidden">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)}>
              {columns.map(({ title, cell, heads, actions }) =>
                heads ? (
                  <th key={title} scope="row">
                    {cell(item)}
                  </th>
                ) : (
                  <td key={title} data-label={actions ? undefined : title} className={actions ? styles.end : undefined}>
                    {cell(item)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
