-- Did one person fail to sign in to OneLogin many times within an hour?
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'actor_user_name'), eventData.userIdentity.principalId) AS who,
  eventData.eventName AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND eventData.eventName = 'USER_FAILED_ONELOGIN_LOGIN'
