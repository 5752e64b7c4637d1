import { leastPrivilege } from "./leastPrivilege";
import type { Policy } from "./policy";
import { retention } from "./retention";

/** Every policy of the pack. */
export const policies: readonly Policy[] = [retention, leastPrivilege];
