const PREFIX = /^(?=.{1,253}\/)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\//;
const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/** What is accepted as the name of a label or of a condition, in words. */
export const LABEL_NAME = "a name such as example.com/disk";

/** Whether Kubernetes takes it for the name of a label, or of a condition (apimachinery, IsQualifiedName). */
export function isLabelName(text: string): boolean {
  return NAME.test(text.replace(PREFIX, ""));
}

export function isLabelValue(text: string): boolean {
  return VALUE.test(text);
}
