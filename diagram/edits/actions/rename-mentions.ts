import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import { note } from "../planned-edit.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import { shown } from "./checks.ts";
import { type ContainerView, type DefinitionView, listOr, objectOr, textsOr } from "./definition-view.ts";
import { filledBlanks, isDoubtful, namesHost, renamedIn, type Sought } from "./mentions.ts";
import { hostLabel } from "./names.ts";
import { allowancesIn } from "./peers.ts";
import { type MentioningText, textsOf } from "./texts.ts";

/** What has to be written anew wherever a container is mentioned, and where a word may mean it or something else. */
export function containerMentions(view: DefinitionView, found: ContainerView, name: string) {
  const sought: Sought = { name: found.name, project: view.project };
  const notes: Diagnostic[] = [];
  const texts = textsOf(view).flatMap((mention): SpecEdit[] => {
    const text = renamedIn(mention, sought, name);
    if (isDoubtful({ ...mention, text }, sought)) notes.push(doubt(mention, found.name));
    return text === mention.text ? [] : [{ op: "set", path: mention.steps, value: text }];
  });
  const edits = [
    ...texts,
    ...view.containers.flatMap((container) => waits(container, found.name, name)),
    ...ownPeers(view, found.name, name),
    ...blanks(view, sought, name),
    ...ownAliases(found, name),
  ];
  return { edits, notes };
}

function doubt({ path }: MentioningText, name: string): Diagnostic {
  return note(
    "warning",
    "mention-left",
    `${shown(name)} stands here and may mean this container`,
    path,
    "look at it in the code",
  );
}

function waits({ options, steps }: ContainerView, before: string, name: string): SpecEdit[] {
  return listOr(options.waitFor).flatMap((wait, index): SpecEdit[] => {
    const path = [...steps, "options", "waitFor", index];
    if (wait === before) return [{ op: "set", path, value: name }];
    const named = isJsonObject(wait) && wait.container === before;
    return named ? [{ op: "set", path: [...path, "container"], value: name }] : [];
  });
}

/** Allowances that name the project itself, which is of no use but possible. */
function ownPeers(view: DefinitionView, before: string, name: string): SpecEdit[] {
  return allowancesIn(view).flatMap(({ peer, steps }): SpecEdit[] => {
    const own = typeof peer.project === "string" && hostLabel(peer.project) === hostLabel(view.project);
    return own && peer.container === before ? [{ op: "set", path: [...steps, "container"], value: name }] : [];
  });
}

/** An alias that would be its name. */
function ownAliases({ options, steps }: ContainerView, name: string): SpecEdit[] {
  const index = textsOr(options.aliases).findIndex((alias) => hostLabel(alias) === hostLabel(name));
  return index < 0 ? [] : [{ op: "remove", path: [...steps, "options", "aliases", index] }];
}

/** Blanks whose usual value is the host name, where a text needs a host there: `"$db_host"`, `"http://$api:80"`. */
function blanks(view: DefinitionView, sought: Sought, name: string): SpecEdit[] {
  const declared = objectOr(view.value.variables);
  const texts = textsOf(view);
  return [...view.variables].flatMap(([variable, usual]): SpecEdit[] => {
    if (usual !== hostLabel(sought.name) || !texts.some((text) => isHostIn(text, variable, sought))) return [];
    const declaration = declared[variable];
    const path = ["variables", variable];
    const value = hostLabel(name);
    if (!isJsonObject(declaration)) return [{ op: "set", path, value }];
    return [
      { op: "set", path: [...path, "default"], value },
      ...choices(declaration.choices, usual, [...path, "choices"], value),
    ];
  });
}

function choices(list: Json | undefined, usual: Json, path: readonly string[], value: string): SpecEdit[] {
  return listOr(list).flatMap((one, index): SpecEdit[] =>
    one === usual ? [{ op: "set", path: [...path, index], value }] : [],
  );
}

/** Whether the text names the host once the blank is filled in, and not when it is filled with something else. */
function isHostIn(mention: MentioningText, variable: string, sought: Sought): boolean {
  if (!mention.text.includes(variable)) return false;
  const filled = (value: string) => ({ ...mention, text: filledBlanks(mention.text, new Map([[variable, value]])) });
  return namesHost(filled(hostLabel(sought.name)), sought) && !namesHost(filled("something-else"), sought);
}
