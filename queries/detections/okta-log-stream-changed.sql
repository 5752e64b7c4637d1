-- Was a log stream of Okta changed, stopped or deleted?
--
-- A stream that is stopped cannot tell so itself: another one can, or the alarm on silence.
SELECT
  eventData.UID AS uid,
  eventTime,
  metadata.ingestionTime AS ingestionTime,
  coalesce(element_at(eventData.userIdentity.details, 'alternateId'), eventData.userIdentity.principalId) AS who,
  rtrim(concat(
    eventData.eventName,
    ' ',
    coalesce(array_join(
      transform(
        TRY_CAST(json_extract(element_at(eventData.requestParameters, 'target'), '$') AS ARRAY(JSON)),
        target -> coalesce(json_extract_scalar(target, '$.displayName'), json_extract_scalar(target, '$.id'))
      ),
      ', '
    ), '')
  )) AS what,
  eventData.sourceIPAddress AS origin
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND eventData.eventName LIKE 'system.log_stream.lifecycle.%'
