import { useProject } from "../app/project.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Page, Row } from "../ui/layout.tsx";
import { Empty } from "../ui/note.tsx";
import { ChangeSetOffers } from "./change-sets/change-set-offers.tsx";
import type { Start } from "./infra-page.tsx";
import type { Base } from "./session/session.ts";

/** What stands here before there is a definition: ways to begin one. */
export function EmptyProject({
  editable,
  onStart,
  onResume,
}: {
  readonly editable: boolean;
  readonly onStart: (base: Base) => void;
  readonly onResume: (start: Start) => void;
}) {
  const { name } = useProject();
  return (
    <Page title="Infra" tab={`Infra · ${name}`} description="The project's tree as a diagram and as code.">
      {editable && (
        <ChangeSetOffers
          onResume={(kept) => onResume({ kept, base: beginning(name, kept.changeSet.definition.format) })}
        />
      )}
      <Empty icon="diagram" title="This project has no definition yet">
        <p>
          {editable
            ? "Begin with a small one that is ready to deploy, and change it in the diagram or in the code."
            : "Somebody who may write begins it."}
        </p>
        {editable && (
          <Row>
            <Button variant="primary" icon="plus" onClick={() => onStart(beginning(name, "json"))}>
              Begin with JSON
            </Button>
            <Button icon="plus" onClick={() => onStart(beginning(name, "jsonnet"))}>
              Begin with Jsonnet
            </Button>
            <LinkButton href="/gallery" icon="gallery">
              A new project from the gallery
            </LinkButton>
          </Row>
        )}
      </Empty>
    </Page>
  );
}

/** Version 0: nothing of it is saved before it is deployed. */
function beginning(project: string, format: Base["format"]): Base {
  const text =
    format === "json"
      ? `{
  "project": { "name": ${JSON.stringify(project)} },
  "containers": [
    // An image from Docker Hub, with an address of its own on the internet.
    {
      "name": "web",
      "image": "nginx:1.29",
      "options": { "expose": 80 }
    }
  ]
}
`
      : `{
  project: { name: ${JSON.stringify(project)} },
  containers: [
    // An image from Docker Hub, with an address of its own on the internet.
    {
      name: 'web',
      image: 'nginx:1.29',
      options: { expose: 80 },
    },
  ],
}
`;
  return { version: 0, format, text };
}
