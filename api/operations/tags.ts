/** The groups that operations are listed in, in the order of the reference. */
export const TAGS = [
  { name: "Account", description: "signing up and in, one's own name, sessions and keys" },
  { name: "Projects", description: "projects and what they are" },
  { name: "Definition", description: "what a project is to be: its definition, variables and secrets" },
  { name: "Change sets", description: "edits that are staged and previewed before they are deployed" },
  { name: "Revisions", description: "what was accepted to be deployed, and rolling back" },
  { name: "Updates", description: "deploying into a zone, as it happens and afterwards" },
  { name: "Live", description: "what runs: status, logs, events" },
  { name: "Views", description: "the tree of a project and its diagram" },
  { name: "Templates", description: "the gallery and its forms" },
  {
    name: "Members",
    description: "who works on a project: members, roles, invitations, the project's keys, the audit log",
  },
  { name: "Zones", description: "clusters in cities, the claims of projects there, tiers" },
  { name: "Platform", description: "for operators" },
] as const;

export type Tag = (typeof TAGS)[number]["name"];
