package io.sluice.data;

/**
 * Records that keep their contract.
 *
 * @param contract name of the contract they are held against
 */
public record ValidRecords(Records records, String contract) {}
