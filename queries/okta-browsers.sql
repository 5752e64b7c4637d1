-- With which browsers did users start their Okta sessions, and how many users had each?
SELECT
  coalesce(json_extract_scalar(element_at(eventData.additionalEventData, 'client'), '$.userAgent.browser'), 'UNKNOWN') AS browser,
  count(*) AS sessions,
  count(DISTINCT eventData.userIdentity.principalId) AS people
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND eventData.eventName = 'user.session.start'
  AND eventData.errorCode IS NULL
GROUP BY coalesce(json_extract_scalar(element_at(eventData.additionalEventData, 'client'), '$.userAgent.browser'), 'UNKNOWN')
ORDER BY sessions DESC, browser
