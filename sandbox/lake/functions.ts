/**
 * The functions of Trino's SQL, and how the sandbox plays them on DuckDB. A function that stands in none of these tables
 * does not exist in Trino, whatever DuckDB has under its name, and a query that calls it is refused.
 *
 * Source: Trino documentation, List of functions and operators.
 */

/** Functions that DuckDB has under the same name and with the same meaning. */
export const sameFunctions: ReadonlySet<string> = new Set(
  `abs acos any_value array_agg array_distinct array_intersect asin atan atan2 avg bit_count bool_and bool_or cbrt ceil
   ceiling chr concat_ws corr cos cosh count count_if covar_pop covar_samp cume_dist date_trunc day degrees
   dense_rank ends_with exp first_value flatten floor geometric_mean histogram hour kurtosis lag last_value lead
   length ln log log10 log2 lower lpad ltrim map map_concat map_entries map_from_entries map_keys map_values max
   max_by min min_by minute mod month nth_value ntile nullif percent_rank pi position pow power quarter radians
   random rank regexp_extract_all reverse round row_number rpad rtrim second sign sin sinh skewness split sqrt
   starts_with stddev stddev_pop stddev_samp strpos substr substring sum tan tanh to_base64 translate trim upper
   url_decode url_encode uuid var_pop var_samp variance week year from_base64`.split(/\s+/),
);

/** Functions that DuckDB has under another name. */
export const renamedFunctions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    approx_distinct: "approx_count_distinct",
    approx_percentile: "approx_quantile",
    arbitrary: "any_value",
    array_join: "array_to_string",
    array_max: "list_max",
    array_min: "list_min",
    array_sort: "list_sort",
    arrays_overlap: "list_has_any",
    codepoint: "unicode",
    contains: "list_contains",
    // Trino counts whole units; DuckDB's date_diff counts the borders between units that lie in between.
    date_diff: "date_sub",
    date_format: "strftime",
    date_parse: "strptime",
    day_of_month: "day",
    day_of_week: "isodow",
    day_of_year: "dayofyear",
    dow: "isodow",
    doy: "dayofyear",
    every: "bool_and",
    filter: "list_filter",
    from_hex: "unhex",
    from_utf8: "decode",
    hamming_distance: "hamming",
    is_finite: "isfinite",
    is_infinite: "isinf",
    is_nan: "isnan",
    last_day_of_month: "last_day",
    levenshtein_distance: "levenshtein",
    rand: "random",
    regexp_like: "regexp_matches",
    regexp_split: "string_split_regex",
    to_hex: "hex",
    to_utf8: "encode",
    transform: "list_transform",
    truncate: "trunc",
    week_of_year: "week",
    year_of_week: "isoyear",
    yow: "isoyear",
  }),
);

/** Functions of a list and a lambda whose answer is a macro's, over what the lambda makes of the list. */
export const matchFunctions: ReadonlySet<string> = new Set(["all_match", "any_match", "none_match"]);

/** What stands for the time at which the query runs, and its type. */
export const timeFunctions: ReadonlyMap<string, "DATE" | "TIMESTAMP"> = new Map(
  Object.entries({
    current_date: "DATE",
    current_timestamp: "TIMESTAMP",
    localtimestamp: "TIMESTAMP",
    now: "TIMESTAMP",
  }),
);

/** Names that are called without parentheses and that the sandbox has no answer to. */
export const unplayedNames: ReadonlySet<string> = new Set([
  "current_catalog",
  "current_path",
  "current_role",
  "current_schema",
  "current_time",
  "current_user",
  "localtime",
]);

/** What DuckDB's parser calls the operators that Trino has too. */
export const sharedOperators: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "||", "~~", "!~~"]);

/**
 * Functions that DuckDB's parser writes for Trino's EXTRACT, INTERVAL, LIKE ... ESCAPE, AT TIME ZONE and count(*). A
 * statement that calls them by name is no statement in Trino's SQL.
 */
export const parserFunctions: ReadonlySet<string> = new Set(
  `count_star date_part like_escape not_like_escape to_days to_hours to_microseconds to_minutes to_months to_seconds
   to_weeks to_years trunc`.split(/\s+/),
);

/** Functions that Trino has and the sandbox does not play. Those that begin with ST_ are left out of the list. */
export const unplayedFunctions: ReadonlySet<string> = new Set(
  `approx_most_frequent approx_set array_except array_first array_histogram array_last array_remove array_union
   at_timezone bar beta_cdf bing_tile bing_tile_at bing_tile_coordinates bing_tile_polygon bing_tile_quadkey
   bing_tile_zoom_level bing_tiles_around bitwise_and bitwise_and_agg bitwise_left_shift bitwise_not bitwise_or
   bitwise_or_agg bitwise_right_shift bitwise_right_shift_arithmetic bitwise_xor char2hexint checksum classify
   collect color combinations contains_sequence convex_hull_agg cosine_distance cosine_similarity crc32
   current_groups current_timezone element empty_approx_set features format format_datetime format_number from_base
   from_base32 from_base64url from_big_endian_32 from_big_endian_64 from_encoded_polyline from_geojson_geometry
   from_ieee754_32 from_ieee754_64 from_iso8601_timestamp_nanos from_unixtime_nanos fusion geometry_collect_agg
   geometry_from_hadoop_shape geometry_invalid_reason geometry_nearest_points geometry_to_bing_tiles geometry_union
   geometry_union_agg great_circle_distance hash_counts hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512
   human_readable_seconds index infinity intersection_cardinality inverse_beta_cdf inverse_normal_cdf jaccard_index
   json_array json_array_get json_exists json_object json_query json_scalar json_serialize json_value
   learn_classifier learn_libsvm_classifier learn_libsvm_regressor learn_regressor line_interpolate_point
   line_interpolate_points line_locate_point listagg luhn_check make_set_digest map_agg map_filter map_union
   map_zip_with merge merge_set_digest multimap_agg multimap_from_entries murmur3 nan ngrams normal_cdf normalize
   numeric_histogram objectid objectid_timestamp parse_data_size parse_datetime parse_duration qdigest_agg reduce
   reduce_agg regexp_position regr_intercept regr_slope regress render repeat rgb row sequence sha512 shuffle
   simplify_geometry slice soundex spatial_partitioning spatial_partitions split_to_map split_to_multimap
   spooky_hash_v2_32 spooky_hash_v2_64 tdigest_agg theta_sketch_cardinality theta_sketch_union timestamp_objectid
   timezone_hour timezone_minute title_case to_base to_base32 to_base64url to_big_endian_32 to_big_endian_64 to_char
   to_date to_encoded_polyline to_geojson_geometry to_geometry to_ieee754_32 to_ieee754_64 to_milliseconds
   to_spherical_geography to_timestamp transform_keys transform_values trim_array typeof url_extract_fragment
   url_extract_parameter url_extract_port value_at_quantile values_at_quantiles version width_bucket
   wilson_interval_lower wilson_interval_upper with_timezone word_stem xxhash64 zip zip_with`.split(/\s+/),
);
