package retex.instrument;

import static retex.instrument.InstrumentRefusal.FILE_MALFORMED;
import static retex.instrument.InstrumentRefusal.KEY_MISSING;
import static retex.instrument.InstrumentRefusal.KEY_TWICE;
import static retex.instrument.InstrumentRefusal.KEY_UNKNOWN;
import static retex.instrument.InstrumentRefusal.LANGUAGE_MISSING;
import static retex.instrument.InstrumentRefusal.VALUE_UNFIT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/**
 * One mapping of a YAML file, read strictly: a key that nobody asked for, or of another type, is
 * refused with its file, line and path, so that a slip of the pen can never open what was meant to
 * be closed.
 */
final class Yaml {

  private final Node node;
  private final Map<String, Node> map;
  private final String file;
  private final String path;

  private Yaml(Node node, String file, String path) {
    this.node = node;
    this.file = file;
    this.path = path;
    this.map = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      throw refused(VALUE_UNFIT, node, path);
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), path);
      if (map.put(key, tuple.getValueNode()) != null) {
        throw refused(KEY_TWICE, tuple.getKeyNode(), path + key);
      }
    }
  }

  static Yaml parse(String text, String file) {
    var settings =
        LoadSettings.builder().setMaxAliasesForCollections(0).setCodePointLimit(1_000_000).build();
    try {
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> FILE_MALFORMED.at(file).asException());
      return new Yaml(root, file, "");
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(it -> ", line " + (it.getLine() + 1)).orElse("");
      throw FILE_MALFORMED.at(file + line).asException();
    } catch (YamlEngineException e) {
      throw FILE_MALFORMED.at(file).asException();
    }
  }

  /** Refuses any key that is not listed. */
  Yaml only(String... keys) {
    Set<String> allowed = Set.of(keys);
    map.forEach(
        (key, value) -> {
          if (!allowed.contains(key)) {
            throw refused(KEY_UNKNOWN, value, path + key);
          }
        });
    return this;
  }

  boolean has(String key) {
    return map.containsKey(key);
  }

  String text(String key) {
    return scalar(value(key), path + key);
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  int number(String key) {
    return of(key, Integer::parseInt);
  }

  int number(String key, int otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  boolean flag(String key) {
    if (value(key) instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw refused(VALUE_UNFIT, value(key), path + key);
  }

  /** What {@code made} makes of the text; its own refusal, or a number's, gets the place. */
  <T> T of(String key, Function<String, T> made) {
    return made(made, value(key), path + key);
  }

  /** The same for each item of a list. */
  <T> List<T> listOf(String key, Function<String, T> made) {
    var items = new ArrayList<T>();
    for (Node item : items(key)) {
      items.add(made(made, item, path + key));
    }
    return items;
  }

  Yaml child(String key) {
    return new Yaml(value(key), file, path + key + ".");
  }

  Optional<Yaml> childIfAny(String key) {
    return has(key) ? Optional.of(child(key)) : Optional.empty();
  }

  List<Yaml> children(String key) {
    List<Node> items = items(key);
    var children = new ArrayList<Yaml>();
    for (int i = 0; i < items.size(); i++) {
      children.add(new Yaml(items.get(i), file, path + key + "[" + i + "]."));
    }
    return children;
  }

  List<Yaml> childrenIfAny(String key) {
    return has(key) ? children(key) : List.of();
  }

  /** Every key with its mapping of texts. */
  Map<String, LocalText> localTextsByKey(List<String> languages) {
    var texts = new LinkedHashMap<String, LocalText>();
    map.keySet().forEach(key -> texts.put(key, localText(key, languages)));
    return texts;
  }

  /** The text in every one of {@code languages}; more are welcome. */
  LocalText localText(String key, List<String> languages) {
    Yaml child = child(key);
    var texts = new LinkedHashMap<String, String>();
    child.map.forEach((language, text) -> texts.put(language, scalar(text, path + key)));
    for (String language : languages) {
      if (texts.getOrDefault(language, "").isBlank()) {
        throw child.refused(LANGUAGE_MISSING, path + key + "." + language);
      }
    }
    return new LocalText(texts);
  }

  Optional<LocalText> localTextIfAny(String key, List<String> languages) {
    return has(key) ? Optional.of(localText(key, languages)) : Optional.empty();
  }

  /** A word that may be the same in every language, else as {@link #localText}. */
  Optional<LocalText> wordIfAny(String key, List<String> languages) {
    return has(key) && value(key) instanceof ScalarNode
        ? Optional.of(new LocalText(Map.of("en", text(key))))
        : localTextIfAny(key, languages);
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    return has(key) ? choice(key, type) : otherwise;
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    String value = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(java.util.Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    throw refused(VALUE_UNFIT, value(key), path + key);
  }

  /** A refusal of this mapping as a whole. */
  RefusedException refused(RefusalCode code, String what) {
    return refused(code, node, what);
  }

  private Node value(String key) {
    Node value = map.get(key);
    if (value == null) {
      throw refused(KEY_MISSING, node, path + key);
    }
    return value;
  }

  private List<Node> items(String key) {
    if (value(key) instanceof SequenceNode list) {
      return list.getValue();
    }
    throw refused(VALUE_UNFIT, value(key), path + key);
  }

  private <T> T made(Function<String, T> made, Node from, String where) {
    String text = scalar(from, where);
    try {
      return made.apply(text);
    } catch (NumberFormatException e) {
      throw refused(VALUE_UNFIT, from, where);
    } catch (RefusedException e) {
      throw refused(e.refusal().code(), from, where);
    }
  }

  private String scalar(Node from, String where) {
    if (from instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw refused(VALUE_UNFIT, from, where);
  }

  private RefusedException refused(RefusalCode code, Node at, String what) {
    String line = at.getStartMark().map(it -> ", line " + (it.getLine() + 1)).orElse("");
    return code.at(file + line + ": " + what).asException();
  }
}
