-- Which GitHub repositories changed their visibility, from what to what, by whom and from where?
SELECT
  eventData.eventTime AS eventTime,
  element_at(eventData.requestParameters, 'repo') AS repository,
  element_at(eventData.requestParameters, 'previous_visibility') AS visibilityBefore,
  element_at(eventData.requestParameters, 'visibility') AS visibility,
  element_at(eventData.userIdentity.details, 'actor') AS actor,
  eventData.sourceIPAddress AS sourceIPAddress
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'github.audit-log'
  AND eventData.eventName = 'repo.access'
ORDER BY eventTime DESC
LIMIT 100
