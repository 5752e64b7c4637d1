-- Which principals acted, in AWS or at a partner, where, how often, and when last?
SELECT principalId, eventSource, count(*) AS events, max(eventTime) AS latest
FROM (
  SELECT userIdentity.principalId AS principalId, eventSource, eventTime
  FROM "$AWS_EVENT_DATA_STORE_ID"
  UNION ALL
  SELECT eventData.userIdentity.principalId, eventData.eventSource, eventTime
  FROM "$PARTNER_EVENT_DATA_STORE_ID"
) AS activity
WHERE principalId IS NOT NULL
GROUP BY principalId, eventSource
ORDER BY events DESC, principalId, eventSource
