-- Did somebody act in the name of somebody else in Okta, or was allowed to?
--
-- Okta's own support does, where an administrator has allowed it.
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
  AND eventData.eventName LIKE 'user.session.impersonation.%'
