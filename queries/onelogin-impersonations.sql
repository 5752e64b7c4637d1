-- Who acted as another user in OneLogin, and what did they do?
--
-- An administrator may assume the identity of a user, and then sees what the user sees. Later events name the assumed user as the actor
-- and contain the id of the administrator.
SELECT
  eventData.eventTime AS eventTime,
  eventData.eventName AS eventName,
  element_at(eventData.userIdentity.details, 'actor_user_name') AS actor,
  element_at(eventData.userIdentity.details, 'assuming_acting_user_id') AS assumedBy,
  element_at(eventData.requestParameters, 'user_name') AS user,
  element_at(eventData.requestParameters, 'role_name') AS role,
  eventData.sourceIPAddress AS sourceIPAddress
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND (eventData.eventName = 'USER_ASSUMED_USER' OR eventData.userIdentity.type = 'AssumedUser')
ORDER BY eventTime DESC
LIMIT 100
