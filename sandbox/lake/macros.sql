-- Database functions that the translation of Trino's SQL calls; further ones are in TypeScript, in values/.
-- Source: Trino documentation, the page of each kind of functions; the values were compared with Trino 400.

-- Numbers.
CREATE MACRO trino_divide (dividend, divisor) AS
  CASE WHEN divisor = 0 AND dividend IS NOT NULL THEN CAST(trino_fail_whole('Division by zero') AS INTEGER) ELSE dividend // divisor END;
CREATE MACRO trino_modulo (dividend, divisor) AS
  CASE WHEN divisor = 0 AND dividend IS NOT NULL THEN CAST(trino_fail_whole('Division by zero') AS INTEGER) ELSE dividend % divisor END;
CREATE MACRO trino_remainder (dividend, divisor) AS
  CASE WHEN divisor = 0 THEN CAST('nan' AS DOUBLE) ELSE dividend % divisor END;
CREATE MACRO trino_compared (left_number, right_number, result, otherwise) AS CASE
  WHEN left_number IS NULL OR right_number IS NULL THEN NULL
  WHEN isnan(left_number) OR isnan(right_number) THEN otherwise
  ELSE result
END;
CREATE MACRO trino_logarithm (name, number) AS CASE
  WHEN number = 0 THEN CAST('-infinity' AS DOUBLE)
  WHEN number < 0 THEN CAST('nan' AS DOUBLE)
  WHEN name = 'ln' THEN ln(number)
  WHEN name = 'log2' THEN log2(number)
  ELSE log10(number)
END;
CREATE MACRO trino_width_bucket (operand, low, high, buckets) AS CASE
  WHEN low < high THEN CASE WHEN operand < low THEN 0 WHEN operand >= high THEN buckets + 1
    ELSE CAST(floor(buckets * (operand - low) / (high - low)) AS BIGINT) + 1 END
  ELSE CASE WHEN operand > low THEN 0 WHEN operand <= high THEN buckets + 1
    ELSE CAST(floor(buckets * (low - operand) / (low - high)) AS BIGINT) + 1 END
END;
CREATE MACRO trino_bit_count (number, bits) AS CASE
  WHEN bits < 2 OR bits > 64 THEN trino_fail_whole('Bits specified in bit_count must be between 2 and 64, got ' || bits)
  WHEN bits = 64 THEN CAST(bit_count(number) AS BIGINT)
  WHEN number >= 1 << (bits - 1) OR number < -(1 << (bits - 1))
    THEN trino_fail_whole('Number must be representable with the bits specified. ' || number || ' cannot be represented with ' || bits || ' bits')
  ELSE CAST(bit_count(number & ((CAST(1 AS BIGINT) << bits) - 1)) AS BIGINT)
END;
CREATE MACRO trino_fitting (value, size) AS
  CASE WHEN length(value) > size THEN trino_fail('Value ' || value || ' cannot be represented as varchar(' || size || ')') ELSE value END;

-- Texts. A lambda names an argument that is used twice, so a nested call is written once.
-- The database changes the case of ASCII letters; for other letters it has another version of Unicode and other rules.
CREATE MACRO trino_lower (text) AS list_transform([text], lambda trino_x:
  CASE WHEN strlen(trino_x) <> length(trino_x) THEN trino_lower_letters(trino_x) ELSE lower(trino_x) END)[1];
CREATE MACRO trino_upper (text) AS list_transform([text], lambda trino_x:
  CASE WHEN strlen(trino_x) <> length(trino_x) THEN trino_upper_letters(trino_x) ELSE upper(trino_x) END)[1];
-- The database also splits at an empty text; Trino fails.
CREATE MACRO trino_split (text, delimiter) AS
  CASE WHEN delimiter <> '' THEN string_split(text, delimiter) ELSE trino_split_most(text, delimiter, 2147483647) END;
CREATE MACRO trino_join (list, delimiter) AS CASE WHEN list IS NULL OR delimiter IS NULL THEN NULL ELSE array_to_string(list, delimiter) END;
CREATE MACRO trino_concat_ws (delimiter, list) AS trino_join(list_filter(list, lambda trino_x: trino_x IS NOT NULL), delimiter);

