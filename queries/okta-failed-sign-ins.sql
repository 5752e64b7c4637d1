-- Who failed to sign in to Okta, from which address, why, and how often?
--
-- An event has an error code only if Okta reports a failure.
SELECT
  element_at(eventData.userIdentity.details, 'alternateId') AS user,
  eventData.sourceIPAddress AS sourceIPAddress,
  eventData.errorCode AS errorCode,
  count(*) AS failures,
  min(eventTime) AS earliest,
  max(eventTime) AS latest
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND (eventData.eventName = 'user.session.start' OR eventData.eventName LIKE 'user.authentication.%')
  AND eventData.errorCode IS NOT NULL
GROUP BY
  element_at(eventData.userIdentity.details, 'alternateId'),
  eventData.sourceIPAddress,
  eventData.errorCode
ORDER BY failures DESC, latest DESC
