package io.sluice.data;

/** Finds what contracts allow when a source does not answer. */
@FunctionalInterface
public interface Standbys {

  /**
   * @return {@link Standby#NONE} when the contract says nothing of the source
   * @throws ConfigException when there is no such contract or its file is wrong
   */
  Standby standby(String contract, String source);
}
