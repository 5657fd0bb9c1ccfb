package io.sluice.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares two versions of a flow element by element; the drawing is left out. */
public final class FlowDiff {
  private FlowDiff() {}

  /** The ids of elements. */
  public record Difference(List<String> added, List<String> removed, List<String> changed) {}

  /** Both must have passed the gate. */
  public static Difference of(byte[] before, byte[] after) {
    Map<String, String> old = elements(before);
    Map<String, String> fresh = elements(after);
    List<String> added = new ArrayList<>(fresh.keySet());
    added.removeAll(old.keySet());
    List<String> removed = new ArrayList<>(old.keySet());
    removed.removeAll(fresh.keySet());
    List<String> changed = new ArrayList<>();
    fresh.forEach(
        (id, text) -> {
          if (old.containsKey(id) && !text.equals(old.get(id))) changed.add(id);
        });
    return new Difference(added, removed, changed);
  }

  private static Map<String, String> elements(byte[] content) {
    try {
      Map<String, String> elements = new TreeMap<>();
      SafeXml.read(content)
          .all()
          .filter(tag -> tag.namespace.endsWith("/BPMN/20100524/MODEL"))
          .filter(tag -> tag.attributes.containsKey("id") && !tag.name.equals("definitions"))
          .forEach(tag -> elements.put(tag.id(), text(tag, true)));
      return elements;
    } catch (SafeXml.Broken e) {
      throw new IllegalArgumentException("a deployed flow is no XML", e);
    }
  }

  /** An element with ids of its own inside is compared by itself. */
  private static String text(Tag tag, boolean outermost) {
    if (!outermost && tag.attributes.containsKey("id")) return "";
    if (tag.name.equals("incoming") || tag.name.equals("outgoing")) return "";
    StringBuilder text = new StringBuilder(tag.name);
    new TreeMap<>(tag.attributes)
        .forEach((k, v) -> text.append(' ').append(k).append('=').append(v));
    text.append('{').append(tag.text.toString().strip());
    tag.children.forEach(child -> text.append(text(child, false)));
    return text.append('}').toString();
  }
}
