-- Was somebody given a role in OneLogin?
--
-- A role gives access to applications, and some to OneLogin itself.
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'actor_user_name'), eventData.userIdentity.principalId) AS who,
  rtrim(concat(eventData.eventName, ' ', coalesce(element_at(eventData.requestParameters, 'user_name'), ''))) AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND eventData.eventName = 'USER_ASSIGNED_ROLE'
