/**
 * The gallery: templates to start a project from, the forms that ask for their blanks, the trees they would make, and
 * copies of them; and further galleries beside ours.
 */
export { findTemplate, listTemplates, type Template } from "./catalog.ts";
export { exampleValues } from "./example-values.ts";
export { type FilledTemplate, type FillOptions, fillTemplate, withProjectName } from "./fill-template.ts";
export {
  type AddGalleryOptions,
  addGallery,
  type GalleryContent,
  listGalleries,
  removeGallery,
} from "./galleries/galleries.ts";
export type { Gallery } from "./galleries/registry.ts";
export { type Instance, instantiate } from "./instantiate.ts";
export { type OpenedTemplate, openTemplate, readTemplate } from "./open-template.ts";
export { type FormField, formOf, templateForm, variablesOf } from "./template-form.ts";
export { type TemplateIcon, templateIcon } from "./template-icon.ts";
export { type TemplateTreeOptions, templateTree } from "./template-tree.ts";
