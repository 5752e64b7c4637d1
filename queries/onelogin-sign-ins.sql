-- Who signed in to OneLogin, or failed to, from where, and how often?
SELECT
  eventData.userIdentity.principalId AS userId,
  element_at(eventData.userIdentity.details, 'actor_user_name') AS user,
  eventData.eventName AS eventName,
  eventData.sourceIPAddress AS sourceIPAddress,
  count(*) AS events,
  max(eventTime) AS latest
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND eventData.eventName IN ('USER_LOGGED_INTO_ONELOGIN', 'USER_FAILED_ONELOGIN_LOGIN')
GROUP BY
  eventData.userIdentity.principalId,
  element_at(eventData.userIdentity.details, 'actor_user_name'),
  eventData.eventName,
  eventData.sourceIPAddress
ORDER BY events DESC, latest DESC
