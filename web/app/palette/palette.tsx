import { defaultFilter, Command as List } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { useMemo, useRef, useState } from "react";
import { Icon } from "../../ui/icon.tsx";
import { type Command, useRegistered } from "./commands.ts";
import styles from "./palette.module.css";
import { usePlaces } from "./places.ts";

/**
 * Everything that one can go to or do from here, found by a few letters of its name. `typed` is what it begins with;
 * `onClosed` gives the focus back.
 */
export default function Palette({
  placeholder,
  typed,
  onClose,
  onClosed,
}: {
  readonly placeholder: string;
  readonly typed: string;
  readonly onClose: () => void;
  readonly onClosed: () => void;
}) {
  const [search, setSearch] = useState(typed);
  const chosen = useRef<Command>(undefined);
  const registered = useRegistered();
  const places = usePlaces();
  const groups = useMemo(() => grouped([...registered.flat(), ...places]), [registered, places]);
  const run = (command: Command) => {
    chosen.current = command;
    onClose();
  };
  const close = (event: Event) => {
    event.preventDefault();
    onClosed();
    // Not before the focus is given back: what is run may take it.
    chosen.current?.run();
  };
  return (
    <Radix.Root open onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content className={styles.palette} aria-describedby={undefined} onCloseAutoFocus={close}>
          <Radix.Title className="visually-hidden">Find anything</Radix.Title>
          <List label="Find anything" loop filter={byWords}>
            <div className={styles.search}>
              <Icon name="search" />
              <List.Input
                value={search}
                onValueChange={setSearch}
                placeholder={placeholder}
                autoFocus
                onFocus={({ currentTarget: { value }, currentTarget }) =>
                  currentTarget.setSelectionRange(value.length, value.length)
                }
              />
            </div>
            <List.List className={styles.list} label="What was found">
              <List.Empty className={styles.empty}>Nothing of that name</List.Empty>
              {[...groups].map(([group, commands]) => (
                <List.Group key={group} heading={group} className={styles.group}>
                  {commands.map((command) => (
                    <List.Item
                      key={command.id}
                      value={command.id}
                      keywords={[command.title, group, ...(command.words ?? [])]}
                      onSelect={() => run(command)}
                      className={styles.item}
                    >
                      <Icon name={command.icon ?? "right"} />
                      <span>{command.title}</span>
                      {command.keys && <kbd>{command.keys}</kbd>}
                    </List.Item>
                  ))}
                </List.Group>
              ))}
            </List.List>
          </List>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The id of a command, which cmdk calls its value, is no word of it. */
function byWords(_id: string, search: string, words: string[] = []): number {
  return defaultFilter(words.join(" "), search);
}

function grouped(commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const group = groups.get(command.group);
    if (group) group.push(command);
    else groups.set(command.group, [command]);
  }
  return groups;
}
