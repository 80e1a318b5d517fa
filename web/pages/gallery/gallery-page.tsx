import { Link } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { Unread } from "../../app/list.tsx";
import { matches, tagCounts } from "../../app/matches.ts";
import { type Filter, useFilter } from "../../app/use-filter.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { SearchBox, TagFilter } from "../../ui/filter.tsx";
import { Page } from "../../ui/layout.tsx";
import { Empty, Loading } from "../../ui/note.tsx";
import styles from "./gallery.module.css";
import { TemplateIcon } from "./template-icon.tsx";
import { useTemplates } from "./use-templates.ts";

type Template = Schema<"Template">;

export default function GalleryPage() {
  const templates = useTemplates();
  return (
    <Page
      title="Gallery"
      description="Templates to begin a project with. Fill in a few blanks, look at what it would make, and change everything later, as a diagram or as code."
      actions={
        <LinkButton href="/new" icon="plus">
          Begin without a template
        </LinkButton>
      }
    >
      {templates.isPending ? (
        <Loading />
      ) : templates.data ? (
        <Gallery templates={templates.data} />
      ) : (
        <Unread problem={templates.error} again={() => void templates.refetch()} />
      )}
    </Page>
  );
}

function Gallery({ templates }: { readonly templates: readonly Template[] }) {
  const filter = useFilter();
  const found = templates.filter((template) => matches(findable(template), filter));
  return (
    <>
      <div className={styles.filter}>
        <SearchBox label="Search templates" value={filter.search} onChange={filter.setSearch} />
        <TagFilter label="Show one tag" tags={tagCounts(templates)} chosen={filter.tag} onChoose={filter.setTag} />
        <p className={styles.count} role="status">
          {countText(found.length, templates.length)}
        </p>
      </div>
      {found.length === 0 ? <NothingFound filter={filter} /> : <Cards templates={found} />}
    </>
  );
}

function Cards({ templates }: { readonly templates: readonly Template[] }) {
  return (
    <ul className={styles.cards}>
      {templates.map((template) => (
        <li key={template.name} className={styles.card}>
          <TemplateIcon template={template} />
          <h2>
            <Link href={`/gallery/${template.name}`}>{template.title}</Link>
          </h2>
          <p>{template.description}</p>
          <div className={styles.tags}>
            {template.runsProgram && (
              <Badge tone="accent" icon="code">
                program, runs on your machine
              </Badge>
            )}
            {template.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function NothingFound({ filter }: { readonly filter: Filter }) {
  return (
    <Empty icon="search" title="No template fits">
      <p>
        Nothing in the gallery has {filter.search !== "" && <>“{filter.search}”</>}
        {filter.search !== "" && filter.tag !== "" && " and "}
        {filter.tag !== "" && <>the tag “{filter.tag}”</>}. You can also begin with a definition of your own.
      </p>
      <Button onClick={filter.clear}>Show all templates</Button>
    </Empty>
  );
}

function countText(found: number, all: number): string {
  return found === all ? `${all} templates` : `${found} of ${all} templates`;
}

function findable({ name, title, description = "", tags }: Template) {
  return { words: [name, title, description], tags };
}
