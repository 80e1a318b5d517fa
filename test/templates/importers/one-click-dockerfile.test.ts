import assert from "node:assert/strict";
import { readDockerfile } from "../../../templates/importers/one-click/dockerfile.ts";

describe("Dockerfile lines of one-click apps", () => {
  const keysOf = (...lines: string[]) => {
    const read = readDockerfile(lines);
    assert.ok("keys" in read, JSON.stringify(read));
    return read.keys;
  };

  it("that only set how an image is run are the image with these settings", () => {
    assert.deepEqual(
      keysOf(
        "FROM --platform=linux/amd64 mysql:8.4 AS db",
        'ENV MYSQL_ROOT_HOST=% TZ="Europe/Sofia"',
        "ENV GREETING good morning",
        "EXPOSE 3306 33060/tcp",
        "WORKDIR /var/lib",
        "USER 999",
        "LABEL maintainer=me",
        'CMD ["--character-set-server=utf8"]',
      ),
      {
        image: "mysql:8.4",
        environment: { MYSQL_ROOT_HOST: "%", TZ: "Europe/Sofia", GREETING: "good morning" },
        expose: ["3306", "33060/tcp"],
        working_dir: "/var/lib",
        user: "999",
        command: ["--character-set-server=utf8"],
      },
    );
  });

  it("keep a line for a shell as one", () => {
    assert.deepEqual(keysOf("FROM redis:8", 'CMD exec redis-server --requirepass "$$cap_password"').command, [
      "/bin/sh",
      "-c",
      'exec redis-server --requirepass "$$cap_password"',
    ]);
  });

  it("may take the entrypoint of the image away", () => {
    const keys = keysOf("FROM zammad:1", "ENTRYPOINT []", "CMD /run.sh web");
    assert.deepEqual(keys, { image: "zammad:1", entrypoint: ["/bin/sh", "-c", "/run.sh web"] });
  });

  it("forget the command of the image when they set an entrypoint", () => {
    const keys = keysOf("FROM a", 'CMD ["b"]', 'ENTRYPOINT ["c"]');
    assert.deepEqual(keys, { image: "a", entrypoint: ["c"] });
  });

  it("are read over several lines, without comments", () => {
    const keys = keysOf("# an app\nFROM a:1", "CMD one \\\n  two");
    assert.deepEqual(keys, { image: "a:1", command: ["/bin/sh", "-c", "one  two"] });
  });

  it("tell how it is with its health", () => {
    assert.deepEqual(
      keysOf("FROM a", "HEALTHCHECK --interval=5s --start-period=1m CMD curl -f localhost").healthcheck,
      {
        interval: "5s",
        start_period: "1m",
        test: ["CMD-SHELL", "curl -f localhost"],
      },
    );
    assert.deepEqual(keysOf("FROM a", "HEALTHCHECK NONE").healthcheck, { disable: true });
  });

  it("that change what is in the image need it to be built", () => {
    for (const line of ["RUN apk add curl", "COPY . /app", "ADD x /y", "ARG a=1", "ONBUILD RUN x", "FROM other"]) {
      const read = readDockerfile(["FROM alpine", line]);
      assert.deepEqual(read, { builds: line.split(" ")[0] });
    }
    assert.ok("builds" in readDockerfile([]));
    assert.ok("builds" in readDockerfile(["CMD x"]));
    assert.ok("builds" in readDockerfile(["FROM scratch"]));
  });
});
