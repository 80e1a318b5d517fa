import { invertedEffects } from "@codemirror/commands";
import { type EditorState, StateEffect, StateField } from "@codemirror/state";
import type { Schema } from "../../../api/client/types.ts";

/**
 * What is to become of a variable with the change set. `held`: a secret that was staged earlier, whose value is shown to
 * nobody, so that it can be kept or replaced but not sent again.
 */
export type StagedVariable =
  | { readonly kind: "set"; readonly value: string; readonly secret?: boolean }
  | { readonly kind: "remove" }
  | { readonly kind: "held" };

export type Staged = Readonly<Record<string, StagedVariable>>;

/** Variables as requests carry them. */
export interface StagedInput {
  set: Record<string, { value: string; secret?: boolean }>;
  remove: string[];
}

/** Stages a variable; `undefined` leaves it as it is stored. */
export const stageVariable = StateEffect.define<{
  readonly name: string;
  readonly to: StagedVariable | undefined;
}>();

const field = StateField.define<Staged>({
  create: () => ({}),
  update(staged, { effects }) {
    return effects.reduce((now, effect) => (effect.is(stageVariable) ? withOne(now, effect.value) : now), staged);
  },
});

/** Staged variables as a part of the state, which undoing brings back as it does text. */
export const stagedVariables = [
  field,
  invertedEffects.of(({ startState, effects }) => {
    const before = startState.field(field);
    const names = new Set(effects.flatMap((effect) => (effect.is(stageVariable) ? [effect.value.name] : [])));
    return [...names].map((name) => stageVariable.of({ name, to: before[name] }));
  }),
];

export function initialStaged(staged: Staged) {
  return field.init(() => staged);
}

export function stagedOf(state: EditorState): Staged {
  return state.field(field);
}

/** As a request carries them; undefined when nothing is staged. Held secrets cannot be carried. */
export function stagedInput(staged: Staged): StagedInput | undefined {
  const input: StagedInput = { set: {}, remove: [] };
  for (const [name, one] of Object.entries(staged)) {
    if (one.kind === "remove") input.remove.push(name);
    if (one.kind === "set") {
      input.set[name] = { value: one.value, ...(one.secret !== undefined && { secret: one.secret }) };
    }
  }
  return Object.keys(input.set).length + input.remove.length > 0 ? input : undefined;
}

/** The variables of a change set that was kept. */
export function stagedOfChangeSet({ set, remove }: Schema<"ChangeSetDetail">["variables"]): Staged {
  const kept = set.map(({ name, secret, value }): [string, StagedVariable] => [
    name,
    secret || value === undefined ? { kind: "held" } : { kind: "set", value, secret },
  ]);
  return Object.fromEntries([...kept, ...remove.map((name) => [name, { kind: "remove" }] as const)]);
}

export function sameStaged(one: Staged, other: Staged): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => {
    const [a, b] = [one[name], other[name]];
    if (a?.kind !== b?.kind) return false;
    return a?.kind !== "set" || (b?.kind === "set" && a.value === b.value && a.secret === b.secret);
  });
}

function withOne(staged: Staged, { name, to }: { name: string; to: StagedVariable | undefined }): Staged {
  const { [name]: _, ...others } = staged;
  return to ? { ...others, [name]: to } : others;
}
