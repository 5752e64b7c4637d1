-- How many sessions did Okta start in each quarter of an hour, and how many attempts failed?
SELECT
  date_add('minute', 15 * (minute(eventTime) / 15), date_trunc('hour', eventTime)) AS quarterHour,
  count_if(eventData.errorCode IS NULL) AS started,
  count_if(eventData.errorCode IS NOT NULL) AS failed
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'okta.system-log-events'
  AND eventData.eventName = 'user.session.start'
GROUP BY date_add('minute', 15 * (minute(eventTime) / 15), date_trunc('hour', eventTime))
ORDER BY quarterHour DESC
LIMIT 100
