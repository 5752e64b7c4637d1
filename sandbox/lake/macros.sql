-- Trino's functions that DuckDB lacks, or has with another meaning, as DuckDB macros: each with its overloads.
-- Source of the meanings: Trino documentation, the page of each kind of functions ("JSON functions and operators",
-- "Regular expression functions", "Date and time functions and operators", and so on).

-- Maps and arrays. Both are absent rather than an error where the key or the index is.
CREATE MACRO trino_element_at (container, key) AS container[key];

-- The subscript operator, unlike element_at, fails on a key that is not there.
CREATE MACRO trino_subscript (container, key) AS CASE
  WHEN container IS NULL THEN NULL
  WHEN map_contains(container, key) THEN container[key]
  ELSE error('Key not present in map: ' || key)
END;
CREATE MACRO trino_cardinality (container) AS CASE
  WHEN typeof(container) LIKE 'MAP(%' AND NOT typeof(container) LIKE '%]' THEN len(json_keys(to_json(container)))
  ELSE json_array_length(to_json(container))
END;
CREATE MACRO trino_array_position (list, value) AS
  CASE WHEN list IS NULL THEN NULL ELSE coalesce(list_position(list, value), 0) END;

-- JSON. A text that is not JSON has no values in it; only json_parse fails on it.
CREATE MACRO trino_json_extract (document, path) AS CASE WHEN json_valid(document) THEN json_extract(document, path) END;
CREATE MACRO trino_json_extract_scalar (document, path) AS CASE WHEN json_valid(document) THEN
  CASE WHEN json_type(document, path) IN ('OBJECT', 'ARRAY') THEN NULL ELSE json_extract_string(document, path) END
END;
CREATE MACRO trino_json_parse (text) AS CAST(text AS JSON);
CREATE MACRO trino_json_format (document) AS CAST(json(document) AS VARCHAR);
CREATE MACRO trino_json_array_length (document) AS CASE WHEN json_valid(document) THEN
  CASE WHEN json_type(document) = 'ARRAY' THEN json_array_length(document) END
END;
CREATE MACRO trino_json_array_contains (document, value) AS list_contains(TRY_CAST(document AS JSON[]), to_json(value));
CREATE MACRO trino_json_size (document, path) AS CASE WHEN json_valid(document) THEN
  CASE json_type(document, path)
    WHEN 'OBJECT' THEN len(json_keys(document, path))
    WHEN 'ARRAY' THEN json_array_length(document, path)
    ELSE CASE WHEN json_type(document, path) IS NOT NULL THEN 0 END
  END
