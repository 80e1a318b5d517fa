import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { PaletteHost } from "./palette/palette-host.tsx";
import { signOut, usePerson } from "./session.tsx";
import styles from "./shell.module.css";
import { chooseTheme, type ThemeChoice, useThemeChoice } from "./theme.ts";

/** The bar above every page, and what is below it. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { operator } = usePerson();
  return (
    <>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <header className={styles.bar}>
        <Brand />
        <nav className={styles.nav} aria-label="Main">
          <NavLink href="/">Projects</NavLink>
          <NavLink href="/gallery">Gallery</NavLink>
          {operator && <NavLink href="/zones">Zones</NavLink>}
          {operator && <NavLink href="/tiers">Tiers</NavLink>}
          {operator && <NavLink href="/people">People</NavLink>}
          <a href="/docs">Docs</a>
        </nav>
        <PaletteHost />
        <AccountMenu />
      </header>
      <Main>{children}</Main>
    </>
  );
}

export function Brand() {
  return (
    <Link href="/" className={styles.brand} aria-label="Espalier, your projects">
      <Icon name="tree" size={24} />
      <span>Espalier</span>
    </Link>
  );
}

/** After going to another page the focus is where that page begins, as it would be after loading one. */
export function Main({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const path = location.split("?")[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is going to another page that moves the focus
  useEffect(() => {
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    first.current = false;
  }, [path]);
  return (
    <main id="content" ref={main} tabIndex={-1} className={styles.main}>
      {children}
    </main>
  );
}

/** A link that says whether it leads to where one is. `exact`: not to what is below it. */
export function NavLink({
  href,
  exact = false,
  children,
}: {
  readonly href: string;
  readonly exact?: boolean;
  readonly children: ReactNode;
}) {
  const [location] = useLocation();
  const here =
    href === "/"
      ? location === "/" || location.startsWith("/projects")
      : exact
        ? location === href
        : location === href || location.startsWith(`${href}/`);
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the list of pages is wider than the screen.
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  return (
    <Link ref={link} href={href} aria-current={here ? "page" : undefined}>
      {children}
    </Link>
  );
}

const THEMES: readonly (readonly [ThemeChoice, string])[] = [
  ["auto", "Colours of the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

function AccountMenu() {
  const person = usePerson();
  const theme = useThemeChoice();
  return (
    <Menu
      trigger={<IconButton label={`Account of ${person.name}`} icon="person" />}
      entries={[
        { heading: person.email },
        { label: "Account", icon: "settings", href: "/account" },
        "line",
        ...THEMES.map(([choice, label]) => ({
          label,
          icon: choice === theme ? ("check" as const) : choice === "dark" ? ("moon" as const) : ("sun" as const),
          onSelect: () => chooseTheme(choice),
        })),
        "line",
        { label: "Sign out", icon: "right", onSelect: () => void signOut() },
      ]}
    />
  );
}
