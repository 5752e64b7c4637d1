import { z } from "zod";
import { PersonError } from "../../components/personError";
import type { RecordedResource } from "../../policy/judge";
import { urnOf } from "../../policy/judgedResource";
import { isMarkedSecret } from "../../policy/reading/markedSecret";
import { readJson } from "../command/readText";

/**
 * Reads resources to check instead of a program's: a JSON list of `{type, name, props, outputs?}`, or the output of `pulumi stack export`. Throws
 * a PersonError with the file, the place and what is allowed.
 */
export function readResources(file: string): readonly RecordedResource[] {
  const value = readJson(file);
  if (Array.isArray(value)) {
    return checked(file, z.array(listed), value).map(({ type, name, props, outputs = {}, urn, parent, provider }) => ({
      type,
      name,
      urn: urn ?? urnOf(type, name),
      inputs: props,
      outputs,
      ...(parent !== undefined && { parent }),
      ...(provider !== undefined && { provider }),
    }));
  }
  const { deployment } = checked(file, exported, value);
  const resources = deployment.resources.filter((resource) => resource.delete !== true);
  const providers = new Map(resources.map(({ urn, inputs = {} }) => [urn, plain(inputs)]));
  return resources.map(({ urn, type, inputs = {}, outputs = {}, parent, provider, propertyDependencies }) => {
    const settings = provider === undefined ? undefined : providers.get(provider.split("::").slice(0, -1).join("::"));
    return {
      type,
      name: urn.split("::").slice(3).join("::"),
      urn,
      inputs: plain(inputs),
      outputs: plain(outputs),
      ...(parent !== undefined && { parent }),
      ...(settings !== undefined && { provider: { props: settings } }),
      sourcesOf: (property: string) => propertyDependencies?.[property] ?? [],
    };
  });
}

const properties = z.record(z.string(), z.unknown());
const listed = z.object({
  type: z.string().min(1),
  name: z.string().min(1),
  props: properties,
  outputs: properties.optional(),
  urn: z.string().optional(),
  parent: z.string().optional(),
  provider: z.object({ props: properties }).optional(),
});
const exported = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({
        urn: z.string(),
        type: z.string(),
        inputs: properties.optional(),
        outputs: properties.optional(),
        parent: z.string().optional(),
        provider: z.string().optional(),
        propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
        delete: z.boolean().optional(),
      }),
    ),
  }),
});

function checked<Schema extends z.ZodType>(file: string, schema: Schema, value: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) {
    return data;
  }
  const problems = error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`);
  throw new PersonError(
    [
      `${file} is neither a JSON list of resources, each {"type", "name", "props"} and optionally "outputs", nor the output of \`pulumi stack export\` prints:`,
      ...problems.slice(0, 10),
      ...(problems.length > 10 ? [`and ${problems.length - 10} more`] : []),
    ].join("\n  "),
  );
}

/**
 * Properties with the secrets that the export shows (`--show-secrets`) as their values. Reading an encrypted one throws, like reading one that is
 * not known yet.
 */
function plain(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const read = {};
  for (const [key, inner] of Object.entries(value)) {
    Object.defineProperty(read, key, { enumerable: true, get: () => plainValue(inner, key) });
  }
  return read;
}

function plainValue(value: unknown, place: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => plainValue(item, place));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const object = Object.fromEntries(Object.entries(value));
  if (!isMarkedSecret(object)) {
    return plain(object);
  }
  if (typeof object.plaintext !== "string") {
    throw Object.assign(new Error(`${place} is a secret`), { unknownTypeSentinel: "secret", props: [place] });
  }
  return plainValue(JSON.parse(object.plaintext), place);
}
