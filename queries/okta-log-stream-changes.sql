-- Who changed, stopped or deleted a log stream of Okta, from where?
--
-- A stream that is stopped cannot tell so itself: another one can, or the alarm on silence.
SELECT
  eventData.eventTime AS eventTime,
  eventData.eventName AS eventName,
  element_at(eventData.userIdentity.details, 'alternateId') AS user,
  array_join(
    transform(
      TRY_CAST(json_extract(element_at(eventData.requestParameters, 'target'), '$') AS ARRAY(JSON)),
      target -> coalesce(json_extract_scalar(target, '$.displayName'), json_extract_scalar(target, '$.id'))
    ),
    ', '
  ) AS targets,
  eventData.sourceIPAddress AS sourceIPAddress,
  eventData.errorCode AS errorCode
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND eventData.eventName LIKE 'system.log_stream.lifecycle.%'
ORDER BY eventTime DESC
LIMIT 100
