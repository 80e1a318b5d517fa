import { useState } from "react";
import { useLocation, useParams } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { useAction, useGet, useRefresh } from "../../app/data.ts";
import { Unread } from "../../app/list.tsx";
import { OperatorsOnly } from "../../app/operators-only.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Form, TextField } from "../../ui/field.tsx";
import { Facts, Page, Row, Section } from "../../ui/layout.tsx";
import { Loading } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { ZONE_SETTINGS } from "./add-zone.tsx";
import { KubeconfigField } from "./kubeconfig-field.tsx";

type Zone = Schema<"Zone">;

export default function ZonePage() {
  const { zone: name = "" } = useParams();
  return (
    <OperatorsOnly>
      <ZoneView name={name} />
    </OperatorsOnly>
  );
}

function ZoneView({ name }: { readonly name: string }) {
  const zone = useGet("/zones/{zone}", { path: { zone: name } });
  const refresh = useRefresh();
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const ask = useAction(async () => {
    await client.post("/zones/{zone}/refresh", { path: { zone: name } });
    await refresh("/zones", "/zones/{zone}");
    toast(`Zone ${name} was asked again`);
  });
  const remove = async () => {
    await client.delete("/zones/{zone}", { path: { zone: name } });
    await refresh("/zones");
    toast(`Zone ${name} is removed`);
    go("/zones");
  };
  return (
    <Page
      title={`Zone ${name}`}
      actions={
        <>
          <LinkButton href="/zones" icon="left">
            Zones
          </LinkButton>
          {zone.data && (
            <Button icon="refresh" busy={ask.busy} onClick={ask.run}>
              Ask the cluster again
            </Button>
          )}
          {zone.data && (
            <Button variant="danger" icon="trash" onClick={() => setAsking(true)}>
              Remove
            </Button>
          )}
        </>
      }
    >
      {ask.problem !== undefined && <ProblemNote problem={ask.problem} />}
      {zone.isPending && <Loading />}
      {zone.error && !zone.data && <Unread problem={zone.error} again={() => void zone.refetch()} />}
      {zone.data && <ZoneFacts zone={zone.data} />}
      {zone.data?.settings && (
        <Edit key={zone.data.settings.updatedAt} zone={zone.data} settings={zone.data.settings} />
      )}
      {zone.data && <Reconnect zone={name} />}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Remove zone ${name}?`}
        action="Remove zone"
        typed={name}
        onConfirm={remove}
      >
        The platform forgets the cluster; nothing is changed there. It is refused while a project has a claim in it.
      </ConfirmDialog>
    </Page>
  );
}

function ZoneFacts({ zone }: { readonly zone: Zone }) {
  const { settings } = zone;
  return (
    <Section title="The cluster">
      <Facts
        facts={[
          ["API server", settings && <span className="mono">{settings.server}</span>],
          [
            "Can also do",
            zone.capabilities.length > 0 ? (
              <Row>
                {zone.capabilities.map((one) => (
                  <Badge key={one}>{one}</Badge>
                ))}
              </Row>
            ) : (
              <span className="muted">nothing beyond Kubernetes' own</span>
            ),
          ],
          ["Its own addresses", settings && <span className="mono">{settings.ownAddresses.join(", ")}</span>],
          ["Added", <Time at={zone.createdAt} />],
          ["Changed", settings && <Time at={settings.updatedAt} />],
        ]}
      />
    </Section>
  );
}

function Edit({ zone, settings }: { readonly zone: Zone; readonly settings: NonNullable<Zone["settings"]> }) {
  const refresh = useRefresh();
  const known: Readonly<Record<string, string>> = {
    city: zone.city ?? "",
    domain: zone.domain,
    ingressClass: settings.ingressClass,
    ingressNamespace: settings.ingressNamespace,
    issuer: settings.issuer,
    storageClass: settings.storageClass ?? "",
  };
  const [values, setValues] = useState(known);
  const changes = Object.entries(values).filter(([key, value]) => value !== known[key]);
  const save = useAction(async () => {
    const mayBeAbsent = (key: string) => key === "city" || key === "storageClass";
    const body = Object.fromEntries(
      changes.map(([key, value]) => [key, value === "" && mayBeAbsent(key) ? null : value]),
    );
    await client.patch("/zones/{zone}", { path: { zone: zone.name }, body });
    await refresh("/zones", "/zones/{zone}");
    toast("Saved; projects get it when they are deployed next");
  });
  return (
    <Section title="Settings" description="They hold for what is deployed from now on.">
      <Form onSubmit={save.run} label="Settings">
        {ZONE_SETTINGS.map(([key, label, hint]) => (
          <TextField
            key={key}
            label={label}
            hint={hint.replace(/ Left out:.*/, "")}
            optional={key === "city" || key === "storageClass"}
            value={values[key] ?? ""}
            onChange={(event) => setValues({ ...values, [key]: event.target.value })}
            autoComplete="off"
          />
        ))}
        {save.problem !== undefined && <ProblemNote problem={save.problem} />}
        <div>
          <Button type="submit" variant="primary" busy={save.busy} disabled={changes.length === 0}>
            Save settings
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Reconnect({ zone }: { readonly zone: string }) {
  const refresh = useRefresh();
  const [kubeconfig, setKubeconfig] = useState("");
  const save = useAction(async () => {
    await client.patch("/zones/{zone}", { path: { zone }, body: { kubeconfig } });
    setKubeconfig("");
    await refresh("/zones", "/zones/{zone}");
    toast(`Zone ${zone} is reached by the new kubeconfig`);
  });
  return (
    <Section
      title="Another kubeconfig"
      description="When its token or certificate ends. It must reach the same cluster."
    >
      <Form onSubmit={save.run} label="Another kubeconfig">
        <KubeconfigField value={kubeconfig} onChange={setKubeconfig} />
        {save.problem !== undefined && <ProblemNote problem={save.problem} />}
        <div>
          <Button type="submit" busy={save.busy} disabled={kubeconfig === ""}>
            Use it
          </Button>
        </div>
      </Form>
    </Section>
  );
}
