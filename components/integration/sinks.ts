import { z } from "zod";

/** The sinks: stores of audit events. */
export const sinks = ["cloudtrail-lake", "s3", "cloudwatch-logs"] as const;

/** A store of audit events. */
export type Sink = (typeof sinks)[number];

/** Lists of some of the names, in their order. */
type Subsets<Names extends readonly unknown[]> = Names extends readonly [infer First, ...infer Rest]
  ? Subsets<Rest> | readonly [First, ...Subsets<Rest>]
  : readonly [];

/** Lists of all names, in every order. */
type Orders<Names, Name = Names> = [Names] extends [never]
  ? readonly []
  : Name extends Names
    ? readonly [Name, ...Orders<Exclude<Names, Name>>]
    : never;

/** Sinks of an integration, in the order of {@link sinks}. */
export type SinkSet = Exclude<Subsets<typeof sinks>, readonly []>;

/** Notations of a set of sinks: a name for one sink, or a list in any order. */
export type WrittenSinks<Set extends SinkSet> = Set extends readonly [infer Only]
  ? Only | Set
  : Set extends SinkSet
    ? Orders<Set[number]>
    : never;

/** Name of a set: its sinks, joined with `+`. */
export type SinkSetName<Set extends readonly unknown[] = SinkSet> = Set extends readonly [infer Only extends string]
  ? Only
  : Set extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
    ? `${First}+${SinkSetName<Rest>}`
    : never;

/** The message about a value that names no sinks. */
export const sinkError = `one of ${sinks.join(", ")}, or a list of them`;

/** All sets of sinks except the empty one. */
export const sinkSets: readonly (readonly Sink[])[] = subsetsOf(sinks).filter((set) => set.length > 0);

function subsetsOf([first, ...rest]: readonly Sink[]): readonly (readonly Sink[])[] {
  if (first === undefined) {
    return [[]];
  }
  const others = subsetsOf(rest);
  return [...others, ...others.map((set) => [first, ...set])];
}

/** Schema of any set of sinks: a name, or a list without repetitions. */
export const anySinks = z
  .union([z.enum(sinks), z.array(z.enum(sinks)).min(1, { error: sinkError })], { error: sinkError })
  .refine((value) => typeof value === "string" || new Set(value).size === value.length, { error: sinkError });

/** Returns the sinks that a value names, in the order of {@link sinks}; undefined if it is not valid. */
export function namedSinks(value: unknown): readonly Sink[] | undefined {
  const { data } = anySinks.safeParse(value);
  return data && sinks.filter((sink) => [data].flat().includes(sink));
}

/** Returns the sinks of an integration. A delivery without the setting `sink` uses CloudTrail Lake. */
export function sinksOf({
  sink = "cloudtrail-lake",
}: {
  readonly sink?: Sink | readonly Sink[] | undefined;
}): readonly Sink[] {
  return typeof sink === "string" ? [sink] : sink;
}

type WithSinks = { readonly sink?: Sink | readonly Sink[] | undefined };
/** Settings with other sinks than this one. */
type Without<Name extends Sink> = { readonly sink: WrittenSinks<Exclude<SinkSet, SinkSetWith<Name>>> };
type SinkSetWith<Name extends Sink, Set = SinkSet> = Set extends readonly unknown[]
  ? Name extends Set[number]
    ? Set
    : never
  : never;

/** Returns true if an integration's events go to CloudTrail Lake; it then has a channel. */
export function usesLake<Settings extends WithSinks>(
  settings: Settings,
): settings is Exclude<Settings, Without<"cloudtrail-lake">> {
  return sinksOf(settings).includes("cloudtrail-lake");
}

/** Returns true if an integration's events go to S3; it then needs a bucket. */
export function usesBucket<Settings extends WithSinks>(
  settings: Settings,
): settings is Extract<Settings, { readonly sink: WrittenSinks<SinkSetWith<"s3">> }> {
  return sinksOf(settings).includes("s3");
}
