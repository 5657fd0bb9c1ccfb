package io.sluice.data;

/**
 * Scores of records, one each: columns {@value #KEY} and {@value #SCORE}.
 *
 * @param model name of the model
 * @param version the model version that scored all of them
 */
public record Scores(Records records, String model, String version) {
  public static final String KEY = "key";
  public static final String SCORE = "score";
}
