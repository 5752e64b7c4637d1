-- Was a GitHub repository made visible to others, or hidden?
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'actor'), eventData.userIdentity.principalId) AS who,
  rtrim(concat(eventData.eventName, ' ', coalesce(element_at(eventData.requestParameters, 'repo'), ''))) AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'github.audit-log'
  AND eventData.eventName = 'repo.access'
