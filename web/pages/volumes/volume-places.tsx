import { useProject } from "../../app/project.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import type { IconName } from "../../ui/icon.tsx";
import type { LiveVolume, PlacedVolume } from "./volume-rows.ts";
import styles from "./volumes.module.css";

const LOOKS: Readonly<Record<LiveVolume["phase"], readonly [Tone, IconName, string]>> = {
  bound: ["good", "check", "has its storage"],
  pending: ["busy", "clock", "no storage yet"],
  lost: ["bad", "error", "storage is gone"],
};

/** How a volume stands in each zone. */
export function VolumePlaces({
  places,
  asked,
}: {
  readonly places: readonly PlacedVolume[];
  /** Whether the zones have said what they hold. */
  readonly asked: boolean;
}) {
  const { zones } = useProject();
  if (places.length === 0) return <span className="muted">{asked ? "not deployed" : "not known yet"}</span>;
  return (
    <ul className={styles.users}>
      {places.map(({ zone, volume: { name, phase, capacity, requested } }) => {
        const [tone, icon, text] = LOOKS[phase];
        return (
          <li key={`${zone} ${name}`}>
            <Badge tone={tone} icon={icon}>
              {text}
            </Badge>
            <span className="muted">
              {[capacity && capacity !== requested && `got ${capacity}`, zones.length > 1 && zone]
                .filter(Boolean)
                .join(", ")}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
