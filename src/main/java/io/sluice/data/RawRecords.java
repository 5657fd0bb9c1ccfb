package io.sluice.data;

/**
 * Records as a source sent them, not yet judged.
 *
 * @param contract name of the contract they are held against
 */
public record RawRecords(Records records, String contract) {}
