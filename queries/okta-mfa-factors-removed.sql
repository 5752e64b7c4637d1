-- Whose second factors were taken away in Okta, by whom and from where?
--
-- Who has lost a telephone asks for this, and so does who pretends to have.
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
  AND eventData.eventName IN ('user.mfa.factor.deactivate', 'user.mfa.factor.reset_all', 'user.mfa.factor.suspend')
ORDER BY eventTime DESC
LIMIT 100
