import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "./documents";
import type { Location } from "./location";

/** A role and its policies; resources that use the role depend on both. */
export interface ServiceRole {
  readonly role: aws.iam.Role;
  readonly policies: readonly aws.iam.RolePolicy[];
}

/** Arguments of {@link serviceRole}. */
export interface ServiceRoleArgs {
  readonly roleName: string;
  readonly path?: string | undefined;
  readonly description: string;
  /** The trust policy, as JSON. */
  readonly trust: pulumi.Input<string>;
  readonly permissionsBoundary?: pulumi.Input<string> | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Grants by the names of their inline policies; undefined ones are left out. Each has its own document, because an unknown value hides a whole document. */
  readonly grants: Readonly<Record<string, Grant | readonly Grant[] | undefined>>;
}

/** The allowed actions and resources of a statement. */
export type Grant = Pick<Statement, "Sid" | "Action" | "Resource" | "Condition">;

/** Returns a grant to use customer managed keys through one service (AWS KMS Developer Guide, "AWS KMS condition keys", kms:ViaService). */
export function useKeyThrough(
  service: "secretsmanager" | "sns" | "s3",
  Sid: string,
  Action: readonly string[],
  keyArns: NonNullable<Statement["Resource"]>,
  { partition, region }: Location,
): Grant {
  const suffix = partition.apply((name) => (name === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"));
  const via = pulumi.interpolate`${service}.${region}.${suffix}`;
  return { Sid, Action, Resource: keyArns, Condition: { StringEquals: { "kms:ViaService": via } } };
}

/** Makes a role for a service with exactly the given grants. The logical names of its policies begin with `name`. */
export function serviceRole(
  name: string,
  logicalName: string,
  { roleName, trust, grants, ...args }: ServiceRoleArgs,
  options: pulumi.CustomResourceOptions,
): ServiceRole {
  const role = new aws.iam.Role(logicalName, { name: roleName, assumeRolePolicy: trust, ...args }, options);
  const policies = Object.entries(grants).flatMap(([policyName, granted = []]) => {
    const statements = [granted].flat().map((grant: Grant) => ({ ...grant, Effect: "Allow" as const }));
    return statements.length === 0
      ? []
      : [
          new aws.iam.RolePolicy(
            `${name}/${policyName}`,
            { name: policyName, role: role.name, policy: policyDocument(...statements) },
            options,
          ),
        ];
  });
  return { role, policies };
}
