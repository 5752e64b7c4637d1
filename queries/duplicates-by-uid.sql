-- Which partner events were stored more than once, and how often?
--
-- Partners deliver at least once, so copies are expected. Count distinct UIDs to ignore them.
SELECT
  eventData.eventSource AS eventSource,
  eventData.UID AS uid,
  count(*) AS copies,
  min(metadata.ingestionTime) AS earliestIngestion,
  max(metadata.ingestionTime) AS latestIngestion
FROM "$PARTNER_EVENT_DATA_STORE_ID"
GROUP BY eventData.eventSource, eventData.UID
HAVING count(*) > 1
ORDER BY copies DESC, uid
