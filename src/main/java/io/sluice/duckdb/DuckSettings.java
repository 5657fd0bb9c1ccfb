package io.sluice.duckdb;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the embedded DuckDB, outside of the Java heap.
 *
 * @param memoryLimit of all its work together; beyond it spills to disk; below 500 MB it writes
 *     datasets of 25 columns by one thread only
 * @param threads that one query may use
 */
@ConfigurationProperties("sluice.duckdb")
record DuckSettings(@DefaultValue("600MB") String memoryLimit, @DefaultValue("2") int threads) {}
