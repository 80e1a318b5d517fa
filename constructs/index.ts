/** What definitions in TypeScript are written with: `import { defineProject, Project, Container } from "espalier"`. */

export { compileProject, compileSpec } from "./compile.ts";
export {
  Container,
  type ContainerOptionsProps,
  type ContainerProps,
  type HelperProps,
  type MountProps,
} from "./container.ts";
export {
  type DefinitionContext,
  type DefinitionResult,
  defineProject,
  type ProjectDefinition,
  type SecretOptions,
  type VariableDeclaration,
  type VariableInput,
} from "./define-project.ts";
export {
  type Diagnosed,
  type Diagnostic,
  DiagnosticsError,
  formatDiagnostic,
  hasErrors,
  type Position,
  type Severity,
  type ValuePath,
} from "./diagnostic.ts";
export { EnvironmentGroup } from "./environment-group.ts";
export { ANNOTATION, LABEL, MANAGER, type Manifest, type ObjectId, objectId } from "./manifest.ts";
export { type Override, type OverrideStep, override } from "./override.ts";
export { Project, type ProjectProps, type ScopedProjectProps } from "./project.ts";
export type { Amount } from "./quantity.ts";
export { secretReference } from "./secret-reference.ts";
export type {
  ContainerOptions,
  ContainerSpec,
  ExposeOptions,
  HealthOptions,
  NetworkSpec,
  ProjectSpec,
  VolumeSpec,
} from "./spec.ts";
export type { ProjectSpecInput } from "./spec-input.ts";
export type { Reference, ReferenceKind, Tree, TreeNode, TreeNodeKind } from "./tree.ts";
export { validateSpec } from "./validate-spec.ts";
export { Volume, type VolumeProps } from "./volume.ts";
export { type Claim, DEFAULT_CLAIM, type ZoneContext } from "./zone-context.ts";
