import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { ProblemError } from "../../../api/client/errors.ts";
import { client } from "../../app/client.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Form, TextAreaField, TextField } from "../../ui/field.tsx";
import { Page } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Findings, ProblemNote } from "../../ui/problem.tsx";
import { DefinitionField } from "./definition-field.tsx";
import { type Format, guessFormat, nameInText } from "./definition-text.ts";
import { nameMistake } from "./project-name.ts";
import styles from "./projects.module.css";
import { useCreateProject } from "./use-create-project.ts";
import { ZoneChoice } from "./zone-choice.tsx";

export default function NewProjectPage() {
  const [typed, setTyped] = useState<string>();
  const [description, setDescription] = useState("");
  const [zones, setZones] = useState<readonly string[]>();
  const [blank, setBlank] = useState(true);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Format>();
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);

  const guess = guessFormat(text);
  const told = blank ? undefined : nameInText(text);
  const name = typed ?? told ?? "";
  const format = chosen ?? (guess === "jsonnet" ? "jsonnet" : "json");
  const create = useCreateProject(async (project) => {
    if (blank) return [];
    const checked = await client.post("/projects/{project}/definition/check", {
      path: { project: project.name },
      body: { format, text },
    });
    return checked.missing;
  });
  const mistake = attempts > 0 ? nameMistake(name) : undefined;
  const noText = attempts > 0 && !blank && text.trim() === "" ? "Paste a definition, or begin blank." : undefined;
  const findings = create.problem instanceof ProblemError ? create.problem.diagnostics : [];

  const send = () => {
    setAttempts(attempts + 1);
    if (nameMistake(name) !== undefined || (!blank && text.trim() === "")) return;
    void create.run({
      name,
      description: description.trim(),
      ...(zones && { zones: [...zones] }),
      ...(!blank && { definition: { format, text } }),
    });
  };

  return (
    <Page
      title="New project"
      description={
        <>
          For a blog, a database or a web application there are templates with a form in the{" "}
          <Link href="/gallery">gallery</Link>.
        </>
      }
      narrow
    >
      <div ref={form}>
        <Form onSubmit={send} label="New project">
          <TextField
            label="Name"
            hint="Its name in every zone. It cannot be changed later."
            value={name}
            error={mistake ?? create.at("name")}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              create.forget();
              setTyped(event.target.value);
            }}
          />
          <TextAreaField
            label="Description"
            optional
            rows={2}
            maxLength={1000}
            value={description}
            error={create.at("description")}
            onChange={(event) => setDescription(event.target.value)}
          />
          <ZoneChoice chosen={zones} onChange={setZones} error={create.at("zones")} />
          <fieldset className={styles.begin}>
            <legend>Begin</legend>
            <label>
              <input type="radio" name="begin" checked={blank} onChange={() => setBlank(true)} />
              <span>
                blank<small>Draw it, or write it, on the page that comes next.</small>
              </span>
            </label>
            <label>
              <input type="radio" name="begin" checked={!blank} onChange={() => setBlank(false)} />
              <span>
                with a definition<small>Paste JSON or Jsonnet that you have, or read a file.</small>
              </span>
            </label>
          </fieldset>
          {!blank && (
            <DefinitionField text={text} format={format} error={noText} onText={setText} onFormat={setChosen} />
          )}
          {told !== undefined && told !== name && (
            <Note>
              <span>The definition is of a project called {told}, and the name of a project cannot be changed.</span>
              <span>
                <Button
                  small
                  onClick={() => {
                    create.forget();
                    setTyped(told);
                  }}
                >
                  Name it {told}
                </Button>
              </span>
            </Note>
          )}
          {findings.length > 0 && !blank ? (
            <Note tone="bad" live>
              <strong>The definition has mistakes</strong>
              <Findings diagnostics={findings.filter(({ severity }) => severity === "error")} />
            </Note>
          ) : (
            create.problem !== undefined && <ProblemNote problem={create.problem} />
          )}
          <div className={styles.send}>
            <Button type="submit" variant="primary" busy={create.busy}>
              Create project
            </Button>
            <LinkButton href="/" variant="quiet">
              Cancel
            </LinkButton>
            <span className="muted">Nothing is deployed yet.</span>
          </div>
          <p className="muted">
            Compose files, one-click apps and Coolify templates are imported by the command:{" "}
            <code>espalier import compose.yaml</code>
          </p>
        </Form>
      </div>
    </Page>
  );
}
