/** Returns the path of the property, such as `redrivePolicy`, whose unknown value caused an error; undefined for another error. */
export function unknownProperty(error: unknown): string | undefined {
  // The library's UnknownValueError (@pulumi/policy, proxy.ts), recognized by its fields: loading the library takes longer than all policies.
  return error instanceof Error && "unknownTypeSentinel" in error && "props" in error && Array.isArray(error.props)
    ? error.props.map(String).join(".")
    : undefined;
}

/** Reports if a property has a value, known or unknown. */
export function isSet(read: () => unknown): boolean {
  try {
    const value = read();
    return value !== undefined && value !== null && value !== "";
  } catch (error) {
    if (unknownProperty(error) === undefined) {
      throw error;
    }
    return true;
  }
}

/** Returns a value; undefined while it is unknown. */
export function knownValue<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (unknownProperty(error) === undefined) {
      throw error;
    }
    return undefined;
  }
}

/** Returns a reader for each item of a list, or for a single item. An unknown item does not hide the others. */
export function readersOf(read: () => unknown): readonly (() => unknown)[] {
  const list = knownValue(read);
  if (Array.isArray(list)) {
    return Array.from({ length: list.length }, (_, index) => () => list[index] as unknown);
  }
  return isSet(read) ? [read] : [];
}

/** Returns an object without its proxy for unknown values, so promises inside it can be awaited (@pulumi/policy, proxy.ts). */
export function unwatched(value: unknown): unknown {
  const target =
    typeof value === "object" && value !== null ? Reflect.get(value, "__getSpecialProxyTarget") : undefined;
  return target ?? value;
}
