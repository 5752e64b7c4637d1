-- How often did each kind of event occur, at each partner, and when last?
SELECT
  eventData.eventSource AS eventSource,
  eventData.eventName AS eventName,
  count(*) AS events,
  max(eventTime) AS latest
FROM "$PARTNER_EVENT_DATA_STORE_ID"
GROUP BY eventData.eventSource, eventData.eventName
ORDER BY events DESC, eventSource, eventName
