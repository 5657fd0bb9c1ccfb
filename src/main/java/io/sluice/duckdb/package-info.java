/** Parquet, CSV and set-wise SQL on datasets, by DuckDB. */
@NullMarked
package io.sluice.duckdb;

import org.jspecify.annotations.NullMarked;
