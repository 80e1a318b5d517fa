import { useState } from "react";
import { client } from "../../app/client.ts";
import { useAction, useRefresh } from "../../app/data.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { CheckField, Form, TextField } from "../../ui/field.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";
import { KubeconfigField } from "./kubeconfig-field.tsx";

/** Fields that may be left out, with what stands in for them. */
export const ZONE_SETTINGS = [
  ["city", "City", "Where the cluster stands."],
  ["domain", "Domain", "Public addresses are made below it. Left out: NAME.espalier.localhost"],
  ["ingressClass", "Ingress class", "Serves public addresses. Left out: nginx"],
  ["ingressNamespace", "Ingress namespace", "Of the ingress controller. Left out: ingress-nginx"],
  ["issuer", "Certificate issuer", "cert-manager's ClusterIssuer. Left out: letsencrypt"],
  ["storageClass", "Storage class", "Of volumes. Left out: the cluster's own default"],
] as const;

export function AddZone({ onClose }: { readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [name, setName] = useState("");
  const [kubeconfig, setKubeconfig] = useState("");
  const [insecure, setInsecure] = useState(false);
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>({});
  const add = useAction(async () => {
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ""));
    await client.post("/zones", { body: { name, kubeconfig, ...(insecure && { allowInsecure: true }), ...given } });
    await refresh("/zones");
    toast(`Zone ${name} is added`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a zone"
      description="The cluster is asked what it can do; nothing is written there."
    >
      <Form onSubmit={add.run}>
        <TextField
          label="Name"
          hint="Lower-case letters, digits and -, such as berlin."
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
          required
        />
        <KubeconfigField value={kubeconfig} onChange={setKubeconfig} />
        {ZONE_SETTINGS.map(([key, label, hint]) => (
          <TextField
            key={key}
            label={label}
            hint={hint}
            optional
            value={settings[key] ?? ""}
            onChange={(event) => setSettings({ ...settings, [key]: event.target.value })}
            autoComplete="off"
          />
        ))}
        <CheckField
          label="Allow a connection that is not proved"
          hint="No TLS, or a certificate that is not checked. Only for a cluster on a network of your own."
          checked={insecure}
          onChange={(event) => setInsecure(event.target.checked)}
        />
        {add.problem !== undefined && <ProblemNote problem={add.problem} />}
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={add.busy} disabled={name === "" || kubeconfig === ""}>
            Add zone
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
