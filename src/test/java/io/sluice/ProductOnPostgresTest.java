package io.sluice;

class ProductOnPostgresTest extends ProductBehaviour {
  @Override
  Databases database() {
    return Databases.POSTGRESQL;
  }
}
