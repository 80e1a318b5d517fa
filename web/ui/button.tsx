import type { ButtonHTMLAttributes, Ref } from "react";
import { Link } from "wouter";
import styles from "./button.module.css";
import { Icon, type IconName } from "./icon.tsx";

type Variant = "primary" | "plain" | "danger" | "quiet";

interface Look {
  /** Default: plain */
  readonly variant?: Variant;
  readonly icon?: IconName;
  readonly small?: boolean;
}

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** It is at work: shown, and not to be pressed again. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant,
  icon,
  small,
  busy = false,
  disabled,
  children,
  className,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={look({ variant, small }, className)}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that only shows an icon: `label` is what it is called. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  small,
  className,
  type = "button",
  ...rest
}: Omit<ButtonProps, "children"> & { readonly label: string; readonly icon: IconName }) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={look({ variant, small }, `${styles.iconOnly} ${className ?? ""}`)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A link that looks like a button: it leads elsewhere. */
export function LinkButton({
  href,
  variant,
  icon,
  small,
  children,
}: Look & { readonly href: string; readonly children: React.ReactNode }) {
  return (
    <Link href={href} className={look({ variant, small })}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

function look({ variant = "plain", small }: Look, more = ""): string {
  return [styles.button, styles[variant], small && styles.small, more].filter(Boolean).join(" ");
}
