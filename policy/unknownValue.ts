/** Gives the path of the property, such as `redrivePolicy`, that could not be read since its value is not known yet; undefined for another error. */
export function unknownProperty(error: unknown): string | undefined {
  // The library's UnknownValueError (@pulumi/policy, proxy.ts), known by its fields: loading the library takes longer than all policies.
  return error instanceof Error && "unknownTypeSentinel" in error && "props" in error && Array.isArray(error.props)
    ? error.props.map(String).join(".")
    : undefined;
}

/** Reports if a property has a value; one that is not known yet is one. */
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

/** A value, or nothing where it is not known yet. */
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

/** The items of a list, or a single item, each to be read by itself: one that is not known yet hides no other. */
export function readersOf(read: () => unknown): readonly (() => unknown)[] {
  const list = knownValue(read);
  if (Array.isArray(list)) {
    return Array.from({ length: list.length }, (_, index) => () => list[index] as unknown);
  }
  return isSet(read) ? [read] : [];
}

/** An object without the watch for unknown values: a promise inside of it can then be awaited (@pulumi/policy, proxy.ts). */
export function unwatched(value: unknown): unknown {
  const target =
    typeof value === "object" && value !== null ? Reflect.get(value, "__getSpecialProxyTarget") : undefined;
  return target ?? value;
}
