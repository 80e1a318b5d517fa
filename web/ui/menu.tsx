import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./menu.module.css";

export type MenuEntry =
  | {
      readonly label: string;
      readonly icon?: IconName;
      readonly onSelect: () => void;
      readonly danger?: boolean;
      readonly disabled?: boolean;
    }
  | { readonly label: string; readonly icon?: IconName; readonly href: string }
  | { readonly heading: ReactNode }
  | "line";

/** A menu behind a button: `trigger` is that button. */
export function Menu({
  trigger,
  entries,
  align = "end",
}: {
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align?: "start" | "end";
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align={align} sideOffset={6} collisionPadding={8}>
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of a menu stand still
            <Entry key={index} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  if (entry === "line") return <DropdownMenu.Separator className={styles.separator} />;
  if ("heading" in entry) return <DropdownMenu.Label className={styles.label}>{entry.heading}</DropdownMenu.Label>;
  const icon = entry.icon && <Icon name={entry.icon} />;
  if ("href" in entry) {
    return (
      <DropdownMenu.Item asChild className={styles.item}>
        <Link href={entry.href}>
          {icon}
          {entry.label}
        </Link>
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item
      className={`${styles.item} ${entry.danger ? styles.danger : ""}`}
      onSelect={entry.onSelect}
      disabled={entry.disabled ?? false}
    >
      {icon}
      {entry.label}
    </DropdownMenu.Item>
  );
}
