-- Whose second factors were taken away at Auth0, by whom and from where?
SELECT
  eventData.eventTime AS eventTime,
  eventData.eventName AS eventName,
  eventData.userIdentity.principalId AS principal,
  eventData.sourceIPAddress AS sourceIPAddress
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'auth0.tenant-logs'
  AND eventData.eventName IN ('gd_unenroll', 'gd_user_delete')
ORDER BY eventTime DESC
LIMIT 100
