-- Who did what in which GitHub repository, how often, and when last?
--
-- Events of the organization or the enterprise have no repository.
SELECT
  element_at(eventData.userIdentity.details, 'actor') AS actor,
  element_at(eventData.requestParameters, 'repo') AS repository,
  eventData.eventName AS eventName,
  count(*) AS events,
  max(eventTime) AS latest
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'github.audit-log'
GROUP BY
  element_at(eventData.userIdentity.details, 'actor'),
  element_at(eventData.requestParameters, 'repo'),
  eventData.eventName
ORDER BY events DESC, latest DESC
