package io.sluice;

class ProductOnH2Test extends ProductBehaviour {
  @Override
  Databases database() {
    return Databases.H2;
  }
}
