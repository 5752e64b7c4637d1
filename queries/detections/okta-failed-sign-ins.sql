-- Did one person fail to sign in to Okta many times within an hour?
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'alternateId'), eventData.userIdentity.principalId) AS who,
  eventData.eventName AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND (eventData.eventName = 'user.session.start' OR eventData.eventName LIKE 'user.authentication.%')
  AND eventData.errorCode IS NOT NULL
