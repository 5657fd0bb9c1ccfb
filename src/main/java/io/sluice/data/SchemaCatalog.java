package io.sluice.data;

/** Finds the schema that a contract states. */
public interface SchemaCatalog {

  /**
   * @throws ConfigException when there is no such contract or its file is wrong
   */
  Schema schema(String contract);
}
