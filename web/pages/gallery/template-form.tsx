import { useEffect, useMemo, useRef, useState } from "react";
import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { useGet } from "../../app/data.ts";
import { useTheme } from "../../app/theme.ts";
import { Button } from "../../ui/button.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { freeName, nameMistake } from "../projects/project-name.ts";
import { useCreateProject } from "../projects/use-create-project.ts";
import { ZoneChoice } from "../projects/zone-choice.tsx";
import { BlankField } from "./blank-field.tsx";
import { type Blank, firstTexts, mistakeIn, sortFindings, type Texts, unfilled, valuesOf } from "./blanks.ts";
import styles from "./form.module.css";
import { PreviewOf } from "./preview.tsx";
import { usePreview } from "./use-preview.ts";

/** The form of a template, drawn from what it asks for, beside the diagram of what it would make. */
export function TemplateForm({ template: { name: template, form } }: { readonly template: Schema<"TemplateDetail"> }) {
  const [texts, setTexts] = useState<Texts>(() => firstTexts(form));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState<Values>({});
  const [attempts, setAttempts] = useState(0);
  const tried = attempts > 0;
  const [zones, setZones] = useState<readonly string[]>();
  const { name, setName, nameError } = useName(template, tried);
  const place = useFocusOnMistake(attempts);

  const theme = useTheme();
  const values = useMemo(() => valuesOf(form, texts), [form, texts]);
  const project = nameMistake(name) === undefined ? name : undefined;
  const live = usePreview(template, { ...(project !== undefined && { project }), variables: values }, theme);
  const missing = unfilled(form, texts);
  const create = useCreateProject(async () => missing.map((blank) => blank.name));
  const refused = create.problem instanceof ProblemError ? create.problem.diagnostics : [];

  const errorOf = (blank: Blank): string | undefined => {
    const text = texts[blank.name] ?? "";
    if (text === "") return blank.required && (tried || left.has(blank.name)) ? "This needs a value." : undefined;
    const mistake = mistakeIn(blank, text);
    if (mistake !== undefined) return mistake;
    const checked = live.checked && found(form, live.checked.preview.diagnostics, blank, live.checked.values, values);
    return checked ?? found(form, refused, blank, sent, values);
  };
  const wrong = form.filter((blank) => texts[blank.name] !== "" && errorOf(blank) !== undefined);

  const send = (evenWithout: boolean) => {
    setAttempts(attempts + 1);
    if (wrong.length > 0 || nameMistake(name) !== undefined || (missing.length > 0 && !evenWithout)) return;
    setSent(values);
    void create.run({
      name,
      template: { name: template, variables: values },
      ...(zones && { zones: [...zones] }),
    });
  };

  return (
    <div className={styles.sides}>
      <div ref={place} className={styles.form}>
        <Form onSubmit={() => send(false)} label="New project from this template">
          {form.length > 0 && <h2>Fill in</h2>}
          {form.map((blank) => (
            <BlankField
              key={blank.name}
              blank={blank}
              text={texts[blank.name] ?? ""}
              error={errorOf(blank)}
              onChange={(text) => setTexts((before) => ({ ...before, [blank.name]: text }))}
              onLeave={() => setLeft((before) => new Set(before).add(blank.name))}
            />
          ))}
          <h2>Project</h2>
          <TextField
            label="Name of the project"
            hint="Its name in every zone. It cannot be changed later."
            value={name}
            error={nameError ?? create.at("name")}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              create.forget();
              setName(event.target.value);
            }}
          />
          <ZoneChoice chosen={zones} onChange={setZones} error={create.at("zones")} />
          {create.problem !== undefined && stands(form, create.problem) && <ProblemNote problem={create.problem} />}
          {tried && missing.length > 0 && wrong.length === 0 && (
            <Note>
              <span>{missingText(missing)}</span>
              <span>
                <Button small busy={create.busy} onClick={() => send(true)}>
                  Create it, fill in later
                </Button>
              </span>
            </Note>
          )}
          <div className={styles.send}>
            <Button type="submit" variant="primary" busy={create.busy}>
              Create project
            </Button>
            <span className="muted">Nothing is deployed yet.</span>
          </div>
        </Form>
      </div>
      <div className={styles.preview}>
        <PreviewOf form={form} live={live} mistakes={wrong.length} />
      </div>
    </div>
  );
}

/** The name of the project: the template's, or one like it that is free, until another is typed. */
function useName(template: string, tried: boolean) {
  const [typed, setName] = useState<string>();
  const mine = useGet("/projects", { query: { search: template, limit: 100 } });
  const name = typed ?? freeName(template, mine.data?.items.map((project) => project.name) ?? []);
  const nameError = typed !== undefined || tried ? nameMistake(name) : undefined;
  return { name, setName, nameError };
}

type Values = Readonly<Record<string, string>>;

/** What the platform found about a blank, as long as what it looked at is what stands there. */
function found(
  form: readonly Blank[],
  findings: readonly Schema<"Diagnostic">[],
  { name }: Blank,
  looked: Values,
  now: Values,
): string | undefined {
  return looked[name] === now[name] ? sortFindings(form, findings).byBlank.get(name) : undefined;
}

/** Whether there is more to say about a refusal than what stands at the blanks. */
function stands(form: readonly Blank[], problem: unknown): boolean {
  if (!(problem instanceof ProblemError) || problem.diagnostics.length === 0) return true;
  return sortFindings(form, problem.diagnostics).others.some(({ severity }) => severity === "error");
}

function missingText(missing: readonly Blank[]): string {
  const names = missing.map(({ label }) => label).join(", ");
  return missing.length === 1
    ? `${names} needs a value before the project can be deployed.`
    : `Before the project can be deployed these need values: ${names}.`;
}

/** After an attempt to send the form the first control with a mistake has the focus. */
function useFocusOnMistake(attempts: number) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts > 0) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  return place;
}
