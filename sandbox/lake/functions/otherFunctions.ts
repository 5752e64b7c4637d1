/**
 * The functions of Trino 400 that the sandbox does not emulate: their calls are rejected as unsupported, not as unknown.
 * Source: Trino documentation, "List of functions and operators" (version 400).
 */
export const otherFunctions: ReadonlySet<string> = new Set(
  `approx_most_frequent approx_set beta_cdf bing_tile bitwise_left_shift bitwise_right_shift bitwise_right_shift_arithmetic checksum color
   combinations contains_sequence cosine_similarity crc32 empty_approx_set evaluate_classifier_predictions format format_datetime format_number
   from_base32 from_base64url from_big_endian_32 from_big_endian_64 from_ieee754_32 from_ieee754_64 from_iso8601_timestamp_nanos
   from_unixtime_nanos hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 hash_counts intersection_cardinality inverse_beta_cdf inverse_normal_cdf
   jaccard_index json_array_get kurtosis listagg luhn_check make_set_digest map_agg map_filter map_union map_zip_with merge
   merge_set_digest multimap_agg multimap_from_entries murmur3 ngrams normal_cdf numeric_histogram parse_data_size parse_datetime
   parse_duration parse_presto_data_size qdigest_agg reduce reduce_agg render rgb sha512 split_to_multimap spooky_hash_v2_32
   spooky_hash_v2_64 tdigest_agg to_base32 to_base64url to_big_endian_32 to_big_endian_64 to_ieee754_32 to_ieee754_64 transform_keys
   transform_values trim_array value_at_quantile values_at_quantiles wilson_interval_lower wilson_interval_upper word_stem xxhash64 zip
   zip_with`.split(/\s+/),
);
