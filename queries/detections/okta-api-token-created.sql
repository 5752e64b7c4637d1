-- Was an API token made in Okta?
--
-- A token acts with all rights of the one who made it, and asks for no second factor.
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
  AND eventData.eventName = 'system.api_token.create'
