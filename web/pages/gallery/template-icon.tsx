import type { Schema } from "../../../api/client/types.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./gallery.module.css";

/** A template's drawing or emoji, else a sign of ours. Its title stands beside it. */
export function TemplateIcon({
  template,
}: {
  readonly template: Pick<Schema<"Template">, "name" | "icon" | "hasIcon">;
}) {
  const { name, icon, hasIcon } = template;
  return (
    <span className={styles.icon} aria-hidden="true">
      {hasIcon ? (
        <img src={`/api/v1/templates/${encodeURIComponent(name)}/icon`} alt="" width={44} height={44} loading="lazy" />
      ) : (
        (icon ?? <Icon name="gallery" size={24} />)
      )}
    </span>
  );
}
