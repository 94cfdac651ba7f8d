package retex.server.feedback;

import static java.util.stream.Collectors.toSet;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import retex.contract.RevisionId;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.instrument.LocalText;
import retex.server.catalogue.Catalogue;
import retex.server.document.Fault;
import retex.server.document.Proof;
import retex.server.finding.engine.Vocabulary;
import retex.server.redaction.KnownNames;
import retex.server.redaction.RedactedField;
import retex.server.redaction.Redactions;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Leaks;
import retex.server.redaction.engine.Redacted;
import retex.server.release.FormTexts;
import retex.server.release.Release;
import retex.server.release.Releases;
import retex.server.web.Words;

/**
 * The last gate: what a released content may hold, searched with every name that the server knows
 * now and every detail masked in any accepted record, cleared or not. A record that the content
 * rests on and that is not among them is a fault.
 */
@Singleton
final class Examination {

  private final Releases releases;
  private final Redactions redactions;
  private final KnownNames names;
  private final Catalogue catalogue;
  private Known known = new Known(Context.empty(), new Leaks.Details(List.of()));

  Examination(Releases releases, Redactions redactions, KnownNames names, Catalogue catalogue) {
    this.releases = releases;
    this.redactions = redactions;
    this.names = names;
    this.catalogue = catalogue;
  }

  /** Faults of the content, each with the page on which its place begins; none for a clean one. */
  List<Fault> faults(Release release, Proof proof) {
    Map<RevisionId, List<RedactedField>> masked = redactions.masked();
    List<Redacted> sources =
        masked.values().stream().flatMap(List::stream).map(RedactedField::redacted).toList();
    var faults = new ArrayList<Fault>();
    Set<String> searched = masked.keySet().stream().map(RevisionId::hex).collect(toSet());
    if (!searched.containsAll(releases.basis(release))) {
      faults.add(new Fault(Fault.Kind.BASIS_NOT_SEARCHED, 0, ""));
    }
    new Search(knownDetails(), sources, publicTexts(catalogue.instruments(), release.language()))
        .faults(release.content(), release.permitted()).stream()
            .map(it -> new Fault(it.kind(), proof.pageOf().getOrDefault(it.place(), 0), it.place()))
            .forEach(faults::add);
    return faults;
  }

  /**
   * Looks for the names known at this moment, asked once for many contents: what is no name's place
   * and holds one, as {@link Fault}s on no page.
   */
  Function<Release, List<Fault>> names() {
    Leaks.Details details = knownDetails();
    Map<String, Search> byLanguage = new HashMap<>();
    return it ->
        byLanguage
            .computeIfAbsent(
                it.language(),
                language ->
                    new Search(details, List.of(), publicTexts(catalogue.instruments(), language)))
            .faults(it.content(), it.permitted());
  }

  private synchronized Leaks.Details knownDetails() {
    Context context = names.context();
    if (!context.equals(known.context())) {
      var details = new LinkedHashSet<String>();
      context
          .names()
          .forEach(
              (category, values) ->
                  values.forEach(value -> details.addAll(Leaks.withParts(category, value))));
      known = new Known(context, new Leaks.Details(details));
    }
    return known.details();
  }

  /** What anyone may read in a language: forms, topics, vocabulary and the documents' own words. */
  static List<String> publicTexts(Instruments instruments, String language) {
    var texts = new ArrayList<>(Words.ofDocument(language).starting("feedback."));
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
    texts.add(FormTexts.in(text, language));
  }

  /** The names of one state of the catalogue, folded once. */
  private record Known(Context context, Leaks.Details details) {}
}
