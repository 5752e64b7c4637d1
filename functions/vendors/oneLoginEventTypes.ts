import published from "./kinds/onelogin.json";

/**
 * OneLogin's names of its event types, by `event_type_id`. The constants in OneLogin's own code are used if known (ids 1 to 6, 12, 13, 15,
 * 17, 19, 24 and 69). The others are the documented descriptions in the same form: `App removed from role` is APP_REMOVED_FROM_ROLE.
 * OneLogin has more types than it documents; add those that you need with `mapping.eventNames`.
 * Sources: OneLogin API documentation, Event Resource; OneLogin API client for Python, tests of EventType (1 to 6); OneLogin webhook plugin
 * for Mattermost (12 to 69).
 */
export const oneLoginEventTypes: Readonly<Record<string, string>> = published.names;

/**
 * The ids of event types whose documented description indicates a failure, a refusal or an exception. Events of other types failed if they
 * have an error description.
 * Source: OneLogin API documentation, Event Resource.
 */
export const oneLoginFailures: readonly string[] = [
  ...["6", "25", "31", "45", "47", "49", "50", "61", "62", "63", "64", "65", "67", "69", "77", "79", "85", "86"],
  ...["102", "105", "116", "118", "121", "123", "129", "133", "134", "138", "141", "146", "154", "155"],
  ...["210", "400", "401", "517", "518", "519", "520", "521", "522", "523", "524", "525", "526", "527", "532", "534"],
];

/**
 * The ids of sign-ins and sign-outs. Only in these events is the named user the actor if there is no other.
 * Source: OneLogin API documentation, Event Resource.
 */
export const oneLoginSignIns: readonly string[] = [
  ...[
    "5",
    "6",
    "7",
    "8",
    "29",
    "68",
    "69",
    "77",
    "78",
    "85",
    "86",
    "122",
    "123",
    "129",
    "130",
    "140",
    "141",
    "153",
    "154",
  ],
];
