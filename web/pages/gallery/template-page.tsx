import { Link, useParams } from "wouter";
import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { useGet } from "../../app/data.ts";
import { Unread } from "../../app/list.tsx";
import { Badge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Page, Section } from "../../ui/layout.tsx";
import { Loading, Note } from "../../ui/note.tsx";
import styles from "./gallery.module.css";
import { TemplateForm } from "./template-form.tsx";
import { TemplateIcon } from "./template-icon.tsx";

type Detail = Schema<"TemplateDetail">;

export default function TemplatePage() {
  const { template: name = "" } = useParams();
  const template = useGet("/templates/{template}", { path: { template: name } });
  if (template.data) return <Opened key={name} template={template.data} />;
  if (template.isPending) {
    return (
      <Page title={name} tab={name}>
        <Loading />
      </Page>
    );
  }
  const absent = template.error instanceof ProblemError && template.error.status < 500;
  return (
    <Page
      title={absent ? "There is no such template" : "The template cannot be shown right now"}
      actions={<LinkButton href="/gallery">All templates</LinkButton>}
    >
      {absent ? (
        <p>The gallery has no template {name}.</p>
      ) : (
        <Unread problem={template.error} again={() => void template.refetch()} />
      )}
    </Page>
  );
}

function Opened({ template }: { readonly template: Detail }) {
  const { title, description, tags, format, text } = template;
  return (
    <Page
      tab={title}
      title={
        <span className={styles.title}>
          <TemplateIcon template={template} />
          {title}
        </span>
      }
      description={description}
      actions={
        <LinkButton href="/gallery" icon="left" variant="quiet">
          All templates
        </LinkButton>
      }
    >
      <div className={styles.tags}>
        {tags.map((tag) => (
          <Link key={tag} href={`/gallery?tag=${encodeURIComponent(tag)}`} className={styles.tag}>
            <Badge>{tag}</Badge>
          </Link>
        ))}
      </div>
      {template.runsProgram ? <Program template={template} /> : <TemplateForm template={template} />}
      <About template={template} />
      <details className={styles.definition}>
        <summary>Its definition, in {FORMATS[format]}</summary>
        <CodeBlock text={text} label={`Definition of ${title}`} />
      </details>
    </Page>
  );
}

const FORMATS: Readonly<Record<Detail["format"], string>> = {
  json: "JSON",
  jsonnet: "Jsonnet",
  typescript: "TypeScript",
};

/** What to do with a template that the platform does not run. */
function Program({ template: { name } }: { readonly template: Detail }) {
  return (
    <Section
      title="Begin it on your machine"
      description="This template is a program in TypeScript. The platform runs nobody's programs: your machine does, and sends what it makes."
    >
      <ol className={styles.steps}>
        <li>
          <span>Copy it into a folder of its own, with what it needs:</span>
          <CopyLine text={`espalier init ${name}`} label="Copy the command" />
        </li>
        <li>
          <span>Change it as you like, and look at what it would make:</span>
          <CopyLine text="espalier preview" label="Copy the command" />
        </li>
        <li>
          <span>Deploy it:</span>
          <CopyLine text="espalier up" label="Copy the command" />
        </li>
      </ol>
      <p className="muted">
        The <a href="/docs">docs</a> say how the command is installed.
      </p>
    </Section>
  );
}

function About({ template: { notes, links } }: { readonly template: Detail }) {
  const addresses = Object.entries(links).filter(([, address]) => /^https?:/.test(address));
  if (!notes && addresses.length === 0) return null;
  return (
    <Section title="Good to know">
      {notes && (
        <Note>
          <strong>After the first deploy</strong>
          <span>{notes}</span>
        </Note>
      )}
      {addresses.length > 0 && (
        <ul className={styles.links}>
          {addresses.map(([title, address]) => (
            <li key={address}>
              <a href={address} rel="noreferrer noopener">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