-- JSON, stored as its canonical text.
CREATE MACRO trino_json_text (json) AS CASE
  WHEN NOT trino_json_is_text(json) AND regexp_matches(json, '^-?\d+\.') THEN trino_double_text(trino_parse_double(trino_json_scalar(json, 'varchar')))
  ELSE trino_json_scalar(json, 'varchar')
END;

-- Arrays and maps.
CREATE MACRO trino_percentile (list, percentile) AS CASE
  WHEN percentile < 0 OR percentile > 1 THEN list[trino_fail_whole('Percentile must be between 0 and 1')]
  ELSE list_sort(list_filter(list, lambda trino_x: trino_x IS NOT NULL))[
    CAST(least(floor(percentile * len(list_filter(list, lambda trino_x: trino_x IS NOT NULL))) + 1, len(list_filter(list, lambda trino_x: trino_x IS NOT NULL))) AS BIGINT)]
END;
CREATE MACRO trino_any_true (list) AS CASE
  WHEN list IS NULL THEN NULL
  WHEN list_contains(list, true) THEN true
  WHEN len(list_filter(list, lambda trino_x: trino_x IS NULL)) > 0 THEN NULL
  ELSE false
END;
CREATE MACRO trino_all_true (list) AS CASE
  WHEN list IS NULL THEN NULL
  WHEN list_contains(list, false) THEN false
  WHEN len(list_filter(list, lambda trino_x: trino_x IS NULL)) > 0 THEN NULL
  ELSE true
END;
CREATE MACRO trino_position_of_true (list, value) AS
  CASE WHEN list IS NULL OR value IS NULL THEN NULL ELSE CAST(coalesce(list_position(list, true), 0) AS BIGINT) END;
CREATE MACRO trino_item (list, place) AS CASE
  WHEN list IS NULL OR place IS NULL THEN NULL
  WHEN place = 0 THEN list[trino_fail_whole('SQL array indices start at 1')]
  WHEN place < 0 THEN list[trino_fail_whole('Array subscript is negative: ' || place)]
  WHEN place > len(list) THEN list[trino_fail_whole('Array subscript must be less than or equal to array length: ' || place || ' > ' || len(list))]
  ELSE list[place]
END;
CREATE MACRO trino_element_at_index (list, place) AS CASE
  WHEN place = 0 THEN list[trino_fail_whole('SQL array indices start at 1')]
  ELSE list[place]
END;
CREATE MACRO trino_key (container, key) AS CASE
  WHEN container IS NULL OR key IS NULL THEN NULL
  WHEN map_contains(container, key) THEN element_at(container, key)[1]
  ELSE map_values(container)[trino_fail_whole('Key not present in map: ' || key)]
END;
CREATE MACRO trino_has (list, value) AS
  len(list_filter(list, lambda trino_y: trino_y IS NOT DISTINCT FROM value)) > 0;
CREATE MACRO trino_distinct (list) AS
  list_filter(list, lambda trino_z, trino_i: NOT trino_has(list[1 : trino_i - 1], trino_z));
CREATE MACRO trino_extreme (list, value) AS
  CASE WHEN len(list_filter(list, lambda trino_x: trino_x IS NULL)) > 0 THEN NULL ELSE value END;
CREATE MACRO trino_overlap (left_list, right_list) AS CASE
  WHEN left_list IS NULL OR right_list IS NULL THEN NULL
  WHEN list_has_any(left_list, right_list) THEN true
  WHEN len(left_list) > 0 AND len(right_list) > 0 AND (trino_has(left_list, NULL) OR trino_has(right_list, NULL)) THEN NULL
  ELSE false
END;
CREATE MACRO trino_slice (list, start, size) AS CASE
  WHEN start = 0 THEN list[trino_fail_whole('SQL array indices start at 1') : 0]
  WHEN size < 0 THEN list[trino_fail_whole('length must be greater than or equal to 0') : 0]
  WHEN start < 0 AND start + len(list) < 0 THEN list[1 : 0]
  WHEN start < 0 THEN list[len(list) + start + 1 : len(list) + start + size]
  ELSE list[start : start + size - 1]
