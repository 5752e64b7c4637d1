-- Which users, groups and applications were Okta's events about, and how many events were about each?
--
-- An event with several targets counts once for each of them.
SELECT
  json_extract_scalar(target, '$.type') AS targetType,
  json_extract_scalar(target, '$.alternateId') AS alternateId,
  json_extract_scalar(target, '$.displayName') AS displayName,
  count(*) AS events
FROM "$PARTNER_EVENT_DATA_STORE_ID"
CROSS JOIN UNNEST(
  TRY_CAST(json_extract(element_at(eventData.requestParameters, 'target'), '$') AS ARRAY(JSON))
) AS targets (target)
WHERE eventData.eventSource = 'okta.system-log-events'
GROUP BY
  json_extract_scalar(target, '$.type'),
  json_extract_scalar(target, '$.alternateId'),
  json_extract_scalar(target, '$.displayName')
ORDER BY events DESC, targetType, alternateId
