import type { Input } from "@pulumi/pulumi";
import { Output } from "@pulumi/pulumi/output";
import { z } from "zod";

/** A value that only the engine knows: an Output or a promise. */
type Later<Value> = Exclude<Input<Value>, Value>;

/** Lets a program give a value as an Output or a promise, which only AWS can check. A plain value is checked as before, and so is its key. */
export function inputOf<Schema extends z.ZodType>(schema: Schema) {
  const later = z.custom<Later<z.output<Schema>>>(isLater);
  return z.union([schema, later], { error: ({ input }) => schema.safeParse(input).error?.issues[0]?.message });
}

/** Gives the text of an input where it is plain; undefined where only the engine knows it. */
export function plainText(value: Input<string> | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Reports if a value is an Output or a promise. */
export function isLater(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}
