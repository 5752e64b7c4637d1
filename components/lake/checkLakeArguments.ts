import { stackPrefix } from "../aws/location";
import { check } from "../configuration/check";
import { ConfigurationError } from "../configuration/problem";
import { lakeProblems } from "../configuration/problems/lakeProblems";
import { keyProblems, prefixProblems } from "../configuration/problems/nameProblems";
import { type LakeConfiguration, lakeSchema } from "./lakeSettings";
import type { LakeStorageArgs } from "./lakeStorageArgs";

/** Checks a lake's arguments and returns its settings; throws a ConfigurationError with all problems. `name` is the component's. */
export function checkLakeArguments(
  name: string,
  {
    integrations,
    kept: _kept,
    oldestDay: _oldestDay,
    alarmTopicArn: _topic,
    tags: _tags,
    ...settings
  }: LakeStorageArgs,
): LakeConfiguration {
  const prefix = stackPrefix();
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const { value, problems } = check(lakeSchema, given, name);
  const keys = Object.keys(integrations);
  const all = [
    ...prefixProblems(name, prefix),
    ...keys.flatMap((key) => keyProblems(`${name}.integrations.${key}`, key, prefix)),
    ...problems,
    ...lakeProblems(name, value, keys.length > 0),
  ];
  if (value === undefined || all.length > 0) {
    throw new ConfigurationError(all, name);
  }
  return value;
}