END;
CREATE MACRO trino_sequence_by (start, stop, step) AS CASE
  WHEN start IS NULL OR stop IS NULL OR step IS NULL THEN NULL
  WHEN step = 0 OR (step > 0 AND stop < start) OR (step < 0 AND stop > start)
    THEN range(trino_fail_whole('sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start'))
  ELSE generate_series(start, stop, step)
END;
CREATE MACRO trino_sequence (start, stop) AS trino_sequence_by(start, stop, CAST(CASE WHEN stop < start THEN -1 ELSE 1 END AS BIGINT));
CREATE MACRO trino_map (keys, entries) AS CASE
  WHEN keys IS NULL OR entries IS NULL THEN NULL
  WHEN len(keys) <> len(entries) THEN map(keys, entries[trino_fail_whole('Key and value arrays must be the same length') : 0])
  WHEN trino_has(keys, NULL) THEN map(keys, entries[trino_fail_whole('map key cannot be null') : 0])
  WHEN len(list_distinct(keys)) <> len(keys) THEN map(keys, entries[trino_fail_whole('Duplicate map keys are not allowed') : 0])
  ELSE map(keys, entries)
END;
CREATE MACRO trino_histogram (counts) AS CASE WHEN counts IS NOT NULL THEN
  map(map_keys(counts), list_transform(map_values(counts), lambda trino_x: CAST(trino_x AS BIGINT))) END;

-- Times. A time with a zone is its instant in UTC and the zone's name; $1 of the functions of local times is the time in the zone.
CREATE MACRO trino_date_of (days) AS CAST(CAST('1970-01-01' AS DATE) + CAST(days AS INTEGER) AS DATE);
CREATE MACRO trino_utc (instant) AS CASE WHEN instant IS NOT NULL THEN struct_pack(instant := instant, zone := 'UTC') END;
CREATE MACRO trino_local (zoned) AS CASE
  WHEN struct_extract(zoned, 'zone') = 'UTC' THEN struct_extract(zoned, 'instant')
  ELSE make_timestamp(trino_local_time(epoch_us(struct_extract(zoned, 'instant')), struct_extract(zoned, 'zone')))
END;
CREATE MACRO trino_offset (zoned) AS trino_zone_offset(epoch_us(struct_extract(zoned, 'instant')), struct_extract(zoned, 'zone'));
CREATE MACRO trino_shift (zoned, milliseconds) AS trino_at_zone(
  epoch_us(struct_extract(zoned, 'instant')) + (milliseconds) * 1000, struct_extract(zoned, 'zone'));
CREATE MACRO trino_shift_months (zoned, months) AS trino_at_zone(
  epoch_us(struct_extract(zoned, 'instant') + to_months(months)), struct_extract(zoned, 'zone'));
