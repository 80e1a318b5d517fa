import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { showValue } from "./show-value.ts";

/** The one capability that the Pod Security standard `restricted` lets a container have. */
const RESTRICTED_CAPABILITY = "NET_BIND_SERVICE";

/** What is said of a container's security does not contradict itself. */
export function checkSecurity({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap((container, index) =>
    checkContainer(container, ["containers", index, "options", "security"]),
  );
}

function checkContainer({ options }: ContainerSpec, path: ValuePath): Diagnostic[] {
  const security = options?.security;
  if (typeof security !== "object") return [];
  const { standard, user, capabilities = [], sysctls = {} } = security;
  const restricted = standard === "restricted";
  return [
    ...(restricted && user === 0 ? [rootUser([...path, "user"])] : []),
    ...(restricted ? capabilities : []).flatMap((capability, index) =>
      capability === RESTRICTED_CAPABILITY ? [] : [tooCapable(capability, [...path, "capabilities", index])],
    ),
    ...Object.entries(sysctls).flatMap(([name, value]) => checkSysctl(value ?? "", [...path, "sysctls", name])),
  ];
}

function rootUser(path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "restricted-root",
    message: "a restricted container never runs as root",
    path,
    got: "0",
    fix: "give the number of another user, e.g. 1000, or leave it out when the image names one",
  };
}

function tooCapable(capability: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "restricted-capability",
    message: "a restricted container has no such capability",
    path,
    got: JSON.stringify(capability),
    allowed: RESTRICTED_CAPABILITY,
    fix: 'leave it out, or give "standard": "baseline"',
  };
}

function checkSysctl(value: string, path: ValuePath): Diagnostic[] {
  if (/^[\w.,-]+([ \t]+[\w.,-]+)*$/.test(value)) return [];
  const allowed = "numbers or words with spaces between them";
  return [
    { severity: "error", code: "wrong-format", message: "no kernel setting", path, got: showValue(value), allowed },
  ];
}
