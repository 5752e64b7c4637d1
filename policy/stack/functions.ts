import type { JudgedResource } from "../judgedResource";
import type { TypedResource } from "../reading/properties";
import type { JudgedStack } from "./judgedStack";

type LambdaFunction = TypedResource<"aws:lambda/function:Function">;

/**
 * Finds the function of this stack that another resource names in a property: by its name or ARN, with or without a version or alias, or by an alias
 * of the stack (AWS Lambda API Reference, CreateEventSourceMapping: FunctionName).
 */
export function functionNamed(
  stack: JudgedStack,
  from: JudgedResource,
  property: string,
  read: () => string | undefined,
): LambdaFunction | undefined {
  const alias = stack.named("aws:lambda/alias:Alias", from, property, read, ["arn"]);
  const named = (name: () => string | undefined, by: JudgedResource, of: string) =>
    stack.named("aws:lambda/function:Function", by, of, name, ["name", "arn", "qualifiedArn"]) ??
    stack.named("aws:lambda/function:Function", by, of, () => unqualified(name()), ["name", "arn"]);
  return alias === undefined
    ? named(read, from, property)
    : named(() => alias.props.functionName, alias, "functionName");
}

/**
 * Removes the version or alias after a function's name or ARN, and the account before a name:
 * `arn:aws:lambda:us-east-1:123456789012:function:reader:live`, `123456789012:function:reader`, `reader:live`.
 */
function unqualified(name: string | undefined): string | undefined {
  const [first, second, third, ...rest] = String(name).split(":");
  if (first === "arn") {
    return [first, second, third, ...rest.slice(0, 4)].join(":");
  }
  return second === "function" ? third : first;
}
