package io.sluice.data;

/** A file under {@code config/} is wrong: names the file, the place and what would be right. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  /**
   * @param line from 1
   * @param column from 1
   */
  public ConfigException(String file, int line, int column, String message) {
    super("%s:%d:%d: %s".formatted(file, line, column, message));
  }
}
