package retex.instrument;

import static retex.instrument.InstrumentRefusal.FILE_MALFORMED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One mapping of a YAML file, read strictly: a key that nobody asked for, or of another type, is
 * refused with its path, so that a slip of the pen can never open what was meant to be closed.
 */
final class Yaml {

  private final Map<?, ?> map;
  private final String path;

  private Yaml(Map<?, ?> map, String path) {
    this.map = map;
    this.path = path;
  }

  static Yaml parse(String text, String path) {
    var settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(1_000_000)
            .build();
    try {
      return of(new Load(settings).loadFromString(text), path);
    } catch (YamlEngineException e) {
      throw FILE_MALFORMED.at(path).asException();
    }
  }

  private static Yaml of(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return new Yaml(map, path);
    }
    throw FILE_MALFORMED.at(path).asException();
  }

  /** Refuses any key that is not listed. */
  Yaml only(String... keys) {
    Set<String> allowed = Set.of(keys);
    for (Object key : map.keySet()) {
      if (!allowed.contains(String.valueOf(key))) {
        throw FILE_MALFORMED.at(path + "." + key).asException();
      }
    }
    return this;
  }

  boolean has(String key) {
    return map.containsKey(key);
  }

  String text(String key) {
    Object value = map.get(key);
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw FILE_MALFORMED.at(path + "." + key).asException();
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  int number(String key) {
    if (map.get(key) instanceof Integer number) {
      return number;
    }
    throw FILE_MALFORMED.at(path + "." + key).asException();
  }

  boolean flag(String key) {
    if (map.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw FILE_MALFORMED.at(path + "." + key).asException();
  }

  Yaml child(String key) {
    return of(map.get(key), path + "." + key);
  }

  List<Yaml> children(String key) {
    List<Object> items = items(key);
    var children = new ArrayList<Yaml>();
    for (int i = 0; i < items.size(); i++) {
      children.add(of(items.get(i), path + "." + key + "[" + i + "]"));
    }
    return children;
  }

  List<String> texts(String key) {
    return items(key).stream().map(String::valueOf).toList();
  }

  /** Every key with its text. */
  Map<String, String> textsByKey() {
    var texts = new HashMap<String, String>();
    map.keySet().forEach(key -> texts.put(String.valueOf(key), String.valueOf(map.get(key))));
    return texts;
  }

  /** Every key with its mapping of texts. */
  Map<String, LocalText> localTextsByKey() {
    var texts = new HashMap<String, LocalText>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      texts.put(key, new LocalText(of(entry.getValue(), path + "." + key).textsByKey()));
    }
    return texts;
  }

  LocalText localText(String key) {
    return new LocalText(child(key).textsByKey());
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
    throw FILE_MALFORMED.at(path + "." + key).asException();
  }

  private List<Object> items(String key) {
    if (map.get(key) instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw FILE_MALFORMED.at(path + "." + key).asException();
  }
}
