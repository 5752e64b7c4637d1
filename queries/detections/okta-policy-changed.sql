-- Was a policy changed in Okta, or a rule of one?
--
-- Sign-on, password and factor policies say what everybody must prove.
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
  AND (eventData.eventName LIKE 'policy.lifecycle.%' OR eventData.eventName LIKE 'policy.rule.%')
