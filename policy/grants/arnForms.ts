import { hasWildcard } from "../documents/statements";
import { escaped } from "../documents/values";
import { generatedIds } from "./everything";
import { anyCharacters, overlaps, type Step, stepsOf, type Takes } from "./overlap";

/** The form of a resource type's ARNs in AWS's service authorization reference: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
export interface ArnForm {
  /** The service in its ARNs; undefined if it varies. */
  readonly service: string | undefined;
  /** False if its ARNs have no account, for example of buckets. */
  readonly hasAccount: boolean;
  /** Matches every ARN of the type; for ARNs without wildcards. `steps` is the same for patterns. */
  readonly whole: RegExp;
  readonly steps: readonly Step<Takes>[];
  /** The last segment, with no letter or digit of the name fixed; empty if the type has no name. */
  readonly unnamed: readonly Step<Takes>[];
  /** The same with only the words of the form fixed. */
  readonly bare: readonly Step<Takes>[];
}

/** Reads the forms of a type's ARNs: some types, such as Amazon Lex bots, have two, separated by a comma in the reference. */
export function formsOf(arns: string): readonly ArnForm[] {
  return arns.split(", ").map(formOf);
}

/** Reads the form of an ARN. Account and Region may be empty in matching ARNs: AWS's own resources have none. */
function formOf(arn: string): ArnForm {
  const segments = segmentsOf(arn);
  const own = segments[5] ?? "";
  const head = arn.slice(0, arn.length - own.length);
  const parts = own.split(variables);
  const name = nameAt(parts);
  const isGenerated = generatedIds.has(segments[2] ?? "") && /Id\}$/.test(parts[name] ?? "");
  const ofName = isGenerated ? guessed : nameless;
  // A variable before the name ends with its segment; one after the name ends at the delimiter that the form has there.
  const behindName = parts.filter((_, place) => place > name && place % 2 === 0).join("");
  const delimiters = new RegExp(`[${["/", ":"].filter((delimiter) => behindName.includes(delimiter)).join("")}]`);
  const ownSteps = (behind: (variable: string) => readonly Step<Takes>[]) =>
    parts.flatMap((part, place) => {
      if (place % 2 === 0 || place === name) {
        return place === name ? ofName : charactersOf(part);
      }
      return place < name ? oneOrMore(isOutOf(/[/:]/)) : behind(part);
    });
  const whole = [...head.split(variables), ...parts];
  const isHead = (place: number) => place < whole.length - parts.length;
  return {
    service: /[*$]/.test(segments[2] ?? "") ? undefined : segments[2],
    hasAccount: segments[4] !== "",
    whole: new RegExp(`^${whole.map((part, place) => sourceOf(part, isHead(place))).join("")}$`, "s"),
    steps: whole.flatMap((part, place) => {
      const ofVariable = isHead(place) ? [repeated(isOutOf(/:/))] : anything(part);
      return variables.test(part) ? ofVariable : charactersOf(part);
    }),
    unnamed: name < 0 ? [] : ownSteps((part) => (isPath(part) ? anything(part) : oneOrMore(isOutOf(delimiters)))),
    bare: name < 0 ? [] : ownSteps(() => oneOrMore(fixesNothing)),
  };
}

/**
 * Reports if a Resource element can match a resource of the form; its `*` may span colons. The missing segments of a short ARN are wildcards (IAM
 * User Guide, "IAM JSON policy elements: Resource").
 */
export function fits({ whole, steps }: ArnForm, resource: string): boolean {
  const missing = 6 - segmentsOf(resource).length;
  if (missing <= 0 && !/[*?$]/.test(resource)) {
    return whole.test(resource);
  }
  const written = stepsOf(resource + ":*".repeat(Math.max(0, missing)));
  return overlaps(
    written.map((step) => (step.symbols === "variable" ? anyCharacters : step)),
    steps,
  );
}

/**
 * Reports if a Resource element with a wildcard names nothing: it omits the service, account or partition, or it can match a resource whose name has no
 * letter or digit in common with it: `table*`, `secret:*-??????`, `log-group:*:*`. The name is the first variable of a form; for an object, the bucket.
 * A literal anywhere in the name counts, as in `audit-*` and `*-audit`; but a `*` before it also spans `/`, so `arn:aws:s3:::*-audit/KEY` matches
 * every bucket. In an id that AWS generates, any wildcard counts as everything, since ids have no common prefixes.
 * @param forms the forms of the resources that an action supports
 * @param others all forms of its service, whose fixed words are not names either: `log-group:*:log-stream:*`
 */
