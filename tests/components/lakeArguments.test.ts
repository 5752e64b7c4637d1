import * as pulumi from "@pulumi/pulumi";
import { checkLakeArguments } from "../../components/lake/checkLakeArguments";
import { findEvents, findKeptBucket } from "../../components/lake/findLake";
import { problemsIn } from "./configuration/entries";

describe("a lake that a program creates directly", () => {
  it("is checked like the stack's configuration, and gets the same settings", () => {
    const integrations = { okta: "okta" };
    expect(checkLakeArguments("lake", { integrations, retentionDays: 30, kept: undefined })).toEqual({
      retentionDays: 30,
    });
    expect(
      problemsIn(() => checkLakeArguments("lake", { integrations, lockMode: "compliance", retentionDays: 0 })),
    ).toEqual(["lake.retentionDays: 0 is not allowed; it must be a whole number of days from 1 to 36500"]);
    expect(problemsIn(() => checkLakeArguments("lake", { integrations, lockMode: "compliance" }))).toEqual([
      expect.stringMatching(/^lake\.complianceAcknowledged: must be true with lockMode: compliance/),
    ]);
    expect(problemsIn(() => checkLakeArguments("lake", { integrations: { "o'k": "okta" } }))).toEqual([
      expect.stringMatching(/^lake\.integrations\.o'k: "o'k" is not allowed; it must be named by/),
    ]);
  });
});

describe("the look-up of a bucket's content", () => {
  /**
   * Answers every look-up as the provider does, with an error's details (terraform-provider-aws, internal/service/s3).
   */
  const answering = (details: string) =>
    pulumi.runtime.setMocks({
      newResource: () => ({ id: "", state: {} }),
      call: () => {
        throw Object.assign(new Error(details), { details });
      },
    });

  it("treats a missing bucket as new, and one without a policy as one without its lock", async () => {
    await answering(
      "listing S3 Bucket (b) Objects: operation error S3: ListObjectsV2, StatusCode: 404, NoSuchBucket: gone",
    );
    expect(await findEvents("b")).toBeUndefined();
    await answering("reading S3 Bucket Policy (b): couldn't find resource");
    expect(await findKeptBucket("b")).toEqual({ bucketName: "b", isLocked: false });
  });

  it("never treats a denial as absence, and names the permission", async () => {
    await answering("AccessDenied: Access Denied");
    await expect(findEvents("acme")).rejects.toThrow(
      /^The bucket acme could not be searched for audit events of keys that are no longer configured\. Allow the deployer s3:ListBucket on it\. AWS answered: .*AccessDenied/,
    );
    await expect(findKeptBucket("acme")).rejects.toThrow(
      /^The policy of the bucket acme could not be read\. Allow the deployer s3:GetBucketPolicy on it\. AWS answered: .*AccessDenied/,
    );
  });
});