CREATE MACRO trino_microseconds (seconds) AS CASE WHEN isnan(seconds) THEN 0 ELSE CAST(round(seconds * 1000) AS BIGINT) * 1000 END;
CREATE MACRO trino_cut (instant, digits) AS CASE
  WHEN digits >= 6 THEN instant
  ELSE make_timestamp(epoch_us(instant) // CAST(pow(10, 6 - digits) AS BIGINT) * CAST(pow(10, 6 - digits) AS BIGINT))
END;
CREATE MACRO trino_whole_days (milliseconds) AS CASE
  WHEN milliseconds % 86400000 <> 0 THEN trino_fail_whole('Cannot add hour, minutes or seconds to a date')
  ELSE milliseconds // 86400000
END;
CREATE MACRO trino_unit (unit, kind) AS CASE
  WHEN lower(unit) IN ('day', 'week', 'month', 'quarter', 'year') THEN lower(unit)
  WHEN kind = 'TIMESTAMP' AND lower(unit) IN ('millisecond', 'second', 'minute', 'hour') THEN lower(unit)
  ELSE trino_fail('''' || unit || ''' is not a valid ' || kind || ' field')
END;
CREATE MACRO trino_date_trunc (unit, value) AS date_trunc(trino_unit(unit, 'TIMESTAMP'), value);
CREATE MACRO trino_date_trunc_date (unit, value) AS CAST(date_trunc(trino_unit(unit, 'DATE'), value) AS DATE);
CREATE MACRO trino_step (unit, amount) AS CASE unit
  WHEN 'millisecond' THEN to_milliseconds(amount)
  WHEN 'second' THEN to_seconds(amount)
  WHEN 'minute' THEN to_minutes(amount)
  WHEN 'hour' THEN to_hours(amount)
  WHEN 'day' THEN to_days(CAST(amount AS INTEGER))
  WHEN 'week' THEN to_days(CAST(7 * amount AS INTEGER))
  WHEN 'month' THEN to_months(CAST(amount AS INTEGER))
  WHEN 'quarter' THEN to_months(CAST(3 * amount AS INTEGER))
  WHEN 'year' THEN to_years(CAST(amount AS INTEGER))
END;
CREATE MACRO trino_date_add (unit, amount, value) AS value + trino_step(trino_unit(unit, 'TIMESTAMP'), amount);
CREATE MACRO trino_date_add_date (unit, amount, value) AS CAST(value + trino_step(trino_unit(unit, 'DATE'), amount) AS DATE);
CREATE MACRO trino_date_add_zoned (unit, amount, value) AS CASE
  WHEN lower(unit) IN ('millisecond', 'second', 'minute', 'hour')
    THEN trino_at_zone(epoch_us(struct_extract(value, 'instant') + trino_step(lower(unit), amount)), struct_extract(value, 'zone'))
  ELSE trino_in_zone(epoch_us(trino_date_add(unit, amount, trino_local(value))), struct_extract(value, 'zone'))
END;
-- A month ends on the same day of the next month, or on its last day if the next month is shorter.
CREATE MACRO trino_months_between (early, late) AS
  (date_part('year', late) - date_part('year', early)) * 12 + date_part('month', late) - date_part('month', early)
  - CASE WHEN early + to_months(CAST((date_part('year', late) - date_part('year', early)) * 12 + date_part('month', late) - date_part('month', early) AS INTEGER)) > late THEN 1 ELSE 0 END;
CREATE MACRO trino_months (early, late) AS
  CASE WHEN early <= late THEN trino_months_between(early, late) ELSE -trino_months_between(late, early) END;
CREATE MACRO trino_difference (unit, early, late) AS CAST(CASE unit
  WHEN 'millisecond' THEN (epoch_us(late) - epoch_us(early)) // 1000
  WHEN 'second' THEN (epoch_us(late) - epoch_us(early)) // 1000000
  WHEN 'minute' THEN (epoch_us(late) - epoch_us(early)) // 60000000
  WHEN 'hour' THEN (epoch_us(late) - epoch_us(early)) // 3600000000
  WHEN 'day' THEN (epoch_us(late) - epoch_us(early)) // 86400000000
  WHEN 'week' THEN (epoch_us(late) - epoch_us(early)) // 604800000000
  WHEN 'month' THEN trino_months(early, late)
  WHEN 'quarter' THEN trino_months(early, late) // 3
  ELSE trino_months(early, late) // 12
END AS BIGINT);
CREATE MACRO trino_date_diff (unit, early, late) AS trino_difference(trino_unit(unit, 'TIMESTAMP'), early, late);
CREATE MACRO trino_date_diff_date (unit, early, late) AS
  trino_difference(trino_unit(unit, 'DATE'), CAST(early AS TIMESTAMP), CAST(late AS TIMESTAMP));
CREATE MACRO trino_day_interval_text (milliseconds) AS
  CASE WHEN milliseconds < 0 THEN '-' ELSE '' END || (abs(milliseconds) // 86400000) || ' '
  || strftime(make_timestamp(abs(milliseconds) % 86400000 * 1000), '%H:%M:%S.%g');
CREATE MACRO trino_year_interval_text (months) AS
  CASE WHEN months < 0 THEN '-' ELSE '' END || (abs(months) // 12) || '-' || (abs(months) % 12);