export function namesNothing(resource: string, forms: readonly ArnForm[], others: readonly ArnForm[]): boolean {
  if (!namesAccount(resource)) {
    return true;
  }
  const [, , service, , account, own = "*"] = segmentsOf(resource);
  const alike = (among: readonly ArnForm[]) => {
    const ofService = among.filter((form) => (form.service ?? service) === service);
    const ofAccount = ofService.filter(({ hasAccount }) => hasAccount === (account !== ""));
    return ofAccount.length > 0 ? ofAccount : ofService;
  };
  const languages = [...alike(forms).map(({ unnamed }) => unnamed), ...alike(others).map(({ bare }) => bare)];
  const steps = stepsOf(own);
  return [nameless, ...languages].some((language) => overlaps(steps, language));
}

/** Reports if an ARN has its service and account in full, and a part of its partition. An S3 bucket's account is empty. */
export function namesAccount(resource: string): boolean {
  const [scheme, partition = "*", service = "*", , account = "*"] = segmentsOf(resource);
  return scheme === "arn" && !/^[*?]*$/.test(partition) && !hasWildcard(service) && !hasWildcard(account);
}

/** Replaces a wildcard for the account in an ARN, for a condition on the resource's account. */
export function withAccount(resource: string): string {
  return segmentsOf(resource)
    .map((segment, place) => (place === 4 && hasWildcard(segment) ? "account" : segment))
    .join(":");
}

/** Matches the variables of a form; in some forms they are `*`. */
const variables = /(\$\{[^}]*\}|\*)/;

/** Splits an ARN into its six segments. The last may contain colons; a colon within a policy variable is not a separator. */
function segmentsOf(arn: string): readonly string[] {
  const segments = arn.includes("${") ? arn.split(/:(?![^{}]{0,200}\})/) : arn.split(":");
  return segments.length > 5 ? [...segments.slice(0, 5), segments.slice(5).join(":")] : segments;
}

/**
 * Finds the index of the variable with the name: the first that is neither a kind (`${StreamType}`, a web ACL's `${Scope}`) nor an id before a name
 * (Amazon EC2 Auto Scaling User Guide: `autoScalingGroup:*:autoScalingGroupName/NAME`); -1 without one.
 */
function nameAt(parts: readonly string[]): number {
  return parts.findIndex((part, place) => {
    const isWithName = /^\$\{\w*Id\}$/.test(part) && parts.slice(place).some((later) => /^:\w+Name\/$/.test(later));
    const isKind = /^\$\{(\w*Type|Scope|Catalog|CatalogName|Provider|OrganizationId)\}$/.test(part);
    return place % 2 === 1 && !isWithName && !isKind;
  });
}

const once = (symbols: Takes): Step<Takes> => ({ symbols, repeats: false });
const repeated = (symbols: Takes): Step<Takes> => ({ symbols, repeats: true });

const isCharacter =
  (character: string): Takes =>
  (symbol) =>
    symbol === "wild" || (symbol !== "variable" && symbol.literal === character);
const isOutOf =
  (characters: RegExp): Takes =>
  (symbol) =>
    typeof symbol === "string" || !characters.test(symbol.literal);
const isWild: Takes = (symbol) => symbol === "wild";
const fixesNothing: Takes = (symbol) => symbol !== "variable" && isOutOf(/[\p{L}\p{N}]/u)(symbol);

const oneOrMore = (symbols: Takes): readonly Step<Takes>[] => [once(symbols), repeated(symbols)];
const charactersOf = (part: string) => [...part].map((character) => once(isCharacter(character)));

/** Reports if a variable is a bucket's name, which has no slash (Amazon S3 User Guide, "Bucket naming rules"). */
const isBucket = (variable: string) => variable.endsWith("BucketName}");
const isPath = (variable: string) => /(ObjectName|Path)\}$/.test(variable);
const anything = (variable: string) => oneOrMore(isBucket(variable) ? isOutOf(/\//) : () => true);

function sourceOf(part: string, isHead: boolean): string {
  if (!variables.test(part)) {
    return escaped(part);
  }
  const ofOwn = isBucket(part) ? "[^/]+" : ".+";
  return isHead ? "[^:]*" : ofOwn;
}

/** A name with no fixed letter or digit. */
const nameless: readonly Step<Takes>[] = [repeated(fixesNothing), once(isWild), repeated(fixesNothing)];

/** An id with at least one wildcard. */
const guessed: readonly Step<Takes>[] = [repeated(isOutOf(/[/:]/)), once(isWild), repeated(isOutOf(/[/:]/))];
