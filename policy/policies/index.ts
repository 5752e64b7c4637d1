import type { Policy } from "../policy";
import { auditLogRetention } from "./auditLogRetention";
import { channelPolicies } from "./channelPolicies";
import { deadLetterQueues } from "./deadLetterQueues";
import { encryptedTransport } from "./encryptedTransport";
import { encryptionAtRest } from "./encryptionAtRest";
import { eventDataStore } from "./eventDataStore";
import { eventSourceMappings } from "./eventSourceMappings";
import { eventTargets } from "./eventTargets";
import { evidenceAccess } from "./evidenceAccess";
import { evidenceBuckets } from "./evidenceBuckets";
import { functionLogGroups } from "./functionLogGroups";
import { functionRuntimes } from "./functionRuntimes";
import { functionSecrets } from "./functionSecrets";
import { integrationCompleteness } from "./integrationCompleteness";
import { keyRotation } from "./keyRotation";
import { leastPrivilege } from "./leastPrivilege";
import { managedPolicies } from "./managedPolicies";
import { oneChannelASource } from "./oneChannelASource";
import { oneRoleAFunction } from "./oneRoleAFunction";
import { putAuditEventsDemand } from "./putAuditEventsDemand";
import { queueVisibility } from "./queueVisibility";
import { redrive } from "./redrive";
import { resourcePolicies } from "./resourcePolicies";
import { retention } from "./retention";
import { roleTrust } from "./roleTrust";
import { topicEncryption } from "./topicEncryption";
import { undeliveredEvents } from "./undeliveredEvents";
import { uniqueNames } from "./uniqueNames";
import { unjudgedTypes } from "./unjudgedTypes";
import { unreadCode } from "./unreadCode";

/** All policies of the pack except those on its configuration and waivers: first retention, then permissions, then delivery of events. */
export const policies: readonly Policy[] = [
  retention,
  eventDataStore,
  auditLogRetention,
  evidenceBuckets,
  evidenceAccess,
  leastPrivilege,
  managedPolicies,
  roleTrust,
  oneRoleAFunction,
  resourcePolicies,
  channelPolicies,
  encryptedTransport,
  encryptionAtRest,
  topicEncryption,
  keyRotation,
  eventTargets,
  undeliveredEvents,
  redrive,
  deadLetterQueues,
  eventSourceMappings,
  queueVisibility,
  putAuditEventsDemand,
  functionRuntimes,
  functionLogGroups,
  functionSecrets,
  unreadCode,
  integrationCompleteness,
  oneChannelASource,
  uniqueNames,
  unjudgedTypes,
];
