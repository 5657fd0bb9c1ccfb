package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which versions of a model a person has to agree to before they serve. */
public enum Approval {
  /** All of them. */
  @JsonProperty("always")
  ALWAYS,
  /** All but one that is trained while no champion serves and reaches its floors. */
  @JsonProperty("after-first")
  AFTER_FIRST
}
