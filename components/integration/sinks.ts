import { z } from "zod";

/** Where audit events go. */
export const sinks = ["cloudtrail-lake", "s3", "cloudwatch-logs"] as const;

/** A store of audit events. */
export type Sink = (typeof sinks)[number];

/** Lists of some of the names, in the names' order. */
type Subsets<Names extends readonly unknown[]> = Names extends readonly [infer First, ...infer Rest]
  ? Subsets<Rest> | readonly [First, ...Subsets<Rest>]
  : readonly [];

/** Lists of all of the names, in every order. */
type Orders<Names, Name = Names> = [Names] extends [never]
  ? readonly []
  : Name extends Names
    ? readonly [Name, ...Orders<Exclude<Names, Name>>]
    : never;

/** The sinks of an integration, in the order of {@link sinks}. */
export type SinkSet = Exclude<Subsets<typeof sinks>, readonly []>;

/** The ways to write a set of sinks: one by its name, and all as a list in any order. */
export type WrittenSinks<Set extends SinkSet> = Set extends readonly [infer Only]
  ? Only | Set
  : Set extends SinkSet
    ? Orders<Set[number]>
    : never;

/** A set's name: its sinks, joined by `+`. */
export type SinkSetName<Set extends readonly unknown[] = SinkSet> = Set extends readonly [infer Only extends string]
  ? Only
  : Set extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
    ? `${First}+${SinkSetName<Rest>}`
    : never;

/** The message about a value that names no sinks. */
export const sinkError = `one of ${sinks.join(", ")}, or a list of them`;

/** Every set of sinks but the empty one. */
export const sinkSets: readonly (readonly Sink[])[] = subsetsOf(sinks).filter((set) => set.length > 0);

function subsetsOf([first, ...rest]: readonly Sink[]): readonly (readonly Sink[])[] {
  if (first === undefined) {
    return [[]];
  }
  const others = subsetsOf(rest);
  return [...others, ...others.map((set) => [first, ...set])];
}

/** Any sinks: one by its name, or a list that has each once. */
export const anySinks = z
  .union([z.enum(sinks), z.array(z.enum(sinks)).min(1, { error: sinkError })], { error: sinkError })
  .refine((value) => typeof value === "string" || new Set(value).size === value.length, { error: sinkError });

/** The sinks that a value names, in the order of {@link sinks}; undefined where it names none. */
export function namedSinks(value: unknown): readonly Sink[] | undefined {
  const { data } = anySinks.safeParse(value);
  return data && sinks.filter((sink) => [data].flat().includes(sink));
}

/** The sinks of an integration, each once. A delivery without a sink of its own goes to CloudTrail Lake. */
export function sinksOf({
  sink = "cloudtrail-lake",
}: {
  readonly sink?: Sink | readonly Sink[] | undefined;
}): readonly Sink[] {
  return typeof sink === "string" ? [sink] : sink;
}

type WithSinks = { readonly sink?: Sink | readonly Sink[] | undefined };
/** Settings that name sinks, and not this one. */
type Without<Name extends Sink> = { readonly sink: WrittenSinks<Exclude<SinkSet, SinkSetWith<Name>>> };
type SinkSetWith<Name extends Sink, Set = SinkSet> = Set extends readonly unknown[]
  ? Name extends Set[number]
    ? Set
    : never
  : never;

/** Reports if an integration's events go to CloudTrail Lake, so that it has a channel. */
export function usesLake<Settings extends WithSinks>(
  settings: Settings,
): settings is Exclude<Settings, Without<"cloudtrail-lake">> {
  return sinksOf(settings).includes("cloudtrail-lake");
}

/** Reports if an integration's events go to S3, so that it needs a bucket. */
export function usesBucket<Settings extends WithSinks>(
  settings: Settings,
): settings is Extract<Settings, { readonly sink: WrittenSinks<SinkSetWith<"s3">> }> {
  return sinksOf(settings).includes("s3");
}
