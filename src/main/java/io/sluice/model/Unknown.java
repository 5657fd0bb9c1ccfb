package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model does with a category that training did not see. */
public enum Unknown {
  /** The row gets no score. */
  @JsonProperty("refuse")
  REFUSE,
  /** Scored as a category of no known effect. */
  @JsonProperty("other")
  OTHER
}
