package io.sluice;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ProductOnPostgresTest extends ProductBehaviour {
  @Override
  Databases database() {
    return Databases.POSTGRESQL;
  }
}
