package io.sluice.publish;

/**
 * What a target is told.
 *
 * @param id the same whenever the same is told again: lower-case hex
 * @param target name of a target connector
 * @param json the whole notice
 */
public record Notice(String id, String target, String json) {}
