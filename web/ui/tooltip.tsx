import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./menu.module.css";

export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Provider delayDuration={400}>{children}</Radix.Provider>
);

/** A few words about a control, shown on hover and focus; what must be known stands on the page itself. */
export function Tooltip({ text, children }: { readonly text: ReactNode; readonly children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.tip} sideOffset={6} collisionPadding={8}>
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
