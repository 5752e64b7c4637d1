-- Was somebody's one-time password device taken away in OneLogin?
--
-- What follows is a sign-in with a password alone, until another device is registered.
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'actor_user_name'), eventData.userIdentity.principalId) AS who,
  rtrim(concat(eventData.eventName, ' ', coalesce(element_at(eventData.requestParameters, 'user_name'), ''))) AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND eventData.eventName = 'USER_REMOVED_OTP_DEVICE'
