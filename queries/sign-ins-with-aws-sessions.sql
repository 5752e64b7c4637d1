-- Which Okta sign-ins and which AWS sessions followed one another?
--
-- One timeline from both stores: an Okta session, a sign-on to an application, an assumed role in AWS.
SELECT
  eventTime,
  eventData.eventSource AS eventSource,
  eventData.eventName AS eventName,
  element_at(eventData.userIdentity.details, 'alternateId') AS user,
  eventData.sourceIPAddress AS sourceIPAddress
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND eventData.eventName IN ('user.session.start', 'user.authentication.sso')
UNION ALL
SELECT
  eventTime,
  eventSource,
  eventName,
  coalesce(userIdentity.userName, userIdentity.principalId) AS user,
  sourceIPAddress
FROM "$AWS_EVENT_DATA_STORE_ID"
WHERE eventSource = 'sts.amazonaws.com'
  AND eventName LIKE 'AssumeRole%'
ORDER BY eventTime, eventSource
