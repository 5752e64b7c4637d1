-- Who was made an administrator in Okta, or whose group was, by whom and from where?
--
-- The targets are the person or the group, and the role.
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
  AND eventData.eventName IN ('user.account.privilege.grant', 'group.privilege.grant')
ORDER BY eventTime DESC
LIMIT 100
