import type { JudgedResource } from "../judgedResource";
import { isSet, knownValue } from "../unknownValue";
import { asObject, entryOf } from "./values";

/** A resource-based policy that AWS or the provider makes from properties. */
export interface WrittenStatement {
  readonly kind: "event bus" | "function" | "layer";
  readonly read: () => unknown;
  /** The fix for open access, with the names of the resource's properties. */
  readonly advice: string;
}

/** Reads the statements that a resource adds to another's policy, from properties instead of a document. */
export function writtenStatements(resource: JudgedResource): readonly WrittenStatement[] {
  const write = entryOf(writers, resource.type);
  return write === undefined ? [] : [write(() => resource.props)];
}

type Properties = JudgedResource["props"];

/** Policies by type, each with a reader of the properties, which may be unknown. */
const writers: Readonly<Record<string, (read: () => Properties) => WrittenStatement>> = {
  "aws:cloudwatch/eventPermission:EventPermission": (read) => ({
    kind: "event bus",
    read: () => eventBusStatement(read()),
    advice: "name the account in principal, or set a condition on aws:PrincipalOrgID",
  }),
  "aws:lambda/functionUrl:FunctionUrl": (read) => ({
    kind: "function",
    read: () => functionUrlStatement(read()),
    advice: "set authorizationType to AWS_IAM",
  }),
  "aws:lambda/layerVersionPermission:LayerVersionPermission": (read) => ({
    kind: "layer",
    read: () => layerStatement(read()),
    advice: "name the account in principal, or set organizationId",
  }),
  "aws:lambda/permission:Permission": (read) => ({
    kind: "function",
    read: () => functionStatement(read()),
    advice: functionAdvice(read),
  }),
};

/** AWS Lambda API Reference, AddPermission. */
function functionStatement(props: Properties) {
  const source = {
    "aws:SourceAccount": props.sourceAccount,
    // An account already limits the statement, so the ARN may be unknown.
    "aws:SourceArn": isSet(() => props.sourceAccount) ? knownValue(() => props.sourceArn) : props.sourceArn,
  };
  return statementOf({
    Sid: knownValue(() => props.statementId),
    Principal: principalOf(props.principal),
    Action: props.action,
    Resource: nameOf(() => props.function),
    Condition: {
      ArnLike: given({ "aws:SourceArn": source["aws:SourceArn"] }),
      StringEquals: given({
        "aws:SourceAccount": source["aws:SourceAccount"],
        "aws:PrincipalOrgID": props.principalOrgId,
        "lambda:EventSourceToken": props.eventSourceToken,
        "lambda:FunctionUrlAuthType": props.functionUrlAuthType,
      }),
    },
  });
}

function functionAdvice(read: () => Properties): string {
  const principal = String(knownValue(() => read().principal));
  if (principal === "*") {
    return "name the principal, or set principalOrgId";
  }
  // A skill of Amazon Alexa has no account: its id is the token (AWS Lambda Developer Guide, "Using Lambda with Alexa").
  return principal.endsWith(".amazon.com")
    ? "set eventSourceToken to the id of the skill"
    : "set sourceAccount, or sourceArn to an ARN that contains the account";
}

/** The provider adds this permission to a URL without authorization (Pulumi Registry, aws.lambda.FunctionUrl). */
function functionUrlStatement(props: Properties) {
  return props.authorizationType === "NONE"
    ? statementOf({
        Principal: "*",
        Action: "lambda:InvokeFunctionUrl",
        Resource: nameOf(() => props.functionName),
        Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
      })
    : { Statement: [] };
}

/** AWS Lambda API Reference, AddLayerVersionPermission. */
function layerStatement(props: Properties) {
  return statementOf({
    Sid: knownValue(() => props.statementId),
    Principal: principalOf(props.principal),
    Action: props.action,
    Resource: nameOf(() => props.layerName),
    Condition: { StringEquals: given({ "aws:PrincipalOrgID": props.organizationId }) },
  });
}

/** Amazon EventBridge API Reference, PutPermission: without an action, PutEvents. */
function eventBusStatement(props: Properties) {
  const { type, key, value } = asObject(props.condition);
  return statementOf({
    Sid: knownValue(() => props.statementId),
    Principal: principalOf(props.principal),
    Action: props.action ?? "events:PutEvents",
    Resource: nameOf(() => props.eventBusName ?? "default"),
    Condition: { [String(type)]: { [String(key)]: value } },
  });
}

function statementOf(statement: object) {
  return { Statement: [{ Effect: "Allow", ...statement }] };
}

/** Converts a principal in the form of these calls: `*`, an account, an ARN or a service's name. */
function principalOf(principal: unknown) {
  const text = String(principal);
  if (text === "*") {
    return text;
  }
  return /\.amazon(aws)?\.com(\.cn)?$/i.test(text) ? { Service: text } : { AWS: text };
}

/** Returns the properties that have a value. */
function given(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null));
}

/** The name of the policy's resource, only for findings, so it may be unknown. */
function nameOf(read: () => unknown): string {
  return String(knownValue(read) ?? "?");
}
