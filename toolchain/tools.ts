import { goProcessor, type Platform } from "./platform.ts";

export const TOOL_NAMES = [
  "pulumi",
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
] as const;

/** A real program that Espalier runs. */
export type ToolName = (typeof TOOL_NAMES)[number];

/** The programs of a local zone's control plane and of its simulated nodes. */
export const LOCAL_ZONE_TOOLS = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
] as const satisfies readonly ToolName[];

/** One pinned version of a program, and how it is obtained. */
export interface Tool {
  readonly name: ToolName;
  /** Exact version, without a leading `v`. */
  readonly version: string;
  /** Arguments that make it print its version. */
  readonly versionArguments: readonly string[];
  /** What its publisher offers for a platform; undefined where nothing is offered. */
  readonly download: (platform: Platform) => Download | undefined;
  readonly build: GoBuild;
}

/** A file of the publisher, and where the publisher says its SHA-256. Without a checksum nothing is taken. */
export interface Download {
  readonly url: string;
  readonly checksum: Checksum;
  /** Path of the program inside the gzipped tar archive; absent = the file is the program. */
  readonly archiveMember?: string;
  /** Size to expect, for the progress shown until the server has told. */
  readonly megabytes: number;
}

/**
 * Where the SHA-256 comes from, always over https: `file` holds just the sum (dl.k8s.io); `list` holds lines of
 * `<sum>  <file name>`; `github-release` is the release's description, whose assets carry a `digest`.
 */
export interface Checksum {
  readonly kind: "file" | "list" | "github-release";
  readonly url: string;
}

/** A build with the `go.mod` and `go.sum` in `toolchain/go/<module>`, which pin every module by its hash. */
export interface GoBuild {
  readonly module: "pulumi" | "kubernetes" | "etcd" | "kwok";
  readonly package: string;
  readonly linkerFlags: string;
  /** Packages of a cold build, the standard library's included; the fraction done is counted against it. */
  readonly packages: number;
  /** A cold build on 2 cores, measured. */
  readonly seconds: number;
}

export const PULUMI_VERSION = "3.230.0";
export const KUBERNETES_VERSION = "1.36.3";
export const ETCD_VERSION = "3.6.16";
export const KWOK_VERSION = "0.7.0";

const PULUMI: Tool = {
  name: "pulumi",
  version: PULUMI_VERSION,
  versionArguments: ["version"],
  download: ({ system, processor }) => ({
    url: `https://get.pulumi.com/releases/sdk/pulumi-v${PULUMI_VERSION}-${system}-${processor}.tar.gz`,
    checksum: {
      kind: "list",
      url: `https://github.com/pulumi/pulumi/releases/download/v${PULUMI_VERSION}/pulumi-${PULUMI_VERSION}-checksums.txt`,
    },
    archiveMember: "pulumi/pulumi",
    megabytes: 60,
  }),
  build: {
    module: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    // Without it the program reports no version and the Automation API refuses it.
    linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
    packages: 1448,
    seconds: 158,
  },
};

const ETCD: Tool = {
  name: "etcd",
  version: ETCD_VERSION,
  versionArguments: ["--version"],
  download: (platform) => {
    if (platform.system !== "linux") return undefined;
    const release = `https://github.com/etcd-io/etcd/releases/download/v${ETCD_VERSION}`;
    const folder = `etcd-v${ETCD_VERSION}-linux-${goProcessor(platform)}`;
    return {
      url: `${release}/${folder}.tar.gz`,
      checksum: { kind: "list", url: `${release}/SHA256SUMS` },
      archiveMember: `${folder}/etcd`,
      megabytes: 23,
    };
  },
  build: {
    module: "etcd",
    package: "go.etcd.io/etcd/server/v3",
    linkerFlags: "-s -w",
    packages: 582,
    seconds: 28,
  },
};

const KWOK: Tool = {
  name: "kwok",
  version: KWOK_VERSION,
  versionArguments: ["--version"],
  download: (platform) => ({
    url: `https://github.com/kubernetes-sigs/kwok/releases/download/v${KWOK_VERSION}/kwok-${platform.system}-${goProcessor(platform)}`,
    checksum: {
      kind: "github-release",
      url: `https://api.github.com/repos/kubernetes-sigs/kwok/releases/tags/v${KWOK_VERSION}`,
    },
    megabytes: 88,
  }),
  build: {
    module: "kwok",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    linkerFlags: `-s -w -X sigs.k8s.io/kwok/pkg/consts.Version=v${KWOK_VERSION}`,
    packages: 997,
    seconds: 104,
  },
};

/** A program of the Kubernetes control plane; its publisher offers it for Linux alone. */
function controlPlane(name: ToolName, megabytes: number, packages: number, seconds: number): Tool {
  const [major, minor] = KUBERNETES_VERSION.split(".");
  return {
    name,
    version: KUBERNETES_VERSION,
    versionArguments: ["--version"],
    download: (platform) => {
      if (platform.system !== "linux") return undefined;
      const url = `https://dl.k8s.io/release/v${KUBERNETES_VERSION}/bin/linux/${goProcessor(platform)}/${name}`;
      return { url, checksum: { kind: "file", url: `${url}.sha256` }, megabytes };
    },
    build: {
      module: "kubernetes",
      package: `k8s.io/kubernetes/cmd/${name}`,
      linkerFlags: [
        "-s -w",
        `-X k8s.io/component-base/version.gitVersion=v${KUBERNETES_VERSION}`,
        `-X k8s.io/component-base/version.gitMajor=${major}`,
        `-X k8s.io/component-base/version.gitMinor=${minor}`,
      ].join(" "),
      packages,
      seconds,
    },
  };
}

/** Every program, at the one version that is used everywhere. */
export const TOOLS: Readonly<Record<ToolName, Tool>> = {
  pulumi: PULUMI,
  etcd: ETCD,
  kwok: KWOK,
  "kube-apiserver": controlPlane("kube-apiserver", 106, 2030, 279),
  "kube-controller-manager": controlPlane("kube-controller-manager", 96, 2410, 72),
  "kube-scheduler": controlPlane("kube-scheduler", 73, 1418, 6),
};
