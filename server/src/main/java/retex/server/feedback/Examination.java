package retex.server.feedback;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.instrument.LocalText;
import retex.server.catalogue.Catalogue;
import retex.server.document.ReadBack;
import retex.server.finding.engine.Vocabulary;
import retex.server.redaction.ClearedRecord;
import retex.server.redaction.KnownNames;
import retex.server.redaction.Redactions;
import retex.server.redaction.engine.Leaks;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.release.Release;
import retex.server.web.Words;

/**
 * The last gate: the finished file is read back and searched for every original that was masked and
 * every name that the server knows. Names that this recipient may read are taken away first, where
 * they stand in the fields made for them. Whatever the file says that the approved content does not
 * is a fault too.
 */
@Singleton
final class Examination {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Redactions redactions;
  private final KnownNames names;
  private final Catalogue catalogue;

  Examination(Redactions redactions, KnownNames names, Catalogue catalogue) {
    this.redactions = redactions;
    this.names = names;
    this.catalogue = catalogue;
  }

  /** How many details the file holds that it must not, by kind; empty for a clean file. */
  List<String> faults(Release release, ReadBack file) {
    String text = withoutPermitted(release, file.everything());
    var leaks = new Leaks(publicTexts(release.language()));
    var faults = new ArrayList<String>();
    int known = leaks.in(text, knownDetails()).size();
    if (known > 0) {
      faults.add("names " + known);
    }
    int masked = leaks.in(text, maskedOriginals()).size();
    if (masked > 0) {
      faults.add("masked " + masked);
    }
    int strange = notApproved(release, file.text());
    if (strange > 0) {
      faults.add("not approved " + strange);
    }
    return faults;
  }

  private Set<String> knownDetails() {
    var details = new LinkedHashSet<String>();
    names
        .context()
        .names()
        .forEach(
            (category, values) ->
                values.forEach(value -> details.addAll(Leaks.withParts(category, value))));
    return details;
  }

  private Set<String> maskedOriginals() {
    var originals = new LinkedHashSet<String>();
    for (ClearedRecord record : redactions.cleared()) {
      record.fields().forEach(field -> originals.addAll(originals(field.redacted())));
    }
    return originals;
  }

  /**
   * Single ordinary words are no details of anyone; they were masked in doubt, for their capital.
   */
  private static List<String> originals(Redacted redacted) {
    return redacted.spans().stream()
        .filter(span -> !isLoneWordInDoubt(redacted, span))
        .map(span -> redacted.original().substring(span.from(), span.to()))
        .toList();
  }

  private static boolean isLoneWordInDoubt(Redacted redacted, Span span) {
    String text = redacted.original().substring(span.from(), span.to());
    return span.isUnsure() && Leaks.isOrdinaryWord(text, redacted.language());
  }

  /** Each permitted name once for each time that the approved content holds it, and no more. */
  private static String withoutPermitted(Release release, String text) {
    String left = text;
    for (String name : release.permitted()) {
      left = left.replaceAll(spaced(name), " ");
    }
    return left;
  }

  private static String spaced(String name) {
    return WORD.matcher(name)
        .results()
        .map(match -> Pattern.quote(match.group()))
        .collect(Collectors.joining("[^\\p{L}\\p{N}]+"));
  }

  private static int notApproved(Release release, String seen) {
    Set<String> approved = words(String.join(" ", release.content().texts()));
    Set<String> strange = new LinkedHashSet<>(words(seen));
    strange.removeAll(approved);
    strange.removeIf(word -> word.matches("\\d{1,3}")); // page numbers
    String joined = String.join("", approved);
    strange.removeIf(joined::contains); // a word broken at the end of a line
    return strange.size();
  }

  private static Set<String> words(String text) {
    var words = new LinkedHashSet<String>();
    WORD.matcher(text).results().forEach(match -> words.add(match.group()));
    return words;
  }

  private List<String> publicTexts(String language) {
    var texts = new ArrayList<>(Words.in(language).starting("feedback."));
    Instruments instruments = catalogue.instruments();
    for (Instrument instrument : instruments.all()) {
      add(texts, instrument.title(), language);
      instrument.scale().values().forEach(text -> add(texts, text, language));
      instrument.areas().forEach(area -> add(texts, area.title(), language));
      instrument.criteria().forEach(criterion -> add(texts, criterion.text(), language));
      texts.add(instrument.appliesTo().value().replace('-', ' '));
    }
    instruments.topics().all().forEach(topic -> add(texts, topic.title(), language));
    if (Vocabulary.shipped().languages().contains(language)) {
      texts.addAll(Vocabulary.shipped().publicTexts(language));
    }
    return texts;
  }

  private static void add(List<String> texts, LocalText text, String language) {
    texts.add(text.in(language));
  }
}
