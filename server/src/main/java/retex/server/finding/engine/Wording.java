package retex.server.finding.engine;

import java.util.List;

/**
 * A term in one language: its name as it stands in a sentence, the grammatical form of the name as
 * a place in the language's list of forms, and how remarks write it.
 */
record Wording(String name, int form, List<String> phrases) {

  Wording {
    phrases = List.copyOf(phrases);
  }
}
