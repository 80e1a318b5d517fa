import type { Command } from "commander";
import type { Act } from "../program.ts";
import { confirmOption } from "./shared-options.ts";

const LOCAL = "local";

/** Commands around zones: the registry, and the local zones that run on this machine. */
export function addZoneCommands(program: Command, act: Act): void {
  const zone = program.command("zone").description("the clusters that projects are deployed into").helpCommand(false);
  zone
    .command("up")
    .description("start a local zone: a real Kubernetes control plane with simulated nodes")
    .argument("[name]", "name of the local zone", LOCAL)
    .option("--nodes <count>", "simulated nodes of a new zone (default: 3)")
    .action(act(async () => (await import("../commands/zone-local.ts")).zoneUp));
  zone
    .command("down")
    .description("stop a local zone; what it holds is kept")
    .argument("[name]", "name of the local zone", LOCAL)
    .action(act(async () => (await import("../commands/zone-local.ts")).zoneDown));
  confirmOption(zone.command("reset"), "delete what it holds")
    .description("delete everything a local zone holds")
    .argument("[name]", "name of the local zone", LOCAL)
    .action(act(async () => (await import("../commands/zone-local.ts")).zoneReset));
  zone
    .command("list")
    .description("list the zones")
    .action(act(async () => (await import("../commands/zone-registry.ts")).zoneList));
  zone
    .command("add")
    .description("add a cluster as a zone")
    .argument("<name>", "name of the zone: lower-case letters, digits and hyphens")
    .requiredOption("--kubeconfig <file>", "kubeconfig that reaches the cluster")
    .option("--context <name>", "context in the kubeconfig (default: its current one)")
    .option("--domain <domain>", "public addresses are made below it")
    .option("--city <city>", "where it is")
    .option("--ingress-class <name>", "IngressClass that serves public addresses")
    .option("--ingress-namespace <name>", "namespace of the ingress controller")
    .option("--issuer <name>", "cert-manager ClusterIssuer that signs certificates")
    .option("--storage-class <name>", "StorageClass of volumes (default: the cluster's)")
    .option("--default", "make it the zone of commands that name none")
    .option("--allow-exec", "accept a kubeconfig that runs a program for each login")
    .option("--allow-insecure", "accept a connection whose other end is not proved")
    .action(act(async () => (await import("../commands/zone-registry.ts")).zoneAdd));
  zone
    .command("default")
    .description("choose the zone of commands that name none")
    .argument("<name>", "name of the zone")
    .action(act(async () => (await import("../commands/zone-registry.ts")).zoneDefault));
  confirmOption(zone.command("remove"), "delete what a local zone holds")
    .description("forget a cluster, what runs in it is left alone; delete a local zone")
    .argument("<name>", "name of the zone")
    .action(act(async () => (await import("../commands/zone-registry.ts")).zoneRemove));
}
