import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { groupObjects } from "./environment-values.ts";
import { LateConfigMap, LateSecret } from "./objects/late-objects.ts";
import { Project } from "./project.ts";
import { Environment } from "./spec.ts";

/**
 * Environment variables that several containers share; they get them by `environmentFrom`. A changed one restarts just
 * those.
 *
 * @example
 * const mail = new EnvironmentGroup(shop, "mail", { MAIL_HOST: "smtp.example.com", MAIL_PASSWORD: secret("mail") });
 * new Container(shop, "web", { image: "shop/web:1", environmentFrom: [mail] });
 */
export class EnvironmentGroup extends Construct {
  readonly name: string;
  /** As it was written. */
  readonly spec: Environment;
  readonly objects: readonly ApiObject[];

  /** Stands below a scope `EnvironmentGroups` of its own, since a container may have the same name. */
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope.node.tryFindChild("EnvironmentGroups") ?? new Construct(scope, "EnvironmentGroups"), id);
    const project = Project.of(this);
    this.name = id;
    this.spec = environment;
    project.add({ group: this });
    this.objects = Environment.safeParse(environment).success ? this.#ownObjects(project) : [];
  }

  #ownObjects(project: Project): ApiObject[] {
    const held = () => groupObjects(this.name, project.values);
    const { object: name } = held();
    return [
      new LateConfigMap(this, "ConfigMap", { name }, () => held().plain),
      new LateSecret(this, "Secret", { name }, () => held().secret),
    ];
  }
}
