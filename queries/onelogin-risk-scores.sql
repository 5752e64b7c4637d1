-- Which OneLogin events were risky, how risky, and why?
--
-- A score ranges from 0 to 100. It is in the event as sent by OneLogin, in additionalEventData.raw.
SELECT
  eventData.eventTime AS eventTime,
  eventData.eventName AS eventName,
  json_extract_scalar(element_at(eventData.additionalEventData, 'raw'), '$.detail.user_name') AS user,
  eventData.sourceIPAddress AS sourceIPAddress,
  json_extract(element_at(eventData.additionalEventData, 'raw'), '$.detail.risk_score') AS risk_score,
  json_extract(element_at(eventData.additionalEventData, 'raw'), '$.detail.risk_reasons') AS risk_reasons
FROM "$PARTNER_EVENT_DATA_STORE_ID"
WHERE eventData.eventSource = 'onelogin.events'
  AND json_extract(element_at(eventData.additionalEventData, 'raw'), '$.detail.risk_score') IS NOT NULL
ORDER BY eventTime DESC
LIMIT 100
