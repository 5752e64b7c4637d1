import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AwsError, awsError } from "../protocol/awsError";

/** A bucket as declared, or as created by another stack. */
export interface BucketSettings {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly isVersioned: boolean;
  /** The settings of Object Lock, with the default retention of new versions if there is one; undefined if it is not enabled. */
  readonly objectLock?: { readonly defaultRetention?: DefaultRetention };
  /** The KMS key that encrypts objects, if there is one. */
  readonly kmsKeyId?: string;
}

export interface DefaultRetention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  readonly days: number;
}

/** An object's content, which the folder stores for readers such as DuckDB. */
export interface StoredObject {
  readonly key: string;
  readonly versionId: string;
  readonly path: string;
  readonly bytes: number;
  readonly eTag: string;
  /** Base64. */
  readonly sha256: string;
  readonly contentType: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  readonly lock?: { readonly mode: DefaultRetention["mode"]; readonly retainUntil: number };
}

interface DeleteMarker {
  readonly versionId: string;
  readonly isMarker: true;
}

type Version = StoredObject | DeleteMarker;

export interface NewObject {
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
  /** `If-None-Match: *`: writes only if the key has no object. */
  readonly onlyIfAbsent: boolean;
}

/** A bucket of the sandbox: versions of objects by key, and their bytes in a folder (Amazon S3 User Guide, "How S3 Versioning works"). */
export class Bucket {
  /** The versions of each key, the current one last. */
  private readonly versions = new Map<string, readonly Version[]>();
  private written = 0;

  /**
   * @param folder returns the folder of the objects' bytes; called for the first object
   * @param now milliseconds since 1970
   */
  constructor(
    readonly settings: BucketSettings,
    private readonly folder: () => string,
    private readonly now: () => number,
  ) {}

  /** Writes an object. A delete marker counts as a missing object (Amazon S3 User Guide, "Conditional requests"). */
  put({ key, body, contentType, onlyIfAbsent }: NewObject): StoredObject | AwsError {
    if (onlyIfAbsent && this.get(key) !== undefined) {
      return awsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
    }
    const { isVersioned, objectLock: { defaultRetention } = {} } = this.settings;
    const lastModified = this.now();
    this.written += 1;
    const path = join(this.folder(), this.settings.name, String(this.written), ...fileNames(key));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
    const object: StoredObject = {
      ...{ key, path, contentType, lastModified },
      versionId: isVersioned ? randomUUID().replaceAll("-", "") : unversioned,
      bytes: body.length,
      eTag: `"${createHash("md5").update(body).digest("hex")}"`,
      sha256: createHash("sha256").update(body).digest("base64"),
      ...(defaultRetention && {
        lock: { mode: defaultRetention.mode, retainUntil: lastModified + defaultRetention.days * dayMilliseconds },
      }),
    };
    const earlier = this.versions.get(key) ?? [];
    if (!isVersioned) {
      earlier.forEach(removeBytes);
    }
    this.versions.set(key, [...(isVersioned ? earlier : []), object]);
    return object;
  }

  /** Returns an object, by default its current version; undefined if there is none, or for a delete marker. */
  get(key: string, versionId?: string): StoredObject | undefined {
    const versions = this.versions.get(key) ?? [];
    const found = versionId === undefined ? versions.at(-1) : versions.find((one) => one.versionId === versionId);
    return found === undefined || "isMarker" in found ? undefined : found;
  }

  /** Adds a delete marker, which hides the object regardless of its lock (Amazon S3 User Guide, "Object Lock considerations"). */
  hide(key: string): { readonly versionId?: string } {
    if (!this.settings.isVersioned) {
      this.versions.get(key)?.forEach(removeBytes);
      this.versions.delete(key);
      return {};
    }
    const versionId = randomUUID().replaceAll("-", "");
    this.versions.set(key, [...(this.versions.get(key) ?? []), { versionId, isMarker: true }]);
    return { versionId };
  }

  /** Deletes one version permanently, unless it is locked. @param mayBypass the caller may bypass governance retention, and requests it */
  deleteVersion(key: string, versionId: string, mayBypass: boolean): AwsError | undefined {
    const versions = this.versions.get(key) ?? [];
    const version = versions.find((one) => one.versionId === versionId);
    const lock = version !== undefined && "lock" in version ? version.lock : undefined;
    if (lock !== undefined && lock.retainUntil > this.now() && !(mayBypass && lock.mode === "GOVERNANCE")) {
      return awsError("AccessDenied", "Access Denied because object protected by object lock.", 403);
    }
    if (version !== undefined) {
      removeBytes(version);
      this.versions.set(
        key,
        versions.filter((one) => one !== version),
      );
    }
    return undefined;
  }

  /** The current objects, in the order of their keys' UTF-8 bytes. */
  list(prefix = ""): readonly StoredObject[] {
    const found = [...this.versions.keys()].flatMap((key) => (key.startsWith(prefix) ? (this.get(key) ?? []) : []));
    return found.sort((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  }
}

const unversioned = "null";
const dayMilliseconds = 24 * 60 * 60 * 1_000;

function removeBytes(version: Version): void {
  if ("path" in version) {
    rmSync(version.path, { force: true });
  }
}

/** Returns the folders and the file of a key: readers of partitions expect `name=value` folders. No part leaves the bucket's folder. */
function fileNames(key: string): readonly string[] {
  return key.split("/").map((part) => {
    const name = encodeURIComponent(part).replaceAll("%3D", "=").slice(0, 200);
    return /^\.*$/.test(name) ? `%${name}` : name;
  });
}
