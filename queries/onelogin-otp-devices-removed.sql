-- Whose one-time password devices were taken away in OneLogin, by whom and from where?
--
-- What follows is a sign-in with a password alone, until another device is registered.
SELECT
  eventData.eventTime AS eventTime,
  eventData.eventName AS eventName,
  element_at(eventData.userIdentity.details, 'actor_user_name') AS actor,
  element_at(eventData.requestParameters, 'user_name') AS user,
  element_at(eventData.requestParameters, 'role_name') AS role,
  eventData.sourceIPAddress AS sourceIPAddress
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND eventData.eventName = 'USER_REMOVED_OTP_DEVICE'
ORDER BY eventTime DESC
LIMIT 100
