import calls from "./calls.json";

/** What is done with a resource. */
export type Operation = "create" | "read" | "update" | "delete";

/** The recorded API actions of one type, by operation. */
export type TypeCalls = Readonly<Record<Operation, readonly string[]>>;

/** The recorded API actions by the type of resource; by the CloudFormation type of what Cloud Control makes. */
export const deployerCalls: ReadonlyMap<string, TypeCalls> = new Map(Object.entries(calls.types));
