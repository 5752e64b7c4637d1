-- Did somebody act in the name of somebody else in OneLogin?
--
-- An administrator may assume a user, and then sees what the user sees.
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'actor_user_name'), eventData.userIdentity.principalId) AS who,
  rtrim(concat(eventData.eventName, ' ', coalesce(element_at(eventData.requestParameters, 'user_name'), ''))) AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND eventData.eventName = 'USER_ASSUMED_USER'
