import { type Cidr, contains, parseCidr } from "../cidr.ts";
import { closedWithin, ranges, whyClosed } from "../closed-addresses.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { LABEL, MANAGER, type Manifest } from "../manifest.ts";
import { type Fields, fields, list, refused, texts } from "./refused.ts";

/** Policies of network plug-ins: they speak of more than a project's own walls. */
const OTHER_POLICIES = ["cilium.io", "crd.projectcalico.org", "projectcalico.org", "policy.networking.k8s.io"];

const SNIPPET = /snippet|lua|auth-url/;

const USE_NETWORK = 'say it as "network": { "to": [{ "project": "other" }, { "cidr": "10.20.0.0/16" }] }';

/** What a person's own objects may not do to the walls: open them outwards, or take the addresses of others. */
export function checkOwnNetwork(manifest: Manifest, ownAddresses: readonly string[]): Diagnostic[] {
  const { kind } = manifest;
  const group = manifest.apiVersion.split("/")[0] as string;
  if (OTHER_POLICIES.includes(group) && /Policy$/.test(kind)) {
    return [refused(`a ${kind} could open the walls of the zone`, USE_NETWORK)];
  }
  if (kind === "NetworkPolicy") return checkEgress(fields(manifest.spec), ranges(ownAddresses));
  if (kind === "Service") return checkService(fields(manifest.spec));
  return kind === "Ingress" ? checkSnippets(manifest) : [];
}

function checkEgress({ egress }: Fields, own: readonly Cidr[]): Diagnostic[] {
  const problems = list(egress).flatMap(({ to }) => {
    const peers = list(to);
    return peers.length === 0 ? ["it lets pods out to everywhere"] : peers.flatMap((peer) => problemOf(peer, own));
  });
  return [...new Set(problems)].map((problem) => refused(problem, USE_NETWORK));
}

function problemOf({ ipBlock, namespaceSelector }: Fields, own: readonly Cidr[]): string[] {
  if (ipBlock !== undefined) return openAddresses(fields(ipBlock), own);
  if (namespaceSelector === undefined) return [];
  const labels = fields(fields(namespaceSelector).matchLabels);
  return labels[LABEL.managedBy] === MANAGER ? [] : ["it lets pods out to namespaces that are nobody's project"];
}

function openAddresses({ cidr, except }: Fields, own: readonly Cidr[]): string[] {
  const whole = parseCidr(String(cidr));
  if (!whole) return [];
  const why = whyClosed(whole, own);
  if (why) return [`it lets pods out to ${whole.text}: ${why}`];
  const without = ranges(texts(except));
  const open = closedWithin(whole, own).find((closed) => !without.some((range) => contains(range, closed)));
  return open ? [`it lets pods out to ${whole.text} without leaving out ${open.text}`] : [];
}

/** Whoever claims an address as a Service's gets what others send there (CVE-2020-8554). */
function checkService({ externalIPs }: Fields): Diagnostic[] {
  if (list(externalIPs).length === 0) return [];
  return [refused("it takes addresses that may be those of others (externalIPs)", 'leave them out, or use "expose"')];
}

/** Ingress controllers put the text of these into their own configuration. */
function checkSnippets({ metadata }: Manifest): Diagnostic[] {
  const names = Object.keys(metadata.annotations ?? {}).filter((name) => SNIPPET.test(name));
  return names.map((name) =>
    refused(`its annotation ${name} would configure the ingress of all projects`, "leave it out"),
  );
}
