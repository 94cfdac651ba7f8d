package retex.agent.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.instrument.Topic;

/** What people call units and topics, of which records hold the codes alone. */
final class Names {

  private static final int MOST = 20; // codes that one word may stand for

  private final Map<String, String> units = new LinkedHashMap<>();
  private final Map<String, String> topics = new LinkedHashMap<>();

  private Names() {}

  static Names of(Library library, String language) {
    var names = new Names();
    for (LibraryUnit unit : library.units()) {
      names.units.put(unit.code(), unit.label());
    }
    for (Topic topic : library.instruments().topics().all()) {
      names.topics.put(topic.code().value(), topic.title().in(language));
    }
    return names;
  }

  /** A unit as the list shows it; one that is not known by its code or as it was typed. */
  String unit(String code) {
    return units.getOrDefault(code, code);
  }

  /** Codes of units and topics in whose names there is this word. */
  List<String> codes(String word) {
    var codes = new ArrayList<String>();
    units.forEach((code, name) -> add(codes, word, code, name));
    topics.forEach((code, name) -> add(codes, word, code, name));
    return codes;
  }

  private static void add(List<String> codes, String word, String code, String name) {
    if (codes.size() < MOST && Folded.text(name).holdsAll(word)) {
      codes.add(code);
    }
  }

  /** The names of what a draft speaks of by code, for whoever looks for them. */
  String text(DraftForm draft) {
    var names = new ArrayList<String>();
    names.add(unit(draft.unitLabel()));
    topics.forEach(
        (code, name) -> {
          boolean isNamed =
              draft.value("topic").equals(code)
                  || !draft.value("trainingNeeds." + code).isEmpty()
                  || !draft.value("remedial." + code).isEmpty();
          if (isNamed) {
            names.add(name);
          }
        });
    return String.join("\n", names);
  }
}
