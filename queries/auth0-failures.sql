-- What failed at Auth0, with which code and reason, and from how many addresses?
SELECT
  eventData.errorCode AS code,
  eventData.errorMessage AS reason,
  count(*) AS events,
  count(DISTINCT eventData.sourceIPAddress) AS addresses,
  max(eventTime) AS latest
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'auth0.tenant-logs'
  AND eventData.errorCode IS NOT NULL
GROUP BY eventData.errorCode, eventData.errorMessage
ORDER BY events DESC, code