END;
CREATE MACRO trino_is_json_scalar (document) AS json_type(document) NOT IN ('OBJECT', 'ARRAY');
CREATE MACRO trino_cast_varchar (value) AS CASE typeof(value)
  WHEN 'JSON' THEN to_json(value) ->> '$'
  WHEN 'TIMESTAMP' THEN strftime(TRY_CAST(value AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g')
  ELSE CAST(value AS VARCHAR)
END;

-- Texts.
CREATE MACRO trino_concat (value1, value2) AS value1 || value2,
  (value1, value2, value3) AS value1 || value2 || value3,
  (value1, value2, value3, value4) AS value1 || value2 || value3 || value4,
  (value1, value2, value3, value4, value5) AS value1 || value2 || value3 || value4 || value5,
  (value1, value2, value3, value4, value5, value6) AS value1 || value2 || value3 || value4 || value5 || value6,
  (value1, value2, value3, value4, value5, value6, value7) AS value1 || value2 || value3 || value4 || value5 || value6 || value7,
  (value1, value2, value3, value4, value5, value6, value7, value8) AS
    value1 || value2 || value3 || value4 || value5 || value6 || value7 || value8;
CREATE MACRO trino_greatest
  (value1, value2) AS
    CASE WHEN value1 IS NULL OR value2 IS NULL THEN NULL ELSE greatest(value1, value2) END,
  (value1, value2, value3) AS
    CASE WHEN value1 IS NULL OR value2 IS NULL OR value3 IS NULL THEN NULL ELSE greatest(value1, value2, value3) END,
  (value1, value2, value3, value4) AS
    CASE WHEN value1 IS NULL OR value2 IS NULL OR value3 IS NULL OR value4 IS NULL THEN NULL ELSE greatest(value1, value2, value3, value4) END;
CREATE MACRO trino_least (value1, value2) AS CASE WHEN value1 IS NULL OR value2 IS NULL THEN NULL ELSE least(value1, value2) END,
  (value1, value2, value3) AS
    CASE WHEN value1 IS NULL OR value2 IS NULL OR value3 IS NULL THEN NULL ELSE least(value1, value2, value3) END,
  (value1, value2, value3, value4) AS
    CASE WHEN value1 IS NULL OR value2 IS NULL OR value3 IS NULL OR value4 IS NULL THEN NULL ELSE least(value1, value2, value3, value4) END;
CREATE MACRO trino_replace (text, search) AS replace(text, search, ''),
  (text, search, other) AS replace(text, search, other);
CREATE MACRO trino_split_part (text, delimiter, part) AS CASE
  WHEN len(string_split(text, delimiter)) >= part THEN split_part(text, delimiter, part)
END;
CREATE MACRO trino_regexp_count (text, pattern) AS len(regexp_extract_all(text, pattern));
CREATE MACRO trino_regexp_extract
  (text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern) END,
  (text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern, part) END;

-- Trino writes a group of the pattern $1, DuckDB \1.
CREATE MACRO trino_regexp_replace (text, pattern) AS regexp_replace(text, pattern, '', 'g'),
  (text, pattern, other) AS
  regexp_replace(text, pattern, regexp_replace(other, '\$(\d+)', '\\\1', 'g'), 'g');
CREATE MACRO trino_url_extract_host (url) AS
  trino_regexp_extract(url, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/:?#]+)', 1);
CREATE MACRO trino_url_extract_path (url) AS
  trino_regexp_extract(url, '^[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?([^?#]*)', 1);
CREATE MACRO trino_url_extract_protocol (url) AS
  trino_regexp_extract(url, '^([A-Za-z][A-Za-z0-9+.-]*):', 1);
CREATE MACRO trino_url_extract_query (url) AS
  trino_regexp_extract(url, '\?([^#]*)', 1);
CREATE MACRO trino_md5 (bytes) AS unhex(md5(bytes));
CREATE MACRO trino_sha1 (bytes) AS unhex(sha1(bytes));
CREATE MACRO trino_sha256 (bytes) AS unhex(sha256(bytes));

-- Times. The sandbox holds every time in UTC and without a zone.
CREATE MACRO trino_date (value) AS CAST(value AS DATE);
CREATE MACRO trino_date_add (unit, amount, value) AS value + CASE lower(unit)
  WHEN 'millisecond' THEN to_milliseconds(amount)
  WHEN 'second' THEN to_seconds(amount)
  WHEN 'minute' THEN to_minutes(amount)
  WHEN 'hour' THEN to_hours(amount)
  WHEN 'day' THEN to_days(CAST(amount AS INTEGER))
  WHEN 'week' THEN to_days(CAST(7 * amount AS INTEGER))
  WHEN 'month' THEN to_months(CAST(amount AS INTEGER))
  WHEN 'quarter' THEN to_months(CAST(3 * amount AS INTEGER))
  WHEN 'year' THEN to_years(CAST(amount AS INTEGER))
  ELSE error('''' || unit || ''' is not a valid TIMESTAMP field')
END;
CREATE MACRO trino_from_iso8601_date (text) AS CAST(text AS DATE);
CREATE MACRO trino_from_iso8601_timestamp (text) AS CAST(text AS TIMESTAMPTZ) AT TIME ZONE 'UTC';
CREATE MACRO trino_from_unixtime (seconds) AS make_timestamp(CAST(round(seconds * 1000) AS BIGINT) * 1000);
CREATE MACRO trino_to_unixtime (value) AS epoch(CAST(value AS TIMESTAMP));
CREATE MACRO trino_to_iso8601 (value) AS CASE
  WHEN typeof(value) = 'DATE' THEN strftime(value, '%Y-%m-%d')
  ELSE strftime(value, '%Y-%m-%dT%H:%M:%S.%g')
END;
CREATE MACRO trino_millisecond (value) AS millisecond(value) % 1000;
CREATE MACRO trino_e () AS exp(1);
