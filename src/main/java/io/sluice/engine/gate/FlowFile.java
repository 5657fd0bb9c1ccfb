package io.sluice.engine.gate;

/**
 * A file of a bundle.
 *
 * @param name whose ending says what it is: {@code .bpmn}, {@code .dmn} or {@code .form}
 */
public record FlowFile(String name, byte[] content) {}
