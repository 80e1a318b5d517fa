import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { stageVariable } from "../session/staged.ts";
import { useSession, useWorkspace } from "../use-workspace.ts";
import styles from "./panels.module.css";

/** Values of variables that come with the change set; secrets without their values. */
export function StagedVariables() {
  const { session } = useWorkspace();
  const staged = useSession((one) => one.staged);
  const names = Object.keys(staged);
  if (names.length === 0) return null;
  const leave = (name: string) =>
    session.edit({ effects: [stageVariable.of({ name, to: undefined })], userEvent: "form.variable" });
  return (
    <div className={styles.zone}>
      <h2>Variables</h2>
      <ul className={styles.consequences}>
        {names.map((name) => (
          <li key={name}>
            <Icon name="lock" />
            <span>
              <code>{name}</code> {staged[name]?.kind === "remove" ? "is removed" : "gets a new value"}
            </span>
            <Button small variant="quiet" onClick={() => leave(name)}>
              Leave as it is
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
