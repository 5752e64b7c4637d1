import { type Service, servicesOfIam, wholeServices } from "../../conformance/parliament/wholeServices";

let services: ReadonlyMap<string, Service>;

beforeAll(async () => {
  services = await servicesOfIam();
});

const granted = (...statements: readonly object[]) =>
  wholeServices(
    { Statement: statements.map((statement) => ({ Effect: "Allow", Resource: "*", ...statement })) },
    services,
  );
const some = (...prefixes: readonly string[]) => ({ services: prefixes });

describe("a policy grants a service whole", () => {
  // The named statements are from the AWS Managed Policy Reference.
  it.each<[string, object, readonly string[]]>([
    ["by a wildcard", { Action: ["sqs:*", "ec2:DescribeVpcs"] }, ["sqs"]],
    ["by a wildcard, for a service that iam-data does not have", { Action: "notyetknown:*" }, ["notyetknown"]],
    [
      "by an ARN without a name (AmazonAPIGatewayAdministrator)",
      { Action: ["apigateway:*"], Resource: "arn:aws:apigateway:*::/*" },
      ["apigateway"],
    ],
    ["by an ARN without a name (AWSLambdaExecute)", { Action: ["logs:*"], Resource: "arn:aws:logs:*:*:*" }, ["logs"]],
    [
      "by an ARN for each resource type (AWSSupplyChainFederationAdminAccess)",
      { Action: ["scn:*"], Resource: ["arn:aws:scn:*:*:instance/*"] },
      ["scn"],
    ],
    [
      "under the condition of TLS (AWSElementalMediaStoreFullAccess)",
      { Action: ["mediastore:*"], Condition: { Bool: { "aws:SecureTransport": "true" } } },
      ["mediastore"],
    ],
    [
      "by resources left out that are another service's (AmazonSageMakerFullAccess)",
      {
        Action: ["sagemaker:*", "sagemaker-geospatial:*"],
        Resource: undefined,
        NotResource: ["arn:aws:sagemaker:*:*:domain/*"],
      },
      ["sagemaker-geospatial"],
    ],
  ])("%s", (_how, statement, expected) => {
    expect(granted(statement)).toEqual(some(...expected));
  });

  it("by naming each action of a service of ten or more", () => {
    const named = (prefix: string) => services.get(prefix)?.actions.map((action) => `${prefix}:${action}`) ?? [];
    expect(named("sqs").length).toBeGreaterThanOrEqual(10);
    expect(granted({ Action: named("sqs") })).toEqual(some("sqs"));
    expect(granted({ Action: named("sqs").slice(1) })).toEqual(some());
    expect(named("ssmmessages").length).toBeLessThan(10);
    expect(granted({ Action: named("ssmmessages") })).toEqual(some());
  });

  it("and every service by a wildcard, except those that it excludes", () => {
    expect(granted({ Action: "*" })).toEqual({ allBut: [] });
    // PowerUserAccess.
    const excluded = ["iam:*", "organizations:*", "account:*"];
    expect(granted({ NotAction: excluded }, { Action: ["iam:ListRoles"] })).toEqual({
      allBut: ["account", "iam", "organizations"],
    });
  });

  it("although it denies single actions (AWSLakeFormationDataAdmin)", () => {
    const denial = { Effect: "Deny", Action: ["lakeformation:PutDataLakeSettings"] };
    expect(granted({ Action: ["lakeformation:*"] }, denial)).toEqual(some("lakeformation"));
  });
});

describe("a policy grants no service whole", () => {
  it.each<[string, object]>([
    ["by some actions", { Action: ["sqs:Get*", "sqs:*Message*", "sagemaker:*Action*"] }],
    ["on one resource", { Action: "s3:*", Resource: ["arn:aws:s3:::elasticbeanstalk-*"] }],
    [
      "on some of a service's resource types",
      { Action: "cloudformation:*", Resource: "arn:aws:cloudformation:*:*:stack/*" },
    ],
    ["under a condition", { Action: "glue:*", Condition: { StringEquals: { "aws:ResourceTag/team": "audit" } } }],
    [
      "on all but some of the service's resources",
      { Action: "s3:*", Resource: undefined, NotResource: "arn:aws:s3:::x" },
    ],
    ["by what it denies (AWSDenyAll)", { Effect: "Deny", Action: ["*"] }],
  ])("%s", (_how, statement) => {
    expect(granted(statement)).toEqual(some());
  });

  it("if it denies the rest", () => {
    expect(granted({ Action: "sqs:*" }, { Effect: "Deny", NotAction: ["sqs:GetQueueUrl"] })).toEqual(some());
    expect(granted({ Action: "sqs:*" }, { Effect: "Deny", Action: "sqs:*" })).toEqual(some());
  });
});
