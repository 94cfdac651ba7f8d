package retex.agent.team;

import jakarta.inject.Singleton;
import java.util.Map;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.web.Words;
import retex.instrument.InstrumentRef;

/** What a shared evaluation is of, as a person calls it. */
@Singleton
final class ShareNames {

  private final Library library;

  ShareNames(Library library) {
    this.library = library;
  }

  /** The unit of a head by its name, its code where it is not known here; else {@code none}. */
  String unit(Map<String, String> head, String none) {
    String code = head.getOrDefault("unit.code", "");
    return code.isEmpty()
        ? head.getOrDefault("unit.name", none)
        : library.unit(code).map(LibraryUnit::label).orElse(code);
  }

  /** The title of a form; its code where it is not known here. */
  String form(String ref, Words words) {
    return library
        .instruments()
        .find(InstrumentRef.parse(ref))
        .map(it -> it.title().in(words.language()))
        .orElse(ref);
  }
}
