import { z } from "zod";
import { type Operation, operation } from "../http/operation.ts";
import { PageQuery, pageOf, readIdCursor, toPage } from "../http/page.ts";
import { personIn } from "../identity/caller.ts";
import { addKey, MOST_KEYS } from "../identity/keys/add-key.ts";
import { endWithMaker, KeyLifetime, readLifetime } from "../identity/keys/lifetime.ts";
import { findPersonsKey, readScope, selectPersonsKeys } from "../identity/keys/persons-keys.ts";
import { revokeKey as revoke } from "../identity/keys/revoke-key.ts";
import { requireWhole } from "../identity/whole-caller.ts";
import { KeyView, NewKeyView, viewKey } from "../views/key.ts";
import { PermissionSet } from "../views/permissions.ts";
import { id, line, projectName } from "./names.ts";

const KeyParams = z.strictObject({ key: id });
const MOST_PROJECTS = 100;
const WHO = "A key that is limited to some permissions or projects cannot do it.";

const listKeys = operation({
  id: "listKeys",
  method: "get",
  path: "/keys",
  tag: "Account",
  summary: "List your keys, newest first, with those that were revoked",
  description: WHO,
  access: "person",
  query: PageQuery,
  success: { status: 200, description: "a page of keys", body: pageOf(KeyView, "KeyPage") },
  async handle({ database, caller, query }) {
    requireWhole(caller, "listing keys");
    const before = readIdCursor(query.after);
    let keys = selectPersonsKeys(database, personIn(caller).id);
    if (before !== undefined) keys = keys.where("id", "<", before);
    const rows = await keys
      .orderBy("id", "desc")
      .limit(query.limit + 1)
      .execute();
    return { body: toPage(rows, query.limit, viewKey, ({ id }) => [id]) };
  },
});

const createKey = operation({
  id: "createKey",
  method: "post",
  path: "/keys",
  tag: "Account",
  summary: "Make a key",
  description: `The key is in the answer, this once. It may do what you may, cut down to the permissions and projects given. A person has at most ${MOST_KEYS} keys that work. ${WHO} What a key makes ends when that key expires or is revoked.`,
  access: "person",
  body: z.strictObject({
    name: line(60),
    permissions: PermissionSet.optional().describe("What it may do at most. Default: all that you may, now and later"),
    projects: z
      .array(projectName)
      .min(1)
      .max(MOST_PROJECTS)
      .optional()
      .describe("The projects it is for. Default: all of yours, now and later"),
    ...KeyLifetime,
  }),
  success: { status: 201, description: "the key, shown once", body: NewKeyView },
  problems: ["conflict"],
  async handle({ database, caller, body, note }) {
    requireWhole(caller, "making a key");
    const person = personIn(caller);
    const expiresAt = await endWithMaker(database, caller, readLifetime(body));
    await database.selectFrom("people").select("id").where("id", "=", person.id).forNoKeyUpdate().execute();
    const scope = body.projects ? await readScope(database, person.id, body.projects) : null;
    const { name, permissions = null } = body;
    const { id, text } = await addKey(database, {
      owner: { personId: person.id },
      name,
      permissions,
      scope,
      expiresAt,
      caller,
    });
    note({ key: id });
    const row = await findPersonsKey(database, person.id, id);
    return { body: { ...viewKey(row), key: text }, location: `/api/v1/keys/${id}` };
  },
});

const getKey = operation({
  id: "getKey",
  method: "get",
  path: "/keys/{key}",
  tag: "Account",
  summary: "Get one of your keys",
  description: `${WHO} \`GET /me\` tells a key what it is.`,
  access: "person",
  params: KeyParams,
  success: { status: 200, description: "the key, without its text", body: KeyView },
  async handle({ database, caller, params }) {
    requireWhole(caller, "looking at a key");
    return { body: viewKey(await findPersonsKey(database, personIn(caller).id, params.key)) };
  },
});

const updateKey = operation({
  id: "updateKey",
  method: "patch",
  path: "/keys/{key}",
  tag: "Account",
  summary: "Give one of your keys another name",
  description: `What a key may do never changes. ${WHO}`,
  access: "person",
  params: KeyParams,
  body: z.strictObject({ name: line(60) }),
  success: { status: 200, description: "the key", body: KeyView },
  async handle({ database, caller, params, body }) {
    requireWhole(caller, "renaming a key");
    const person = personIn(caller);
    const row = await findPersonsKey(database, person.id, params.key);
    await database.updateTable("api_keys").set({ name: body.name }).where("id", "=", row.id).execute();
    return { body: viewKey({ ...row, name: body.name }) };
  },
});

const revokeKey = operation({
  id: "revokeKey",
  method: "delete",
  path: "/keys/{key}",
  tag: "Account",
  summary: "Revoke one of your keys, and what was made with it",
  description:
    "It stops to work within one second, everywhere, with every key that it made and every invitation it sent that is pending. A key can always revoke itself; others only when it is not limited.",
  access: "person",
  params: KeyParams,
  success: { status: 204, description: "revoked" },
  async handle({ database, platform, caller, params, note, afterwards }) {
    const isItself = caller.kind === "key" && caller.keyId === params.key;
    if (!isItself) requireWhole(caller, "revoking a key");
    const { id } = await findPersonsKey(database, personIn(caller).id, params.key);
    const ended = await revoke(database, id);
    note({ ended: String(ended.length) });
    afterwards(() => {
      for (const keyId of ended) platform.callers.forget(keyId);
    });
    return {};
  },
});

export const KEYS: readonly Operation[] = [listKeys, createKey, getKey, updateKey, revokeKey];
