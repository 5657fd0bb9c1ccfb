package io.sluice.api.score;

/**
 * Why a record gets no score.
 *
 * @param record its position in the request, from 1
 * @param field empty when the whole record is meant
 * @param rule that it breaks: of the contract, or unknown-field, duplicate-field, columns,
 *     missing-value, unknown-category
 * @param message what would be right; holds no value of the record
 */
record Fault(int record, String field, String rule, String message) {}
