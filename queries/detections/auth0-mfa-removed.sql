-- Was somebody's second factor taken away at Auth0?
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  eventData.userIdentity.principalId AS who,
  eventData.eventName AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'auth0.tenant-logs'
  AND eventData.eventName IN ('gd_unenroll', 'gd_user_delete')
