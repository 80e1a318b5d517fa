import type { Operation } from "../http/operation.ts";
import { ACCOUNT } from "./account.ts";
import { AUDIT } from "./audit.ts";
import { CHANGE_SETS } from "./change-sets.ts";
import { CLAIMS } from "./claims.ts";
import { DEFINITION } from "./definition.ts";
import { INVITATIONS } from "./invitations.ts";
import { KEYS } from "./keys.ts";
import { LIVE } from "./live.ts";
import { MEMBERS } from "./members.ts";
import { PLACEMENT } from "./placement.ts";
import { PLATFORM } from "./platform.ts";
import { PROJECT_KEYS } from "./project-keys.ts";
import { PROJECT_STREAM } from "./project-stream.ts";
import { PROJECTS } from "./projects.ts";
import { RESTART } from "./restart.ts";
import { REVISIONS } from "./revisions.ts";
import { ROLES } from "./roles.ts";
import { TEMPLATES } from "./templates.ts";
import { TIERS } from "./tiers.ts";
import { UPDATES } from "./updates.ts";
import { VARIABLES } from "./variables.ts";
import { VIEWS } from "./views.ts";
import { VOLUMES } from "./volumes.ts";
import { ZONES } from "./zones.ts";

/** Everything the API can do, in the order of its reference. The router and the OpenAPI document are made from it. */
export const OPERATIONS: readonly Operation[] = [
  ...ACCOUNT,
  ...KEYS,
  ...PROJECTS,
  ...DEFINITION,
  ...VARIABLES,
  ...CHANGE_SETS,
  ...REVISIONS,
  ...UPDATES,
  ...LIVE,
  ...RESTART,
  ...VOLUMES,
  ...PROJECT_STREAM,
  ...VIEWS,
  ...PLACEMENT,
  ...TEMPLATES,
  ...MEMBERS,
  ...ROLES,
  ...INVITATIONS,
  ...PROJECT_KEYS,
  ...AUDIT,
  ...ZONES,
  ...TIERS,
  ...CLAIMS,
  ...PLATFORM,
];
