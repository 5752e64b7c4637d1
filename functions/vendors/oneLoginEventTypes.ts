/**
 * OneLogin's names of its event types, by `event_type_id`: those whose name a public document or OneLogin's own code gives. OneLogin
 * has several hundred, and tells them to its customers alone (Event Types API); `mapping.eventNames` adds those one wants.
 * Sources: OneLogin API client for Python, tests of EventType (1 to 6); OneLogin webhook plugin for Mattermost (12 to 69).
 */
export const oneLoginEventTypes = {
  "1": "APP_ADDED_TO_ROLE",
  "2": "APP_REMOVED_FROM_ROLE",
  "3": "USER_ASSUMED_USER",
  "4": "USER_ASSIGNED_ROLE",
  "5": "USER_LOGGED_INTO_ONELOGIN",
  "6": "USER_FAILED_ONELOGIN_LOGIN",
  "12": "UNLOCKED_USER",
  "13": "CREATED_USER",
  "15": "DEACTIVATED_USER",
  "17": "DELETED_USER",
  "19": "USER_LOCKED",
  "24": "USER_REMOVED_OTP_DEVICE",
  "69": "USER_REJECTED_BY_RADIUS",
} as const satisfies Readonly<Record<string, string>>;

/**
 * The ids of event types that say that something failed.
 * Source: OneLogin API documentation, Event Types, their descriptions.
 */
export const oneLoginFailures = [
  "6",
  "31",
  "49",
  "61",
  "62",
  "63",
  "64",
  "65",
  "69",
  "77",
  "79",
  "86",
  "102",
  "105",
  "116",
  "118",
  "121",
  "123",
  "129",
  "138",
  "141",
  "146",
  "154",
  "517",
  "518",
  "519",
  "520",
  "521",
  "522",
  "523",
  "524",
  "525",
  "526",
  "527",
  "532",
  "534",
] as const;
