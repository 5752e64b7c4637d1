import type { TypedResource } from "../reading/properties";
import type { JudgedStack } from "./judgedStack";

type NamesFunction = TypedResource<"aws:lambda/eventSourceMapping:EventSourceMapping" | "aws:lambda/alias:Alias">;

/**
 * The function of this stack that a mapping names: by its name or ARN, with a version or an alias behind it, or by an alias of the stack (AWS Lambda
 * API Reference, CreateEventSourceMapping: FunctionName).
 */
export function functionReadBy(
  from: NamesFunction,
  stack: JudgedStack,
): TypedResource<"aws:lambda/function:Function"> | undefined {
  const read = () => from.props.functionName;
  const alias =
    from.type === "aws:lambda/alias:Alias"
      ? undefined
      : stack.named("aws:lambda/alias:Alias", from, "functionName", read, ["arn"]);
  if (alias !== undefined) {
    return functionReadBy(alias, stack);
  }
  const identifiers = ["name", "arn", "qualifiedArn"];
  return (
    stack.named("aws:lambda/function:Function", from, "functionName", read, identifiers) ??
    stack.named("aws:lambda/function:Function", from, "functionName", () => unqualified(read()), identifiers)
  );
}

/** A function's name or ARN without the version or alias behind it: `arn:aws:lambda:us-east-1:123456789012:function:reader:live`, `reader:live`. */
function unqualified(name: string | undefined): string | undefined {
  const parts = String(name).split(":");
  const length = parts[0] === "arn" ? 7 : 1;
  return parts.slice(0, length).join(":");
}
