package retex.server.redaction.engine;

import java.util.List;

/**
 * Finds a few given names in texts, however they are written: in any case, with other accents,
 * spaces and invisible characters, broken over lines, inflected or with one letter wrong. For names
 * that officers add; those that the server knows are the {@link Redactor}'s. Safe for use by
 * several threads.
 */
public final class NameFinder {

  private final String language;
  private final Lexicon lexicon;
  private final KnownNamesRule rule;

  public NameFinder(Context names, String language) {
    this.language = language;
    var index = new NameIndex(names, language);
    this.rule = new KnownNamesRule(index);
    this.lexicon =
        new Lexicon(
            Vocabulary.of(language),
            WordLists.of(language),
            index,
            new PatternRule(List.of()),
            new Phrases(),
            SentenceModel.of(language));
  }

  /** The places of the names in a text, in any order; they may overlap. */
  public List<Span> find(String text) {
    var reading = new Reading(NormalText.of(text), lexicon, language, false);
    return rule.find(reading).stream()
        .map(
            it ->
                new Span(
                    it.from(), it.to(), it.category(), it.stage(), "officer-name", it.confidence()))
        .toList();
  }
}
