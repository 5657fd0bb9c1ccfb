package io.sluice.data;

import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Knows on which line of a YAML file each key stands. */
public final class Places {
  private final String file;
  private final @Nullable Node root;

  /**
   * @param file well-formed YAML
   */
  public Places(ConfigFolder.Entry file) {
    this.file = file.place();
    this.root = new Yaml(new LoaderOptions()).compose(new StringReader(file.text()));
  }

  /**
   * An error at a key, or at its nearest parent that is there.
   *
   * @param path keys (String) and positions (Integer) from the top
   */
  public ConfigException error(List<Object> path, String message) {
    Node at = root;
    Node inside = root;
    for (Object step : path) {
      if (inside instanceof SequenceNode list && step instanceof Integer position) {
        at = inside = list.getValue().get(position);
      } else if (inside instanceof MappingNode map && entry(map, step) instanceof NodeTuple entry) {
        at = entry.getKeyNode();
        inside = entry.getValueNode();
      } else {
        break;
      }
    }
    if (at == null) return new ConfigException(file, 1, 1, message);
    var mark = at.getStartMark();
    return new ConfigException(file, mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  private static @Nullable NodeTuple entry(MappingNode map, Object key) {
    for (NodeTuple entry : map.getValue())
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        return entry;
    return null;
  }

  /** A place to report errors at: a path that grows on the way down. */
  public record At(Places places, List<Object> path) {
    /** A place below this one. */
    public At in(Object... steps) {
      var longer = new java.util.ArrayList<>(path);
      longer.addAll(List.of(steps));
      return new At(places, longer);
    }

    public ConfigException error(String message) {
      return places.error(path, message);
    }
  }

  /** The place of the whole file. */
  public At top() {
    return new At(this, List.of());
  }
}
