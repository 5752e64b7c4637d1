import { runtimeDeprecation } from "../../policy/data/runtimes";

// A runtime without an announced deprecation date is printed with null.
process.stdout.write(JSON.stringify(Object.entries(runtimeDeprecation).map(([name, day]) => [name, day ?? null])));
