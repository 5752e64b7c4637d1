-- Who did what in Okta, the latest first?
--
-- To scan less data and reduce costs, limit the time as well: AND eventTime > TIMESTAMP '2026-01-01 00:00:00'
SELECT
  eventData.eventTime AS eventTime,
  eventData.eventSource AS eventSource,
  eventData.eventName AS eventName,
  element_at(eventData.userIdentity.details, 'alternateId') AS user,
  element_at(eventData.userIdentity.details, 'displayName') AS displayName
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
ORDER BY eventTime DESC, eventName
LIMIT 100
