/** The gallery: templates to start a project from, the forms that ask for their blanks, and copies of them. */
export { findTemplate, listTemplates, readTemplate, type Template } from "./catalog.ts";
export { type Instance, type InstantiateOptions, instantiate } from "./instantiate.ts";
export { type FormField, templateForm } from "./template-form.ts";
