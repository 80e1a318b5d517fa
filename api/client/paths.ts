/** Types of the API's OpenAPI document. Written by `npm run api:client`; do not edit. */

export interface paths {
    "/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Begins a session, which comes as a cookie. A password has 10 to 200 characters. Whether it takes an invitation is up to the operators. Whoever signs up is an ordinary person, also the first: operators are made by the server when it starts, and by other operators.
         *
         *     Needs no sign-in.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a password
         * @description Begins a session, which comes as a cookie. The answer is the same for an unknown e-mail address and a wrong password. A request that is sent again with its Idempotency-Key gets no cookie.
         *
         *     Needs no sign-in.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in-links/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a link, once
         * @description Begins a session, which comes as a cookie. The token is the end of the link.
         *
         *     Needs no sign-in.
         */
        post: operations["useSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description For a person who has signed in; a key cannot do it.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get who you are, and what your key is for
         * @description For anybody who is known.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your name
         * @description A key that is limited to some permissions or projects cannot do it.
         *
         *     For a person, with a session or a key.
         */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password, or set the first one
         * @description All other sessions and unused links end; keys go on. Who signed in with a link and has no password gives no `current`.
         *
         *     For a person who has signed in; a key cannot do it.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions that go on, newest first, at most 100
         * @description For a person who has signed in; a key cannot do it.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all your sessions but the one that asks
         * @description For a person who has signed in; a key cannot do it.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description For a person who has signed in; a key cannot do it.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your keys, newest first, with those that were revoked
         * @description A key that is limited to some permissions or projects cannot do it.
         *
         *     For a person, with a session or a key.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description The key is in the answer, this once. It may do what you may, cut down to the permissions and projects given. A person has at most 100 keys that work. A key that is limited to some permissions or projects cannot do it. What a key makes ends when that key expires or is revoked.
         *
         *     For a person, with a session or a key.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one of your keys
         * @description A key that is limited to some permissions or projects cannot do it. `GET /me` tells a key what it is.
         *
         *     For a person, with a session or a key.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke one of your keys, and what was made with it
         * @description It stops to work within one second, everywhere, with every key that it made and every invitation it sent that is pending. A key can always revoke itself; others only when it is not limited.
         *
         *     For a person, with a session or a key.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Give one of your keys another name
         * @description What a key may do never changes. A key that is limited to some permissions or projects cannot do it.
         *
         *     For a person, with a session or a key.
         */
        patch: operations["updateKey"];
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the projects you may read, by name
         * @description For anybody who is known.
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Create a project; you are its admin
         * @description Begins with a template of the gallery, a definition, or nothing yet. Nothing is deployed. Its name is its namespace in every zone and cannot be changed later.
         *
         *     For a person, with a session or a key.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project
         * @description Needs the permission `read` in the project.
         */
        get: operations["getProject"];
        put?: never;
        post?: never;
        /**
         * Delete a project with everything it has in its zones, its data too
         * @description Its zones are emptied by updates first; with the last of them the project is gone. Asking again tries again where that has failed.
         *
         *     Needs the permission `delete` in the project.
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        /**
         * Change the description of a project, or as an operator its tier
         * @description Another tier holds from the next deployment on.
         *
         *     Needs the permission `write` in the project.
         */
        patch: operations["updateProject"];
        trace?: never;
    };
    "/projects/{project}/definition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The current definition
         * @description Needs the permission `read` in the project.
         */
        get: operations["getDefinition"];
        /**
         * Save a definition; deploys nothing
         * @description What is wrong with it is refused, but variables may still lack a value. For the first one send `If-Match: "0"` or `*`. A save that is based on an older one is refused, and told what has changed since. Removing a container or a volume needs the permission `delete`.
         *
         *     Needs the permission `write` in the project.
         */
        put: operations["putDefinition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/definition/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A definition by its number, also an older one
         * @description What edits were made from that are not saved yet. The last 50 are kept; what was deployed is kept for good, by its revision.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["getDefinitionVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/definition/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say everything about a definition that is not saved
         * @description With the variables of the project, or others that are not saved. Made for editors, which ask again as one types: it draws, keeps and asks nothing of any zone.
         *
         *     Needs the permission `write` in the project.
         */
        post: operations["checkDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What deploying would change in each zone
         * @description Of the current definition and variables, or of others that are not saved, which needs the permission `write`. Writes nothing, anywhere. A zone that is away, or in which the definition has errors, tells so in its `errors`.
         *
         *     Needs the permission `read` in the project.
         */
        post: operations["planProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List variables, by name; values of secrets are shown to nobody
         * @description Needs the permission `read` in the project.
         */
        get: operations["listVariables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set and remove several variables at once; deploys nothing
         * @description A secret needs the permission `secrets`, any other variable `write`. Without `secret` a variable stays what it is; a new one is a secret when the definition declares it one or its name sounds like one. What the definition declares a secret cannot be stored in the open. Removing needs `delete`. All of it is done, or nothing.
         *
         *     Needs the permission `read` in the project.
         */
        patch: operations["patchVariables"];
        trace?: never;
    };
    "/projects/{project}/variables/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What setting and removing several variables would change; leaves nothing
         * @description Needs the permission `read` in the project.
         */
        post: operations["previewVariables"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/variables/{variable}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A variable
         * @description Needs the permission `read` in the project.
         */
        get: operations["getVariable"];
        /**
         * Set a variable; deploys nothing
         * @description A secret needs the permission `secrets`, any other variable `write`. Without `secret` a variable stays what it is; a new one is a secret when the definition declares it one or its name sounds like one. What the definition declares a secret cannot be stored in the open.
         *
         *     Needs the permission `read` in the project.
         */
        put: operations["putVariable"];
        post?: never;
        /**
         * Remove a variable; deploys nothing
         * @description Needs the permission `delete` in the project.
         */
        delete: operations["deleteVariable"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/change-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List change sets, newest first
         * @description Needs the permission `read` in the project.
         */
        get: operations["listChangeSets"];
        put?: never;
        /**
         * Stage edits of the definition and of variables
         * @description Nothing of it has to be right yet: plan it to see what it would change and what is wrong with it. What the definition declares a secret is kept as one, and its value is checked now.
         *
         *     Needs the permission `write` in the project.
         */
        post: operations["createChangeSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/change-sets/{changeSet}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A change set with its definition and variables
         * @description Needs the permission `read` in the project.
         */
        get: operations["getChangeSet"];
        put?: never;
        post?: never;
        /**
         * Discard a change set
         * @description Needs the permission `write` in the project.
         */
        delete: operations["discardChangeSet"];
        options?: never;
        head?: never;
        /**
         * Go on editing a change set
         * @description What is left out stays.
         *
         *     Needs the permission `write` in the project.
         */
        patch: operations["updateChangeSet"];
        trace?: never;
    };
    "/projects/{project}/change-sets/{changeSet}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What applying a change set would change in each zone
         * @description Writes nothing, anywhere. `stale` tells that the definition has been changed since the change set was begun.
         *
         *     Needs the permission `read` in the project.
         */
        post: operations["planChangeSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/change-sets/{changeSet}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a change set the newest revision and deploy it
         * @description Refused when the definition has been changed since the change set was begun: the answer says how. Beside `deploy` it needs `write`, `secrets` for secrets that are staged, and `delete` for what it removes.
         *
         *     Needs the permission `deploy` in the project.
         */
        post: operations["applyChangeSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List revisions, newest first
         * @description Needs the permission `read` in the project.
         */
        get: operations["listRevisions"];
        put?: never;
        /**
         * Deploy: accept the current definition and variables as a new revision
         * @description Makes a revision and one update for each zone, which workers carry out. An update that waits is superseded by a newer one. When the definition holds less than when it was saved, since a variable has changed, removing that needs the permission `delete`.
         *
         *     Needs the permission `deploy` in the project.
         */
        post: operations["deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A revision with its definition and variables
         * @description Needs the permission `read` in the project.
         */
        get: operations["getRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/revisions/{revision}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What differs between two revisions
         * @description Needs the permission `read` in the project.
         */
        get: operations["diffRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/revisions/{revision}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll back: deploy an older revision again, as a new one
         * @description The definition and all variables, secrets too, become what they were in that revision. Values that were generated stay. What this removes — containers, volumes, variables — needs the permission `delete`.
         *
         *     Needs the permission `deploy` in the project.
         */
        post: operations["rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List updates, newest first
         * @description Needs the permission `read` in the project.
         */
        get: operations["listUpdates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/updates/{update}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An update, and how far it is
         * @description Needs the permission `read` in the project.
         */
        get: operations["getUpdate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/updates/{update}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has happened in an update so far, in order
         * @description To follow it as it happens, read its stream. What happened is kept of the last 200 updates of a project.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["listUpdateEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/updates/{update}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an update as it happens
         * @description Begins with what has happened so far, or after the event whose number is in `Last-Event-ID`. Each event is named by its `type` and carries an `UpdateEvent`; the last one is `end` with `{"state": …}`, after which the stream ends. The state is `gone` when the project has been deleted meanwhile.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["streamUpdate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/updates/{update}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an update
         * @description One that waits is cancelled at once. One that runs is told to end, which takes it a moment; what it has written so far stays.
         *
         *     Needs the permission `deploy` in the project.
         */
        post: operations["cancelUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/updates/{update}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try an update again
         * @description Makes a new update of the same revision in the same zone. When the zone was asked for something else since, roll back to the revision instead. Trying again to remove a project from a zone needs the permission `delete`, too.
         *
         *     Needs the permission `deploy` in the project.
         */
        post: operations["retryUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the project's containers stand right now
         * @description Needs the permission `read` in the project.
         */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/status/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow how the project's containers stand
         * @description Sends an event `status` with a `ZoneStatus` for each zone, and another whenever that zone changes. Zones that the project is let into later are seen by who connects anew.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["streamStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last lines that containers wrote
         * @description Needs the permission `read` in the project.
         */
        get: operations["getLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/logs/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what containers write
         * @description Sends an event `line` with a `LogLine` for each line, of pods that start later, too. `problem` tells with a `Diagnostic` that a zone cannot be followed any more, `end` that none is left.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["streamLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/containers/{container}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What zones report of a container: scheduling, images, restarts
         * @description Needs the permission `read` in the project.
         */
        get: operations["getContainerEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/containers/{container}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the pods of a container by new ones
         * @description As a rollout would, without a change of the definition: it is no difference in a plan, and the next deploy leaves it. Jobs are refused, as they run once.
         *
         *     Needs the permission `write` in the project.
         */
        post: operations["restartContainer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The project's volumes as they are in its zones
         * @description Needs the permission `read` in the project.
         */
        get: operations["listVolumes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what others change in a project
         * @description Sends an event `now` with the versions that are current, then one for each change: `definition` {version, savedBy, savedAt}, `variables`, `change-set` {id, state, version, updatedBy}, `revision` {number}, `update` {id, zone, operation, revision, state}, `placement` {version, updatedBy}, `project` for its description, tier, zones, members or roles. They say what to read anew; `end` that the project is gone.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["streamProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tree of the current definition
         * @description What the definition makes in a zone, as constructs and references. Examples stand for variables that have no value yet; a project without a zone is shown as in an example of one.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["getTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/diagram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The diagram of the current definition, laid out
         * @description Needs the permission `read` in the project.
         */
        get: operations["getDiagram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/diagram.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The diagram of the current definition as an SVG
         * @description It needs nothing else: no font, script or other file.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["getDiagramSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/placement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where things stand in the project's diagram
         * @description Kept beside the definition and never a part of it: it changes nothing of what is deployed.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["getPlacement"];
        /**
         * Keep where things stand in the project's diagram
         * @description Needs the permission `write` in the project.
         */
        put: operations["putPlacement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the templates of the gallery, by name
         * @description For anybody who is known.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A template with its definition and what its form asks for
         * @description For anybody who is known.
         */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{template}/icon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The icon of a template as an SVG
         * @description Shapes only: no script, style, link or image.
         *
         *     For anybody who is known.
         */
        get: operations["getTemplateIcon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{template}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a template would make with some values; leaves nothing
         * @description Examples stand for blanks that must be filled and are not, yet.
         *
         *     For anybody who is known.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who works on a project, by name
         * @description Needs the permission `read` in the project.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one member
         * @description Needs the permission `read` in the project.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        /**
         * Remove a member, or leave
         * @description Removing others needs the permission `invite`, and that they may do nothing the caller may not. Leaving needs neither, but no key that is limited. The last admin cannot go. Invitations of the project to the person end too, keys of the project that the person made stay.
         *
         *     Needs the permission `read` in the project.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Give a member another role
         * @description Neither the new role nor the present one may go beyond what the caller may do. The last admin stays admin.
         *
         *     Needs the permission `invite` in the project.
         */
        patch: operations["setMemberRole"];
        trace?: never;
    };
    "/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the permissions that roles and keys are made of, and what each lets do
         * @description Needs no sign-in.
         */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the roles of a project, oldest first
         * @description Needs the permission `read` in the project.
         */
        get: operations["listRoles"];
        put?: never;
        /**
         * Make a role out of permissions
         * @description It cannot hold what the caller may not do. A project has at most 50 roles.
         *
         *     Needs the permission `roles` in the project.
         */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one role
         * @description Needs the permission `read` in the project.
         */
        get: operations["getRole"];
        put?: never;
        post?: never;
        /**
         * Remove a role that nobody has
         * @description Needs the permission `roles` in the project.
         */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /**
         * Change a role, for all who have it
         * @description Neither what it holds nor what it is to hold may go beyond what the caller may do.
         *
         *     Needs the permission `roles` in the project.
         */
        patch: operations["updateRole"];
        trace?: never;
    };
    "/projects/{project}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations, newest first
         * @description Needs the permission `invite` in the project.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite a person
         * @description Answers with a link, this once, to hand to the person: nothing is sent. Only an account with this e-mail address can accept it, within 7 days, and only while the inviter may do all that the role may do. A project has at most 100 pending ones.
         *
         *     Needs the permission `invite` in the project.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one invitation
         * @description Needs the permission `invite` in the project.
         */
        get: operations["getInvitation"];
        put?: never;
        post?: never;
        /**
         * Revoke an invitation that is pending
         * @description Needs the permission `invite` in the project.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what an invitation is for, before accepting it
         * @description For a person, with a session or a key.
         */
        post: operations["lookAtInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation, once
         * @description Only the person whose e-mail address it is for can do so, in a browser or with a key that is not limited.
         *
         *     For a person, with a session or a key.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the project's own keys, newest first, with those that were revoked
         * @description Needs the permission `keys` in the project.
         */
        get: operations["listProjectKeys"];
        put?: never;
        /**
         * Make a key of the project's own
         * @description It belongs to no person, reaches this project alone and stays when its maker leaves. The key is in the answer, this once. It cannot hold what the caller may not do. A project has at most 100 keys that work. What a key makes ends when that key expires or is revoked.
         *
         *     Needs the permission `keys` in the project.
         */
        post: operations["createProjectKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one of the project's own keys
         * @description Needs the permission `keys` in the project.
         */
        get: operations["getProjectKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key of the project's own, and what was made with it
         * @description It stops to work within one second, everywhere. Whoever may manage keys can revoke each of them, also one that may do more.
         *
         *     Needs the permission `keys` in the project.
         */
        delete: operations["revokeProjectKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done in a project, newest first
         * @description Every change is in it, with who made it; it was written with the change, or the change was not made.
         *
         *     Needs the permission `read` in the project.
         */
        get: operations["listProjectAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done on the platform, newest first
         * @description For operators of the platform.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List zones
         * @description For anybody who is known.
         */
        get: operations["listZones"];
        put?: never;
        /**
         * Add a cluster as a zone
         * @description The cluster is asked what it can do and which addresses are its own, with the kubeconfig that is given; it must answer within 10 s. Nothing is written there.
         *
         *     For operators of the platform.
         */
        post: operations["addZone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/zones/{zone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a zone
         * @description For anybody who is known.
         */
        get: operations["getZone"];
        put?: never;
        post?: never;
        /**
         * Remove a zone
         * @description The platform forgets the zone and the history of updates there; nothing in its cluster changes. Refused while projects have claims there.
         *
         *     For operators of the platform.
         */
        delete: operations["removeZone"];
        options?: never;
        head?: never;
        /**
         * Change a zone
         * @description What is not given stays as it is. With another kubeconfig the cluster is asked anew. Projects notice when they are deployed next.
         *
         *     For operators of the platform.
         */
        patch: operations["updateZone"];
        trace?: never;
    };
    "/zones/{zone}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a zone's cluster again what it can do
         * @description For when something was installed there, or nodes were added. The cluster must answer within 10 s.
         *
         *     For operators of the platform.
         */
        post: operations["refreshZone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tiers
         * @description A project has a tier: it says what the project is promised in each zone.
         *
         *     For anybody who is known.
         */
        get: operations["listTiers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiers/{tier}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a tier
         * @description For anybody who is known.
         */
        get: operations["getTier"];
        /**
         * Make or change a tier
         * @description Projects of the tier get its limits when they are deployed next. A request with If-Match makes none.
         *
         *     For operators of the platform.
         */
        put: operations["putTier"];
        post?: never;
        /**
         * Remove a tier
         * @description Refused while projects have it.
         *
         *     For operators of the platform.
         */
        delete: operations["removeTier"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the zones that a project may run in
         * @description Needs the permission `read` in the project.
         */
        get: operations["listClaims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{project}/claims/{zone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Let a project run in a zone
         * @description Nothing is deployed yet, and the zone is not asked: when a namespace of the project's name is there that is not ours, deploying says so. Claiming again changes nothing.
         *
         *     Needs the permission `write` in the project.
         */
        put: operations["claimZone"];
        post?: never;
        /**
         * Remove a project from a zone, with all its data there
         * @description When anything was ever deployed there an update is asked for that destroys it, volumes too; the claim goes when that has succeeded. Asking again while it is under way answers the same update.
         *
         *     Needs the permission `delete` in the project.
         */
        delete: operations["removeClaim"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List and search people, by e-mail address
         * @description For operators of the platform.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * Make a person without a password
         * @description Make a sign-in link for them next. It also works where people come by invitation only.
         *
         *     For operators of the platform.
         */
        post: operations["createPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one person
         * @description For operators of the platform.
         */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Make somebody an operator, or no longer one
         * @description Needs a session: no key makes operators. The last operator stays one.
         *
         *     For operators of the platform.
         */
        patch: operations["setOperator"];
        trace?: never;
    };
    "/people/{person}/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Help a person in who has lost the password
         * @description Answers with a link, this once, by which that person signs in once within 24 hours. Needs a session: no key signs in as anybody.
         *
         *     For operators of the platform.
         */
        post: operations["createSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A single unit of rights; `GET /permissions` tells what each lets do.
         * @enum {string}
         */
        Permission: "read" | "write" | "delete" | "deploy" | "secrets" | "invite" | "roles" | "keys" | "kubeconfig" | "canSnapshot";
        TemplateChoice: {
            /** @description Name of a template of the gallery. */
            name: string;
            /**
             * @description Values for its blanks, as text. Secret ones are kept as secrets of the project.
             * @default {}
             */
            variables: {
                [key: string]: string;
            };
        };
        DefinitionInput: {
            /**
             * @description json: JSON with comments. jsonnet: a program, evaluated within bounds, that imports no files.
             * @enum {string}
             */
            format: "json" | "jsonnet";
            /** @description At most 1 MiB. */
            text: string;
        };
        DefinitionToCheck: {
            /**
             * @description json: JSON with comments. jsonnet: a program, evaluated within bounds, that imports no files.
             * @enum {string}
             */
            format: "json" | "jsonnet";
            /** @description At most 1 MiB. */
            text: string;
            /** @description Variables that it sets and removes; all others stay as they are. */
            variables?: {
                /** @default {} */
                set: {
                    [key: string]: {
                        value: string;
                        /** @description Default: as it is stored, else as the definition declares it, else whether its name says so. */
                        secret?: boolean;
                    };
                };
                /** @default [] */
                remove: string[];
            };
            /** @description Zone to evaluate it for. Default: the first one claimed, else an example. */
            zone?: string;
        };
        PlacementInput: {
            /** @description Where nodes were last, in px, by the id of the node. */
            positions: {
                [key: string]: {
                    x: number;
                    y: number;
                };
            };
            /** @description Ids of nodes that somebody has put where they are. */
            pinned: string[];
            /** @description Ids of groups that are shown as one card. */
            collapsed: string[];
        };
        NewZone: {
            /** @description Name of a zone. */
            name: string;
            /** @description Where the cluster stands. */
            city?: string;
            /** @description Public addresses are made below it. Default: NAME.espalier.localhost */
            domain?: string;
            /** @description IngressClass that serves public addresses. Default: nginx */
            ingressClass?: string;
            /** @description Namespace of the ingress controller. Default: ingress-nginx */
            ingressNamespace?: string;
            /** @description cert-manager ClusterIssuer that signs certificates. Default: letsencrypt */
            issuer?: string;
            /** @description StorageClass of volumes. Default: the cluster's own */
            storageClass?: string;
            /** @description A kubeconfig with everything in it: no files, no exec, no auth-provider. It is never shown again. */
            kubeconfig: string;
            /** @description Context in the kubeconfig. Default: its current one */
            kubecontext?: string;
            /** @description Allow a connection whose other end is not proved: no TLS, or its certificate not checked. Default: false */
            allowInsecure?: boolean;
        };
        ZoneChanges: {
            city?: string | null;
            /** @description Public addresses are made below it. Default: NAME.espalier.localhost */
            domain?: string;
            /** @description IngressClass that serves public addresses. Default: nginx */
            ingressClass?: string;
            /** @description Namespace of the ingress controller. Default: ingress-nginx */
            ingressNamespace?: string;
            /** @description cert-manager ClusterIssuer that signs certificates. Default: letsencrypt */
            issuer?: string;
            storageClass?: string | null;
            /** @description A kubeconfig with everything in it: no files, no exec, no auth-provider. It is never shown again. */
            kubeconfig?: string;
            /** @description Context in the kubeconfig. Default: its current one */
            kubecontext?: string;
            /** @description Allow a connection whose other end is not proved: no TLS, or its certificate not checked. Default: false */
            allowInsecure?: boolean;
        };
        TierInput: {
            description: string;
            /**
             * @description A Kubernetes quantity: 4.
             * @example 4
             */
            cpu: string;
            /**
             * @description A Kubernetes quantity: 8Gi.
             * @example 8Gi
             */
            memory: string;
            /**
             * @description A Kubernetes quantity: 50Gi.
             * @example 50Gi
             */
            storage: string;
            /**
             * @description Storage that ends with the pods; null: not counted.
             * @default null
             */
            ephemeralStorage: string | null;
            pods: number;
            services: number;
            volumes: number;
            /** @description How many projects of this tier one person may make. */
            projects: number;
        };
        SignedIn: {
            person: components["schemas"]["Person"];
            /** @description When the session ends. The session itself is in the cookie that comes along. */
            expiresAt: string;
        };
        Person: {
            id: string;
            email: string;
            name: string;
            /** @description Whether the person runs the platform: zones, tiers, people. */
            operator: boolean;
        };
        Problem: {
            /** @description Where the problem is explained. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Names this one occurrence; the request id is in it. */
            instance: string;
            /** @enum {string} */
            code: "bad-request" | "not-signed-in" | "wrong-credentials" | "not-permitted" | "cross-site" | "not-found" | "method-not-allowed" | "conflict" | "in-progress" | "gone" | "stale" | "too-large" | "wrong-media-type" | "invalid" | "key-reused" | "version-required" | "too-many-requests" | "internal" | "unavailable" | "zone-unavailable";
            diagnostics?: components["schemas"]["Diagnostic"][];
            /** @description Of a stale write: what is there now, and what has changed since. */
            changed?: unknown;
        };
        Diagnostic: {
            /** @enum {string} */
            severity: "error" | "warning" | "note";
            code: string;
            message: string;
            /** @description Steps from the root to the value it is about. */
            path?: (string | number)[];
            position?: {
                file: string;
                line: number;
                column: number;
            };
            got?: string;
            allowed?: string;
            fix?: string;
        };
        Me: {
            /**
             * @description How you are known.
             * @enum {string}
             */
            kind: "session" | "key" | "project-key";
            /** @description Null for a key of a project's own. */
            person: components["schemas"]["Person"] | null;
            /** @description The key that was used; null in a session. */
            key: {
                id: string;
                name: string;
                start: string;
                /** @description Null: all that the person may. */
                permissions: components["schemas"]["Permission"][] | null;
                /** @description Null: all of the person's. */
                projects: string[] | null;
                expiresAt: string | null;
            } | null;
        };
        SessionList: {
            items: components["schemas"]["Session"][];
        };
        Session: {
            id: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
            /** @description Where it was begun. */
            address: string | null;
            userAgent: string | null;
            createdAt: string;
            expiresAt: string;
        };
        KeyPage: {
            items: components["schemas"]["Key"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Key: {
            id: string;
            name: string;
            /** @description Its first characters, to know it by. */
            start: string;
            expiresAt: string | null;
            /** @description Up to some seconds late. */
            lastUsedAt: string | null;
            createdAt: string;
            revokedAt: string | null;
            /** @description The key that made it, which it ends with. */
            madeByKey: string | null;
            /** @description What it may do at most; null: all that you may. */
            permissions: components["schemas"]["Permission"][] | null;
            /** @description The projects it is for; null: all of yours. */
            projects: string[] | null;
        };
        NewKey: {
            id: string;
            name: string;
            /** @description Its first characters, to know it by. */
            start: string;
            expiresAt: string | null;
            /** @description Up to some seconds late. */
            lastUsedAt: string | null;
            createdAt: string;
            revokedAt: string | null;
            /** @description The key that made it, which it ends with. */
            madeByKey: string | null;
            /** @description What it may do at most; null: all that you may. */
            permissions: components["schemas"]["Permission"][] | null;
            /** @description The projects it is for; null: all of yours. */
            projects: string[] | null;
            /** @description The whole key, shown this once. */
            key: string;
        };
        ProjectPage: {
            items: components["schemas"]["ListedProject"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        ListedProject: {
            /** @description Name of the project. An underscore becomes a hyphen in host names. */
            name: string;
            description: string;
            /** @description What its claims are promised comes from it. */
            tier: string;
            /**
             * @description deleting: it is being removed from its zones and takes no changes.
             * @enum {string}
             */
            state: "active" | "deleting";
            /** @description Zones that it has claims in. */
            zones: string[];
            /** @description The newest revision; null before the first. */
            revision: number | null;
            /** @description Number of the current definition; null before the first. */
            definitionVersion: number | null;
            /** @description What the caller may do there. */
            permissions: components["schemas"]["Permission"][];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            updatedAt: string;
            /** @description How many its definition has. */
            containers: number;
            /** @description Of its containers, by name. */
            tags: string[];
            /** @description The last update in each zone, by zone; zones that nothing was ever deployed into are missing. */
            updates: {
                /** @description Name of a zone. */
                zone: string;
                /** @enum {string} */
                operation: "up" | "destroy";
                /** @description Null for destroy. */
                revision: number | null;
                /**
                 * @description `unchanged`: there was nothing to do; `not-ready`: all was written, but not every container got ready in time; `superseded`: a newer one came before its turn.
                 * @enum {string}
                 */
                state: "waiting" | "running" | "succeeded" | "unchanged" | "not-ready" | "failed" | "cancelled" | "superseded";
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                createdAt: string;
            }[];
        };
        Project: {
            /** @description Name of the project. An underscore becomes a hyphen in host names. */
            name: string;
            description: string;
            /** @description What its claims are promised comes from it. */
            tier: string;
            /**
             * @description deleting: it is being removed from its zones and takes no changes.
             * @enum {string}
             */
            state: "active" | "deleting";
            /** @description Zones that it has claims in. */
            zones: string[];
            /** @description The newest revision; null before the first. */
            revision: number | null;
            /** @description Number of the current definition; null before the first. */
            definitionVersion: number | null;
            /** @description What the caller may do there. */
            permissions: components["schemas"]["Permission"][];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            updatedAt: string;
        };
        ProjectDeletion: {
            /**
             * @description deleted: it was in no zone, so that it is gone already.
             * @enum {string}
             */
            state: "deleting" | "deleted";
            /** @description One for each zone that it is removed from. */
            updates: components["schemas"]["Update"][];
        };
        Update: {
            /** Format: uuid */
            id: string;
            /** @description Name of a zone. */
            zone: string;
            /** @enum {string} */
            operation: "up" | "destroy";
            /** @description Null for destroy. */
            revision: number | null;
            /**
             * @description `unchanged`: there was nothing to do; `not-ready`: all was written, but not every container got ready in time; `superseded`: a newer one came before its turn.
             * @enum {string}
             */
            state: "waiting" | "running" | "succeeded" | "unchanged" | "not-ready" | "failed" | "cancelled" | "superseded";
            /** @description How often a worker has begun it. */
            attempt: number;
            /** @description `person:ID`, or `key:ID` of an API key. */
            requestedBy: string;
            /**
             * Format: uuid
             * @description The update it tries again.
             */
            retryOf?: string;
            result?: components["schemas"]["ZoneResult"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            endedAt?: string;
        };
        ZoneResult: {
            /** @enum {string} */
            outcome: "unchanged" | "succeeded" | "failed" | "not-ready" | "cancelled";
            /** @description Objects, as the others. */
            created: number;
            updated: number;
            replaced: number;
            deleted: number;
            unchanged: number;
            milliseconds: number;
            /** @description Where the project is reached. */
            addresses: string[];
            /** @description Why it failed, or what is not ready. */
            errors: components["schemas"]["Diagnostic"][];
        };
        Definition: {
            /** @description Counts from 1; also the ETag. */
            version: number;
            /**
             * @description json: JSON with comments. jsonnet: a program, evaluated within bounds, that imports no files.
             * @enum {string}
             */
            format: "json" | "jsonnet";
            text: string;
            savedBy: components["schemas"]["Who"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            savedAt: string;
        };
        Who: {
            /**
             * @description `person`: in a browser; `key`: by a person's key; `project-key`: by a key of the project's own; `nobody`: without having signed in; `platform`: unasked.
             * @enum {string}
             */
            kind: "person" | "key" | "project-key" | "nobody" | "platform";
            /** @description Of the person or the key. */
            id: string | null;
            /** @description Of the person, or of the project's own key; null when there is none, or none any more. */
            name: string | null;
            /** @description The first characters of the key, when one was used. */
            keyStart: string | null;
        };
        SavedDefinition: {
            version: number;
            /** @description Warnings and notes. */
            diagnostics: components["schemas"]["Diagnostic"][];
            /** @description Names of variables that need a value before it can be deployed. */
            missing: string[];
        };
        CheckedDefinition: {
            /** @description Whether it could be saved. */
            valid: boolean;
            diagnostics: components["schemas"]["Diagnostic"][];
            /** @description Names of variables that need a value before it can be deployed. */
            missing: string[];
            /** @description What it would make; null when it has errors. */
            tree: components["schemas"]["Tree"] | null;
            /** @description The spec it evaluates to, with all blanks filled in: `ProjectSpec` of the package. A secret stands as ⟦secret:name⟧. Null when it has errors. */
            spec: {
                [key: string]: unknown;
            } | null;
            /** @description What of the current definition it leaves out. */
            removes: {
                containers: string[];
                volumes: string[];
            };
        };
        Tree: {
            project: string;
            namespace: string;
            /** @description Name of a zone. */
            zone: string;
            description?: string;
            /** @description Parents before children, in the order of the definition. */
            nodes: components["schemas"]["TreeNode"][];
            references: components["schemas"]["Reference"][];
            notes: components["schemas"]["Diagnostic"][];
            /** @description Names of variables that have no value yet; examples stand for them. */
            missing: string[];
        };
        TreeNode: {
            /** @description Construct path: `shop/web`. */
            path: string;
            /** @enum {string} */
            kind: "project" | "container" | "volume" | "address" | "group" | "peer" | "object";
            name: string;
            /** @description Path of what it stands in; absent for the project. */
            parent?: string;
            tags: string[];
            /** @description What to show of it, in order; never a secret. */
            facts: {
                [key: string]: string;
            };
            /** @description Objects it makes in the zone: group/kind/namespace/name. */
            objects: string[];
        };
        Reference: {
            /** @description Path of a node. */
            from: string;
            /** @description Path of a node. */
            to: string;
            /** @enum {string} */
            kind: "expose" | "request" | "mount" | "wait" | "allow" | "reference";
            /** @description What makes the reference: environment keys, a port, a mount path. */
            label: string;
        };
        Plan: {
            /** @description By name. A zone that is away tells so in its errors. */
            zones: components["schemas"]["ZonePlan"][];
        };
        ZonePlan: {
            /** @description Name of a zone. */
            zone: string;
            /** @description In the order of application; empty: nothing would change. */
            changes: components["schemas"]["Change"][];
            /** @description How many further changes there are. */
            moreChanges: number;
            /** @description Objects that stay as they are. */
            unchanged: number;
            /** @description What to know before deploying: restarts, data at risk, quota. */
            notes: components["schemas"]["Diagnostic"][];
            /** @description What the project would use of its claim; empty when there is no plan. */
            quota: {
                /** @enum {string} */
                what: "cpu" | "memory" | "storage" | "ephemeral storage" | "pods" | "services" | "volumes";
                /** @description What the project would use: `1500m`, `2Gi`, `3`. */
                used: string;
                /** @description What its claim in the zone holds. */
                limit: string;
                /** @description What would be left; 0 when it asks for more than the claim holds. */
                left: string;
                /** @description Used of the limit; above 1 some of the project would not start. */
                share: number;
            }[];
            /** @description Why there is no plan for the zone; empty when there is one. */
            errors: components["schemas"]["Diagnostic"][];
        };
        Change: {
            /** @enum {string} */
            operation: "create" | "update" | "replace" | "delete";
            /** @description The object: `apps/Deployment/shop/web` (group/kind/namespace/name). */
            id: string;
            /** @description Of the construct that it belongs to. */
            path: string;
            fields: components["schemas"]["FieldChange"][];
            /** @description How many further fields change. */
            moreFields: number;
            /** @description Why it must be replaced. */
            because?: string;
            /** @description A volume is deleted or replaced, with what it holds. */
            dataAtRisk: boolean;
            /** @description Containers restart because of it. */
            restarts: boolean;
        };
        FieldChange: {
            /** @description `spec.template.spec.containers[web].image` */
            path: string;
            /** @description Text, or JSON, shortened; absent: it is added. A secret stands as ⟦secret:name⟧. */
            from?: string;
            /** @description Absent: it is removed. */
            to?: string;
            /**
             * @description A secret in it has another value now.
             * @constant
             */
            secretChanged?: true;
        };
        VariablePage: {
            items: components["schemas"]["Variable"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Variable: {
            name: string;
            /** @description Its value is kept encrypted and shown to nobody. */
            secret: boolean;
            /** @description Absent: it is a secret. */
            value?: string;
            updatedBy: components["schemas"]["Who"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            updatedAt: string;
        };
        /** @description Names of variables by what becomes of them. */
        VariableChanges: {
            added: string[];
            /** @description Secrets that are set count as changed: their values are compared for nobody. */
            changed: string[];
            same: string[];
            removed: string[];
            /** @description Those of the added and changed that are kept as secrets. */
            secret: string[];
        };
        ChangeSetPage: {
            items: components["schemas"]["ChangeSet"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        ChangeSet: {
            /**
             * Format: uuid
             * @description An id.
             */
            id: string;
            /** @enum {string} */
            state: "open" | "applied" | "discarded";
            comment: string;
            /** @description Version of the definition that it was begun from. */
            baseVersion: number;
            /** @description The revision it became. */
            revision: number | null;
            createdBy: components["schemas"]["Who"];
            updatedBy: components["schemas"]["Who"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            updatedAt: string;
        };
        ChangeSetDetail: {
            /**
             * Format: uuid
             * @description An id.
             */
            id: string;
            /** @enum {string} */
            state: "open" | "applied" | "discarded";
            comment: string;
            /** @description Version of the definition that it was begun from. */
            baseVersion: number;
            /** @description The revision it became. */
            revision: number | null;
            createdBy: components["schemas"]["Who"];
            updatedBy: components["schemas"]["Who"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            updatedAt: string;
            definition: {
                /** @enum {string} */
                format: "json" | "jsonnet";
                text: string;
            };
            variables: {
                set: {
                    name: string;
                    secret: boolean;
                    /** @description Never of a secret. */
                    value?: string;
                }[];
                remove: string[];
            };
        };
        ChangeSetPlan: {
            /** @description By name. A zone that is away tells so in its errors. */
            zones: components["schemas"]["ZonePlan"][];
            stale: boolean;
        };
        Deployment: {
            revision: number;
            /** @description One for each zone; watch each by its stream. */
            updates: components["schemas"]["Update"][];
        };
        RevisionPage: {
            items: components["schemas"]["Revision"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Revision: {
            /** @description Counts from 1 in each project. */
            number: number;
            comment: string;
            /** @description The revision it repeats, when it was made by rolling back. */
            rolledBackTo: number | null;
            createdBy: components["schemas"]["Who"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
        };
        RevisionDetail: {
            /** @description Counts from 1 in each project. */
            number: number;
            comment: string;
            /** @description The revision it repeats, when it was made by rolling back. */
            rolledBackTo: number | null;
            createdBy: components["schemas"]["Who"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /** @enum {string} */
            format: "json" | "jsonnet";
            /** @description The definition. */
            text: string;
            variables: {
                name: string;
                secret: boolean;
                /** @description Never of a secret. */
                value?: string;
            }[];
            containers: string[];
            volumes: string[];
        };
        RevisionDifference: {
            from: number;
            to: number;
            /** @description Unified diff of the definitions; empty when they are the same. */
            text: string;
            variables: {
                name: string;
                /** @enum {string} */
                change: "added" | "changed" | "removed";
                secret: boolean;
                /** @description Never of a secret. */
                from?: string;
                /** @description Never of a secret. */
                to?: string;
            }[];
            removes: {
                containers: string[];
                volumes: string[];
            };
        };
        UpdatePage: {
            items: components["schemas"]["Update"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        UpdateEventPage: {
            items: components["schemas"]["UpdateEvent"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        UpdateEvent: {
            /** @description From 1, without gaps: the id of the server-sent event. */
            seq: number;
            /** Format: date-time */
            at: string;
            event: components["schemas"]["KeptEvent"];
        };
        KeptEvent: {
            /** @constant */
            type: "state";
            /**
             * @description `unchanged`: there was nothing to do; `not-ready`: all was written, but not every container got ready in time; `superseded`: a newer one came before its turn.
             * @enum {string}
             */
            state: "waiting" | "running" | "succeeded" | "unchanged" | "not-ready" | "failed" | "cancelled" | "superseded";
            attempt: number;
        } | {
            /** @constant */
            type: "notice";
            /** @description Something the platform did unasked. */
            notice: {
                /** @description One of our status codes: `/docs/status-codes`. */
                code: number;
                title: string;
                message: string;
            };
        } | {
            /** @constant */
            type: "problems";
            /** @description What the definition was found to be, beside errors. */
            diagnostics: components["schemas"]["Diagnostic"][];
        } | {
            /** @constant */
            type: "plan";
            /** @description Name of a zone. */
            zone: string;
            plan: components["schemas"]["ZonePlan"];
        } | {
            /** @constant */
            type: "phase";
            /** @description Name of a zone. */
            zone: string;
            /** @enum {string} */
            phase: "planning" | "applying" | "pruning" | "waiting" | "destroying";
        } | {
            /** @constant */
            type: "object";
            /** @description Name of a zone. */
            zone: string;
            id: string;
            /** @enum {string} */
            operation: "create" | "update" | "replace" | "delete";
            /** @enum {string} */
            state: "started" | "done" | "failed";
            message?: string;
        } | {
            /** @constant */
            type: "readiness";
            /** @description Name of a zone. */
            zone: string;
            readiness: components["schemas"]["Readiness"];
        } | {
            /** @constant */
            type: "diagnostic";
            /** @description Name of a zone. */
            zone: string;
            diagnostic: components["schemas"]["Diagnostic"];
        } | {
            /** @constant */
            type: "result";
            /** @description Name of a zone. */
            zone: string;
            result: components["schemas"]["ZoneResult"];
        };
        Readiness: {
            /** @description Construct path of the container. */
            path: string;
            container: string;
            ready: number;
            desired: number;
            /**
             * @description `done`: a job that has ended well; `stopped`: what was to run on has ended, or is asked to run none.
             * @enum {string}
             */
            state: "starting" | "ready" | "done" | "stopped" | "failing";
            /** @description How it stands where the numbers do not say it. */
            detail?: string;
            /** @description Why it is not ready. */
            reason?: components["schemas"]["Diagnostic"];
        };
        Status: {
            /** @description By name; a zone that is away says so. */
            zones: components["schemas"]["ZoneStatus"][];
        };
        ZoneStatus: {
            /** @description Name of a zone. */
            zone: string;
            /** @description Whether the project is deployed there. */
            exists: boolean;
            /** @description The revision that was applied last; null when there is none. */
            revision: number | null;
            containers: components["schemas"]["Readiness"][];
            /** @description Where the project is reached. */
            addresses: string[];
            /** @description Why nothing is known of the zone right now. */
            error: components["schemas"]["Diagnostic"] | null;
        };
        Logs: {
            /** @description Pod by pod, the oldest line of each first. Secrets stand as ⟦secret:name⟧. */
            lines: components["schemas"]["LogLine"][];
            /** @description Whether there are more lines than are answered at once: ask for fewer pods or lines. */
            cut: boolean;
            /** @description Zones that cannot be asked right now. */
            errors: components["schemas"]["Diagnostic"][];
        };
        LogLine: {
            /** @description Name of a zone. */
            zone: string;
            container: string;
            pod: string;
            /** @description The sidecar or init container that wrote it; absent for the container itself. */
            part?: string;
            line: string;
        };
        ContainerEvents: {
            /** @description Latest first. Zones forget them after about an hour. */
            events: components["schemas"]["ContainerEvent"][];
            /** @description Zones that cannot be asked right now. */
            errors: components["schemas"]["Diagnostic"][];
        };
        ContainerEvent: {
            /** @description Name of a zone. */
            zone: string;
            /**
             * Format: date-time
             * @description When it happened last.
             */
            at?: string;
            /** @description `Normal` or `Warning`. */
            type: string;
            /** @description `FailedScheduling`, `Pulled` and others, as Kubernetes names it. */
            reason: string;
            message: string;
            /** @description How often it has happened. */
            count: number;
            /** @description `Pod/web-6d4cf56db6-x2x4q` */
            object: string;
        };
        Restart: {
            /**
             * Format: date-time
             * @description When it was asked for: pods that started before are being replaced.
             */
            at: string;
            /** @description By name. */
            zones: {
                /** @description Name of a zone. */
                zone: string;
                restarted: boolean;
                /** @description Why it was not restarted there. */
                error: components["schemas"]["Diagnostic"] | null;
            }[];
        };
        Volumes: {
            /** @description By name. */
            zones: {
                /** @description Name of a zone. */
                zone: string;
                /** @description By name; those too that stayed when their container was removed. */
                volumes: components["schemas"]["Volume"][];
                /** @description Why the zone cannot be asked. */
                error: components["schemas"]["Diagnostic"] | null;
            }[];
        };
        Volume: {
            /** @description In the zone. */
            name: string;
            /** @description Construct path; null for the volume of a single replica. */
            path: string | null;
            /** @description The container whose replica it belongs to; null when it is shared. */
            container: string | null;
            /**
             * @description pending: there is no storage for it yet. lost: its storage is gone.
             * @enum {string}
             */
            phase: "pending" | "bound" | "lost";
            /** @description As Kubernetes writes amounts: `10Gi`. */
            requested: string;
            /** @description What it got; null before. */
            capacity: string | null;
            /**
             * @description many: pods on several nodes may use it.
             * @enum {string}
             */
            access: "one" | "many";
            storageClass: string | null;
            /** @description Containers with a pod that mounts it now. */
            usedBy: string[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
        };
        /** @description A diagram with places, in px, from 0/0. Ready to show: bounded, without control characters or secrets. */
        Diagram: {
            project: string;
            zone: string;
            description?: string;
            /** @description One line: `3 containers · 1 volume`. */
            summary: string;
            width: number;
            height: number;
            /** @description Groups before the groups inside them. */
            groups: components["schemas"]["DiagramGroup"][];
            nodes: components["schemas"]["DiagramNode"][];
            edges: components["schemas"]["DiagramEdge"][];
            /** @description What to know of this layout. */
            warnings: components["schemas"]["Diagnostic"][];
        };
        DiagramGroup: {
            id: string;
            /** @enum {string} */
            kind: "outside" | "zone" | "project" | "tag";
            title: string;
            note?: string;
            /** @description Id of the group around it. */
            parent?: string;
            x: number;
            y: number;
            width: number;
            height: number;
        };
        DiagramNode: {
            /** @description Construct path. */
            id: string;
            /**
             * @description `collapsed`: a card that stands for a whole group.
             * @enum {string}
             */
            kind: "container" | "volume" | "address" | "group" | "peer" | "object" | "collapsed";
            /** @description The kind in words. */
            kindName: string;
            /** @enum {string} */
            icon: "container" | "database" | "job" | "cron" | "daemon" | "serverless" | "volume" | "address" | "group" | "peer" | "project" | "object" | "tag";
            title: string;
            lines: {
                name: string;
                value: string;
                /** @description It is, or holds, a secret: its name stands in the value. */
                secret: boolean;
                /** @description Most have it, so that a card does not show it. */
                usual: boolean;
            }[];
            tags: string[];
            /** @description Id of the innermost group it stands in. */
            group: string;
            x: number;
            y: number;
            width: number;
            height: number;
        };
        DiagramEdge: {
            id: string;
            from: string;
            to: string;
            /** @enum {string} */
            kind: "expose" | "request" | "mount" | "wait" | "allow" | "reference";
            /** @description Short text to show on it; may be empty. */
            label: string;
            /** @description Everything that makes it. */
            labels: string[];
            /** @description From the border of one node to that of the other. */
            points: components["schemas"]["Point"][];
            labelBox?: {
                x: number;
                y: number;
                width: number;
                height: number;
            };
        };
        Point: {
            x: number;
            y: number;
        };
        Placement: {
            /** @description Where nodes were last, in px, by the id of the node. */
            positions: {
                [key: string]: {
                    x: number;
                    y: number;
                };
            };
            /** @description Ids of nodes that somebody has put where they are. */
            pinned: string[];
            /** @description Ids of groups that are shown as one card. */
            collapsed: string[];
            /** @description 0: nothing was ever placed. Also the ETag. */
            version: number;
            updatedBy: components["schemas"]["Who"] | null;
            updatedAt: string | null;
        };
        TemplatePage: {
            items: components["schemas"]["Template"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Template: {
            name: string;
            title: string;
            description?: string;
            tags: string[];
            version?: string;
            /** @description An emoji. Absent: ask for its icon, or there is none */
            icon?: string;
            /** @description Whether its icon is a drawing: `GET /templates/{template}/icon`. */
            hasIcon: boolean;
            /** @description It is a program in TypeScript, which the platform does not run: start it on your own machine. */
            runsProgram: boolean;
        };
        TemplateDetail: {
            name: string;
            title: string;
            description?: string;
            tags: string[];
            version?: string;
            /** @description An emoji. Absent: ask for its icon, or there is none */
            icon?: string;
            /** @description Whether its icon is a drawing: `GET /templates/{template}/icon`. */
            hasIcon: boolean;
            /** @description It is a program in TypeScript, which the platform does not run: start it on your own machine. */
            runsProgram: boolean;
            /** @description Addresses to read more at, by title. */
            links: {
                [key: string]: string;
            };
            /** @description What to do after the first deploy. */
            notes?: string;
            /** @enum {string} */
            format: "json" | "jsonnet" | "typescript";
            /** @description Its definition. */
            text: string;
            /** @description What to ask for, in order. Empty for a program. */
            form: components["schemas"]["FormField"][];
            /** @description What to do with a program. */
            instead?: string;
        };
        FormField: {
            name: string;
            label: string;
            description?: string;
            /** @enum {string} */
            type: "string" | "number" | "boolean";
            /** @description Never of a secret. */
            default?: string | number | boolean;
            /** @description A value as it might look; never used by itself. */
            example?: string | number | boolean;
            /** @description Regular expression that the whole value must match. */
            pattern?: string;
            minimum?: number;
            maximum?: number;
            choices?: (string | number | boolean)[];
            /** @description Nothing stands in for a value that is left out. */
            required: boolean;
            secret: boolean;
        };
        TemplatePreview: {
            diagnostics: components["schemas"]["Diagnostic"][];
            /** @description What it would make; null when a value is wrong. */
            diagram: components["schemas"]["Diagram"] | null;
            /** @description The same as an SVG, when a theme was given. */
            svg: string | null;
        };
        MemberPage: {
            items: components["schemas"]["Member"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Member: {
            person: {
                id: string;
                name: string;
                /** @description Null for who may not invite, but for one's own. */
                email: string | null;
            };
            role: {
                id: string;
                name: string;
            };
            /** @description Those of the role. */
            permissions: components["schemas"]["Permission"][];
            joinedAt: string;
        };
        PermissionList: {
            items: {
                name: components["schemas"]["Permission"];
                meaning: string;
            }[];
        };
        RolePage: {
            items: components["schemas"]["Role"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Role: {
            id: string;
            name: string;
            description: string;
            permissions: components["schemas"]["Permission"][];
            /** @description Whether it is the admin role, which cannot be changed or removed. */
            builtIn: boolean;
            version: number;
            createdAt: string;
        };
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Invitation: {
            id: string;
            /** @description Of the only person who can accept it. */
            email: string;
            role: string;
            /** @enum {string} */
            state: "pending" | "accepted" | "revoked" | "expired";
            invitedBy: components["schemas"]["Who"];
            expiresAt: string;
            createdAt: string;
        };
        NewInvitation: {
            id: string;
            /** @description Of the only person who can accept it. */
            email: string;
            role: string;
            /** @enum {string} */
            state: "pending" | "accepted" | "revoked" | "expired";
            invitedBy: components["schemas"]["Who"];
            expiresAt: string;
            createdAt: string;
            /** @description Shown this once. */
            token: string;
            /** @description To hand to the person; the token is its end. */
            link: string;
        };
        LookedAtInvitation: {
            project: string;
            /** @description Name of the person; null when a key of the project's own was used. */
            invitedBy: string | null;
            role: {
                name: string;
                permissions: components["schemas"]["Permission"][];
            };
            /** @description Whose it is, masked: `a…@example.com`. */
            email: string;
            /** @description Whether that is the e-mail address of your account. */
            forYou: boolean;
            expiresAt: string;
        };
        AcceptedInvitation: {
            project: string;
            role: string;
            permissions: components["schemas"]["Permission"][];
        };
        ProjectKeyPage: {
            items: components["schemas"]["ProjectKey"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        ProjectKey: {
            id: string;
            name: string;
            /** @description Its first characters, to know it by. */
            start: string;
            expiresAt: string | null;
            /** @description Up to some seconds late. */
            lastUsedAt: string | null;
            createdAt: string;
            revokedAt: string | null;
            /** @description The key that made it, which it ends with. */
            madeByKey: string | null;
            permissions: components["schemas"]["Permission"][];
            /** @description The person who made it, or whose key did; null when it was a key of the project's own. */
            createdBy: {
                id: string;
                name: string | null;
            } | null;
        };
        NewProjectKey: {
            id: string;
            name: string;
            /** @description Its first characters, to know it by. */
            start: string;
            expiresAt: string | null;
            /** @description Up to some seconds late. */
            lastUsedAt: string | null;
            createdAt: string;
            revokedAt: string | null;
            /** @description The key that made it, which it ends with. */
            madeByKey: string | null;
            permissions: components["schemas"]["Permission"][];
            /** @description The person who made it, or whose key did; null when it was a key of the project's own. */
            createdBy: {
                id: string;
                name: string | null;
            } | null;
            /** @description The whole key, shown this once. */
            key: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        AuditEntry: {
            id: string;
            at: string;
            who: components["schemas"]["Who"];
            /** @description Its id in the OpenAPI document. */
            operation: string;
            /** @description Parameters of the path, and what else tells what was done; never a secret. */
            target: {
                [key: string]: string;
            };
            requestId: string;
        };
        ZonePage: {
            items: components["schemas"]["Zone"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Zone: {
            /** @description Name of a zone. */
            name: string;
            city: string | null;
            /** @description Public addresses are made below it. */
            domain: string;
            /** @description API groups beyond Kubernetes' own that the cluster serves, such as keda.sh. */
            capabilities: string[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            /** @description For operators only. */
            settings?: components["schemas"]["ZoneSettings"];
        };
        ZoneSettings: {
            /** @description Address of the API server. */
            server: string;
            /** @description IngressClass that serves public addresses. */
            ingressClass: string;
            /** @description Namespace of the ingress controller. */
            ingressNamespace: string;
            /** @description cert-manager ClusterIssuer that signs certificates. */
            issuer: string;
            /** @description StorageClass of volumes; null: the cluster's default. */
            storageClass: string | null;
            /** @description Addresses of the cluster itself, as CIDRs: no project reaches them. */
            ownAddresses: string[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            updatedAt: string;
        };
        TierPage: {
            items: components["schemas"]["Tier"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Tier: {
            /** @description Name of a tier. */
            name: string;
            description: string;
            limits: components["schemas"]["Limits"];
            /** @description How many projects of this tier one person may make. */
            projects: number;
            /** @description Its ETag, without quotes. */
            version: number;
        };
        Limits: {
            /**
             * @description A Kubernetes quantity: 4.
             * @example 4
             */
            cpu: string;
            /**
             * @description A Kubernetes quantity: 8Gi.
             * @example 8Gi
             */
            memory: string;
            /**
             * @description A Kubernetes quantity: 50Gi.
             * @example 50Gi
             */
            storage: string;
            /** @description Storage that ends with the pods; null: not counted. */
            ephemeralStorage: string | null;
            pods: number;
            services: number;
            volumes: number;
        };
        ClaimPage: {
            items: components["schemas"]["Claim"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        Claim: {
            /** @description Name of a zone. */
            zone: string;
            city: string | null;
            /** @description Public addresses of the project are made below it. */
            domain: string;
            /**
             * @description `removing`: all that the project has in the zone is being destroyed; then the claim is gone.
             * @enum {string}
             */
            state: "active" | "removing";
            /** @description What the project is promised there; its tier says so. */
            limits: components["schemas"]["Limits"];
            /** @description The revision that was applied last; null: nothing is there. */
            deployedRevision: number | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
        };
        ClaimRemoval: {
            /** @description Destroys what the project has in the zone; the claim goes when it has succeeded. Null: nothing was there, the claim is gone. */
            update: components["schemas"]["Update"] | null;
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            /** @description Give it as `after` to get the next page; null on the last one. */
            next: string | null;
        };
        SignInLink: {
            token: string;
            link: string;
            expiresAt: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** Format: password */
                    password: string;
                    name: string;
                    /** @description The end of the invitation's link. */
                    invitation?: string;
                };
            };
        };
        responses: {
            /** @description signed up and in */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** Format: password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    useSignInLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the session has ended */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description you */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description you, with the new name */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: password */
                    current?: string;
                    /** Format: password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description your sessions */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended, at once */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended, at once */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of keys */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description What it may do at most. Default: all that you may, now and later */
                    permissions?: components["schemas"]["Permission"][];
                    /** @description The projects it is for. Default: all of yours, now and later */
                    projects?: string[];
                    /**
                     * Format: date-time
                     * @description When it ends, in at most 3650 days. Default: never
                     */
                    expiresAt?: string;
                    /** @description Instead of `expiresAt`. */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description the key, shown once */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the key, without its text */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description the key */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                /** @description Only projects with this in their name. */
                search?: string;
                /** @description Only projects with a container that has this tag. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of projects */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                };
            };
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the project. An underscore becomes a hyphen in host names. */
                    name: string;
                    /** @default  */
                    description?: string;
                    template?: components["schemas"]["TemplateChoice"];
                    definition?: components["schemas"]["DefinitionInput"];
                    /** @description Zones to run in. Default: the first one by name */
                    zones?: string[];
                    /** @description Default: starter. Others are for operators to give. */
                    tier?: string;
                };
            };
        };
        responses: {
            /** @description created */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the project */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    deleteProject: {
        parameters: {
            query: {
                /** @description The name of the project, so that it is meant. */
                confirm: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is being deleted, or is gone */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDeletion"];
                };
            };
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    /** @description Name of a tier. */
                    tier?: string;
                };
            };
        };
        responses: {
            /** @description the project */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    getDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the definition */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Definition"];
                };
            };
        };
    };
    putDefinition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match": string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefinitionInput"];
            };
        };
        responses: {
            /** @description saved */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedDefinition"];
                };
            };
        };
    };
    getDefinitionVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description Number of a definition, as its `version` tells it. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the definition as it was saved */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Definition"];
                };
            };
        };
    };
    checkDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefinitionToCheck"];
            };
        };
        responses: {
            /** @description what there is to say */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedDefinition"];
                };
            };
        };
    };
    planProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Default: the current one */
                    definition?: components["schemas"]["DefinitionInput"];
                    /** @description Variables that it sets and removes; all others stay as they are. */
                    variables?: {
                        /** @default {} */
                        set?: {
                            [key: string]: {
                                value: string;
                                /** @description Default: as it is stored, else as the definition declares it, else whether its name says so. */
                                secret?: boolean;
                            };
                        };
                        /** @default [] */
                        remove?: string[];
                    };
                    /** @description Default: those of the definition, else all claimed. */
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description the plan of each zone */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
        };
    };
    listVariables: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of variables */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariablePage"];
                };
            };
        };
    };
    patchVariables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default {} */
                    set?: {
                        [key: string]: {
                            value: string;
                            /** @description Default: as it is stored, else as the definition declares it, else whether its name says so. */
                            secret?: boolean;
                        };
                    };
                    /** @default [] */
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description what becomes of which variables */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariableChanges"];
                };
            };
        };
    };
    previewVariables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default {} */
                    set?: {
                        [key: string]: {
                            value: string;
                            /** @description Default: as it is stored, else as the definition declares it, else whether its name says so. */
                            secret?: boolean;
                        };
                    };
                    /** @default [] */
                    remove?: string[];
                };
            };
        };
        responses: {
            /** @description what becomes of which variables */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariableChanges"];
                };
            };
        };
    };
    getVariable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                variable: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the variable */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
        };
    };
    putVariable: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                variable: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: string;
                    secret?: boolean;
                };
            };
        };
        responses: {
            /** @description set */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
        };
    };
    deleteVariable: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                variable: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listChangeSets: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                state?: "open" | "applied" | "discarded";
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of change sets */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetPage"];
                };
            };
        };
    };
    createChangeSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    comment?: string;
                    /** @description Default: the current one */
                    definition?: components["schemas"]["DefinitionInput"];
                    /** @description Version of the definition that the edits were made from. Default: the current one */
                    baseVersion?: number;
                    /**
                     * @description Variables that it sets and removes; all others stay as they are.
                     * @default {
                     *       "set": {},
                     *       "remove": []
                     *     }
                     */
                    variables?: {
                        /** @default {} */
                        set?: {
                            [key: string]: {
                                value: string;
                                /** @description Default: as it is stored, else as the definition declares it, else whether its name says so. */
                                secret?: boolean;
                            };
                        };
                        /** @default [] */
                        remove?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description staged */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetDetail"];
                };
            };
        };
    };
    getChangeSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                changeSet: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the change set */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetDetail"];
                };
            };
        };
    };
    discardChangeSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                changeSet: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description discarded */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateChangeSet: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match": string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                changeSet: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string;
                    definition?: components["schemas"]["DefinitionInput"];
                    /** @description Version of the definition that the edits were brought up to date with. */
                    baseVersion?: number;
                    /** @description In place of those it had. */
                    variables?: {
                        /** @default {} */
                        set?: {
                            [key: string]: {
                                value: string;
                                /** @description Default: as it is stored, else as the definition declares it, else whether its name says so. */
                                secret?: boolean;
                            };
                        };
                        /** @default [] */
                        remove?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description the change set */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetDetail"];
                };
            };
        };
    };
    planChangeSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                changeSet: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Default: those of the definition, else all claimed. */
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description the plan of each zone */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeSetPlan"];
                };
            };
        };
    };
    applyChangeSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                changeSet: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Default: those of the definition, else all claimed. */
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description accepted; the updates are under way */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of revisions */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionPage"];
                };
            };
        };
    };
    deploy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Why: shown in the list of revisions.
                     * @default
                     */
                    comment?: string;
                    /** @description Default: those of the definition, else all claimed. */
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description accepted; the updates are under way */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
        };
    };
    getRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description Number of a revision. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the revision */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionDetail"];
                };
            };
        };
    };
    diffRevisions: {
        parameters: {
            query?: {
                /** @description The older one. Default: the one before */
                from?: number;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description Number of a revision. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the difference */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionDifference"];
                };
            };
        };
    };
    rollBack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description Number of a revision. */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Why: shown in the list of revisions.
                     * @default
                     */
                    comment?: string;
                    /** @description Default: those of the definition, else all claimed. */
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description accepted; the updates are under way */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
        };
    };
    listUpdates: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                zone?: string;
                state?: "waiting" | "running" | "succeeded" | "unchanged" | "not-ready" | "failed" | "cancelled" | "superseded";
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of updates */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdatePage"];
                };
            };
        };
    };
    getUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                update: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the update */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Update"];
                };
            };
        };
    };
    listUpdateEvents: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                update: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of events */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateEventPage"];
                };
            };
        };
    };
    streamUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                update: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description server-sent events */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    cancelUpdate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                update: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the update; it is cancelled, or about to end */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Update"];
                };
            };
        };
    };
    retryUpdate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                update: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the new update */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Update"];
                };
            };
        };
    };
    getStatus: {
        parameters: {
            query?: {
                /** @description Default: all zones of the project. */
                zone?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by zone */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
        };
    };
    streamStatus: {
        parameters: {
            query?: {
                /** @description Default: all zones of the project. */
                zone?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description server-sent events */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    getLogs: {
        parameters: {
            query?: {
                /** @description Default: all zones of the project. */
                zone?: string;
                /** @description Default: all of them. */
                container?: string & (unknown & unknown);
                /** @description Lines of each pod's past. */
                tail?: number;
                /** @description Of the run before the last restart. */
                previous?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description lines, pod by pod */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Logs"];
                };
            };
        };
    };
    streamLogs: {
        parameters: {
            query?: {
                /** @description Default: all zones of the project. */
                zone?: string;
                /** @description Default: all of them. */
                container?: string & (unknown & unknown);
                /** @description Lines of each pod's past. */
                tail?: number;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description server-sent events */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    getContainerEvents: {
        parameters: {
            query?: {
                /** @description Default: all zones of the project. */
                zone?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                container: string & (unknown & unknown);
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description events, latest first */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContainerEvents"];
                };
            };
        };
    };
    restartContainer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                container: string & (unknown & unknown);
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Default: all of the project. */
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description new pods are being started */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restart"];
                };
            };
        };
    };
    listVolumes: {
        parameters: {
            query?: {
                /** @description Default: all zones of the project. */
                zone?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by zone */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volumes"];
                };
            };
        };
    };
    streamProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description server-sent events */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    getTree: {
        parameters: {
            query?: {
                /** @description A zone with a claim of the project. Default: the first by name */
                zone?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tree */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tree"];
                };
            };
        };
    };
    getDiagram: {
        parameters: {
            query?: {
                /** @description A zone with a claim of the project. Default: the first by name */
                zone?: string;
                /** @description true: frames what shares its first tag. */
                groupByTag?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the diagram */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagram"];
                };
            };
        };
    };
    getDiagramSvg: {
        parameters: {
            query?: {
                /** @description A zone with a claim of the project. Default: the first by name */
                zone?: string;
                /** @description true: frames what shares its first tag. */
                groupByTag?: "true" | "false";
                /** @description auto follows the reader's setting. */
                theme?: "auto" | "light" | "dark";
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the diagram */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
        };
    };
    getPlacement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description where things stand */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placement"];
                };
            };
        };
    };
    putPlacement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlacementInput"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placement"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                /** @description Only those with this in name, title, description or a tag. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of templates */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePage"];
                };
            };
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a template. */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the template */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
        };
    };
    getTemplateIcon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a template. */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the icon */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a template. */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What the project would be called. Default: as the template is written */
                    project?: string;
                    /** @default {} */
                    variables?: {
                        [key: string]: string;
                    };
                    /**
                     * @description Also gives an SVG.
                     * @enum {string}
                     */
                    theme?: "auto" | "light" | "dark";
                };
            };
        };
        responses: {
            /** @description what it would make */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of members */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the member */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description no longer a member */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setMemberRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of a role of the project. */
                    role: string;
                };
            };
        };
        responses: {
            /** @description the member with the new role */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all permissions */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionList"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of roles */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePage"];
                };
            };
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique in the project. */
                    name: string & (unknown & unknown);
                    /** @default  */
                    description?: string;
                    permissions: components["schemas"]["Permission"][];
                };
            };
        };
        responses: {
            /** @description the role */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the role */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description removed */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match": string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique in the project. */
                    name?: string & (unknown & unknown);
                    description?: string;
                    permissions?: components["schemas"]["Permission"][];
                };
            };
        };
        responses: {
            /** @description the changed role */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of invitations */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @description Name of a role of the project. */
                    role: string;
                };
            };
        };
        responses: {
            /** @description invited */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
        };
    };
    getInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the invitation */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description nobody can accept it any more */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    lookAtInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The end of the invitation's link. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description what it is for */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookedAtInvitation"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The end of the invitation's link. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description you are a member */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedInvitation"];
                };
            };
        };
    };
    listProjectKeys: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of keys */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectKeyPage"];
                };
            };
        };
    };
    createProjectKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    permissions: components["schemas"]["Permission"][];
                    /**
                     * Format: date-time
                     * @description When it ends, in at most 3650 days. Default: never
                     */
                    expiresAt?: string;
                    /** @description Instead of `expiresAt`. */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description the key, shown once */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewProjectKey"];
                };
            };
        };
    };
    getProjectKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the key, without its text */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectKey"];
                };
            };
        };
    };
    revokeProjectKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description An id. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listProjectAudit: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                /** @description Only calls of this operation. */
                operation?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of entries */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                /** @description Only calls of this operation. */
                operation?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of entries */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    listZones: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description zones, by name */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZonePage"];
                };
            };
        };
    };
    addZone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewZone"];
            };
        };
        responses: {
            /** @description the zone was added */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
        };
    };
    getZone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a zone. */
                zone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the zone */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
        };
    };
    removeZone: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of a zone. */
                zone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the zone is forgotten */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateZone: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of a zone. */
                zone: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneChanges"];
            };
        };
        responses: {
            /** @description the zone as it is now */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
        };
    };
    refreshZone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Name of a zone. */
                zone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the zone as it is now */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Zone"];
                };
            };
        };
    };
    listTiers: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description tiers, by name */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TierPage"];
                };
            };
        };
    };
    getTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a tier. */
                tier: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tier */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tier"];
                };
            };
        };
    };
    putTier: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of a tier. */
                tier: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TierInput"];
            };
        };
        responses: {
            /** @description the tier as it is now */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    /** @description The version; give it as If-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tier"];
                };
            };
        };
    };
    removeTier: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read; * writes over anything. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of a tier. */
                tier: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tier is gone */
            204: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listClaims: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description claims, by zone */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimPage"];
                };
            };
        };
    };
    claimZone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description Name of a zone. */
                zone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the claim */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
        };
    };
    removeClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the project. An underscore becomes a hyphen in host names. */
                project: string;
                /** @description Name of a zone. */
                zone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is being removed, or is gone */
            202: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimRemoval"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description How many items a page has at most. */
                limit?: number;
                /** @description Where to go on: `next` of the page before. Its form may change at any time. */
                after?: string;
                /** @description A part of the name or the e-mail address; case does not matter. */
                search?: string;
                /** @description Only operators, or only who is none. */
                operator?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of people */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
        };
    };
    createPerson: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description the person */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the person */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
        };
    };
    setOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An id. */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    operator: boolean;
                };
            };
        };
        responses: {
            /** @description the person */
            200: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
        };
    };
    createSignInLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send the request again: it is carried out once. Kept for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description An id. */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Also takes away the password and ends all sessions: the person then sets a new one.
                     * @default false
                     */
                    forgetPassword?: boolean;
                };
            };
        };
        responses: {
            /** @description the link, shown once */
            201: {
                headers: {
                    /** @description Names the request in the log. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
        };
    };
}
