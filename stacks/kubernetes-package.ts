/** The version of `@pulumi/kubernetes` whose types are used, and whose plugin a program of one's own runs. */
export const KUBERNETES_PACKAGE_VERSION = "4.34.2";
