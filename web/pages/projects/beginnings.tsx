import { LinkButton } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Icon } from "../../ui/icon.tsx";
import styles from "./projects.module.css";

/** The ways to begin, where there is no project yet. */
export function Beginnings() {
  return (
    <div className={styles.beginnings}>
      <p className="muted">
        You have no project yet. A project is what you run: its containers, volumes and addresses, described once.
      </p>
      <ul className={styles.cards}>
        <li className={styles.way}>
          <Icon name="gallery" size={26} />
          <h2>From the gallery</h2>
          <p>A template with a form: a blog, a database, a web application. Nothing to write.</p>
          <LinkButton href="/gallery" variant="primary">
            Look at the gallery
          </LinkButton>
        </li>
        <li className={styles.way}>
          <Icon name="code" size={26} />
          <h2>From a definition</h2>
          <p>Blank, or with JSON or Jsonnet you have. Draw and write it in the page.</p>
          <LinkButton href="/new">New project</LinkButton>
        </li>
        <li className={styles.way}>
          <Icon name="link" size={26} />
          <h2>From your machine</h2>
          <p>A folder with a definition, also in TypeScript, becomes a project:</p>
          <div className={styles.commands}>
            <CopyLine text={`espalier login ${window.location.origin}`} label="Copy the command" />
            <CopyLine text="espalier link my-project --create" label="Copy the command" />
          </div>
        </li>
      </ul>
    </div>
  );
}
