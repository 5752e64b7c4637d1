-- Who signed in to Okta from a country for the first time, when, and how often since?
--
-- The country of a user's very first sign-in counts as the usual one and is left out: query a period that is long enough to contain it.
SELECT user, country, firstSignIn, signIns
FROM (
  SELECT
    user,
    country,
    min(eventTime) AS firstSignIn,
    count(*) AS signIns,
    row_number() OVER (PARTITION BY user ORDER BY min(eventTime)) AS place
  FROM (
    SELECT
      element_at(eventData.userIdentity.details, 'alternateId') AS user,
      json_extract_scalar(element_at(eventData.additionalEventData, 'client'), '$.geographicalContext.country') AS country,
      eventTime
    FROM "$PARTNER_EVENT_DATA_STORE_ID"
    WHERE eventData.eventSource = 'okta.system-log-events'
      AND eventData.eventName = 'user.session.start'
      AND eventData.errorCode IS NULL
  ) AS signInsOfAll
  WHERE country IS NOT NULL
  GROUP BY user, country
) AS countries
WHERE place > 1
ORDER BY firstSignIn DESC
LIMIT 100
