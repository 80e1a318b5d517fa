"""What Schemathesis has to know of the platform: who asks, what must not be used up, what nobody may see.

Reads the file that ESPALIER_FUZZ_SUBJECT names; its shape is `Subject` in subject.ts. With one worker and the same seed,
the same is sent.
"""

import json
import os
import random
import re
import uuid
from collections import deque
from urllib.parse import unquote

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import RejectedPositiveData

with open(os.environ["ESPALIER_FUZZ_SUBJECT"], encoding="utf-8") as file:
    SUBJECT = json.load(file)

RANDOM = random.Random(int(os.environ["ESPALIER_FUZZ_SEED"]))
# Share of the names in paths that are those of something.
REAL = 0.85
KEPT = SUBJECT["kept"]
SPARE = {name: list(values) for name, values in SUBJECT["spare"].items()}
# By parameter: what is there for certain, and the last that the platform has told of.
NAMES = SUBJECT["names"]
TOLD = {name: deque(maxlen=8) for name in NAMES}
SEEN = {value for values in NAMES.values() for value in values}
COOKIE = "espalier_session"
COOKIES = [cookie.partition("=")[2] for cookie in SUBJECT["sessions"]]
ENDED = set()

# By operation: the parameter that names what it ends, or takes what others need away from. What is kept is exchanged for
# something spare.
ENDS = {
    "deleteProject": "project",
    "revokeKey": "key",
    "revokeProjectKey": "projectKey",
    "deleteVariable": "variable",
    "discardChangeSet": "changeSet",
    "applyChangeSet": "changeSet",
    "removeMember": "person",
    "setMemberRole": "person",
    "setOperator": "person",
    "deleteRole": "role",
    "updateRole": "role",
    "revokeInvitation": "invitation",
    "removeClaim": "zone",
    "removeZone": "zone",
    "updateZone": "zone",
    "putTier": "tier",
    "removeTier": "tier",
}
ENDS_SESSIONS = {"signOut", "changePassword", "endSession", "endOtherSessions"}

# By operation that lists or makes: the parameter that its ids are for.
TELLS = {
    "listSessions": "session",
    "listUpdates": "update",
    "createChangeSet": "changeSet",
    "createRole": "role",
    "invite": "invitation",
    "createKey": "key",
    "createProjectKey": "projectKey",
    "createPerson": "person",
    "deploy": "update",
    "applyChangeSet": "update",
    "rollBack": "update",
    "retryUpdate": "update",
}

# What zod says of a shape. A request that fits the document and is told one of these was judged by another schema.
SHAPES = {
    "invalid-type",
    "invalid-format",
    "invalid-value",
    "invalid-union",
    "invalid-key",
    "invalid-element",
    "not-multiple-of",
    "too-big",
    "too-small",
    "unknown-key",
    "missing",
}


@schemathesis.auth(refresh_interval=None)
class Caller:
    def get(self, case, context):
        return SUBJECT.get("key") or current_cookie()

    def set(self, case, data, context):
        if "key" in SUBJECT:
            case.headers["Authorization"] = f"Bearer {data}"
        else:
            case.cookies[COOKIE] = data


def current_cookie():
    return next((cookie for cookie in COOKIES if cookie not in ENDED), COOKIES[-1])


def operation_id(case):
    return case.operation.definition.raw.get("operationId", "")


def parameter(case, name):
    """A person's keys and a project's have the same name in paths."""
    return "projectKey" if name == "key" and "project" in case.path_parameters else name


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.path_parameters:
        name_what_is_there(case)
        spare_what_is_kept(case)
    if case.meta is not None and case.meta.generation.mode.is_positive:
        send_good_headers(case)
    # It was chosen when the case was made, and may have ended since.
    if (case.cookies or {}).get(COOKIE) in ENDED:
        case.cookies[COOKIE] = current_cookie()


def name_what_is_there(case):
    """Most generated names are those of nothing: puts real ones in their place, unless the case is about wrong ones."""
    if case.meta is not None and case.meta.is_negative_at(ParameterLocation.PATH):
        return
    in_sequence = case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL
    for name, value in case.path_parameters.items():
        text = unquote(str(value))
        if (text in SEEN and (in_sequence or is_id(text))) or RANDOM.random() > REAL:
            continue
        known = parameter(case, name)
        if known in NAMES:
            case.path_parameters[name] = RANDOM.choice([*NAMES[known], *TOLD[known]])


def spare_what_is_kept(case):
    ended = ENDS.get(operation_id(case))
    for name, value in case.path_parameters.items():
        if parameter(case, name) != ended or unquote(str(value)) != KEPT.get(ended):
            continue
        pool = SPARE.get(ended)
        spare = pool.pop(0) if pool else (str(uuid.UUID(int=RANDOM.getrandbits(128))) if is_id(KEPT[ended]) else "none")
        case.path_parameters[name] = spare
        if ended == "project" and (case.query or {}).get("confirm") == KEPT["project"]:
            case.query["confirm"] = spare


def send_good_headers(case):
    """Schemathesis 4.32 sends "0" as a valid If-Match, and the same Idempotency-Key with everything."""
    if "If-Match" in case.headers and not re.fullmatch(r'\*|(W/)?"[^"]*"([ \t]*,[ \t]*(W/)?"[^"]*")*', case.headers["If-Match"]):
        case.headers["If-Match"] = "*"
    if "Idempotency-Key" in case.headers and RANDOM.random() < REAL:
        case.headers["Idempotency-Key"] = f"fuzz-{RANDOM.getrandbits(64):x}"


def is_id(text):
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code >= 300:
        return
    operation = operation_id(case)
    if operation in ENDS_SESSIONS:
        ENDED.add(sent_cookie(response))
    if operation in TELLS and "json" in "".join(response.headers.get("content-type", [])):
        body = response.json()
        made = body.get("items") or body.get("updates") or [body]
        remember(TELLS[operation], [one["id"] for one in made if "id" in one])


def sent_cookie(response):
    found = re.search(rf"{COOKIE}=([^;]+)", response.request.headers.get("Cookie", ""))
    return found.group(1) if found else None


def remember(name, ids):
    TOLD[name].extend(ids)
    SEEN.update(ids)


@schemathesis.check
def shows_nothing_of_others(ctx, response, case):
    """Nothing that only another tenant may see, and no secret, is in an answer, but what the request itself said."""
    told = response.text + json.dumps(dict(response.headers))
    for text in SUBJECT["canaries"] + SUBJECT["secrets"]:
        if text in told:
            asked = f"{response.request.url} {response.request.body}"
            assert text in asked, f"the answer shows {text!r}"


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Of requests that fit the document and are refused with 422, keeps those that were refused for their shape.

    What no schema can say is no failure: that a cursor is one we gave, that a role is there, what a definition holds.
    """
    if not isinstance(failure, RejectedPositiveData) or response.status_code != 422:
        return True
    own = set(case.body) if isinstance(case.body, dict) else set()
    own |= set(case.query or {})
    return any(
        one["code"] in SHAPES and "position" not in one and (not one.get("path") or one["path"][0] in own)
        for one in response.json().get("diagnostics", [])
    )
