package retex.server.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import retex.contract.RevisionId;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Occurrences;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;
import retex.server.redaction.engine.Span;

/**
 * The decisions on a record as they bear on one of its revisions: a pure function of them and what
 * the engine proposes. What was masked in an earlier revision stays masked where the same text
 * stands in the same field; everything else is decided anew. Immutable.
 */
final class Decided {

  private static final String OFFICER = "officer";
  private static final String WHOLE_WORDS = "whole-words"; // kept as the rule of a mask

  private final List<Decision> all;
  private final String revision;

  Decided(List<Decision> all, RevisionId revision) {
    this.all = List.copyOf(all);
    this.revision = revision.hex();
  }

  /** Those on this revision that were not taken back, the first first. */
  List<Decision> inForce() {
    return all.stream()
        .filter(it -> it.revision().equals(revision) && it.state() != Standing.UNDONE)
        .toList();
  }

  /** Masks of officers on any revision that were not taken back. */
  List<Decision> masks() {
    return all.stream().filter(it -> it.is(Action.MASK, Standing.STANDING)).toList();
  }

  /** Un-maskings that wait for a second officer. */
  List<Decision> waiting() {
    return inForce().stream().filter(it -> it.is(Action.UNMASK, Standing.WAITING)).toList();
  }

  Optional<Decision> waitingAt(Place place) {
    return waiting().stream().filter(it -> it.isAt(place)).findFirst();
  }

  /** Whether an officer has seen this place: accepted it, or said what it is. */
  boolean isSeen(Place place, Span span) {
    return span.stage().equals(OFFICER)
        || inForce().stream()
            .anyMatch(it -> it.isAt(place) && it.action() != Action.UNMASK && holds(it, span));
  }

  /**
   * How a mask of words is meant that an officer picked in a text: as whole words, unless they
   * stand there as parts of words alone.
   */
  static String maskRule(String text, String words) {
    return Occurrences.whole(text, words).isEmpty() ? "" : WHOLE_WORDS;
  }

  /** Where a mask of words that is meant so takes them out of a text, in order. */
  static Set<Occurrences.Found> places(String text, String words, String rule) {
    return rule.equals(WHOLE_WORDS) ? Occurrences.whole(text, words) : Occurrences.of(text, words);
  }

  /** The field as it may be read. */
  Redacted applied(String field, Redacted proposed) {
    Redacted masked = masked(field, proposed);
    var spans = new ArrayList<Span>();
    for (Span span : masked.spans()) {
      Place place = Place.of(field, span);
      boolean agreed =
          inForce().stream()
              .anyMatch(
                  it ->
                      it.is(Action.UNMASK, Standing.AGREED)
                          && it.isAt(place)
                          && it.content().equals(text(masked, span))
                          && holds(it, span));
      if (!agreed) {
        spans.add(recategorised(place, span));
      }
    }
    return new Redacted(masked.original(), masked.language(), spans);
  }

  private Redacted masked(String field, Redacted proposed) {
    var more = new ArrayList<Span>();
    for (Decision it : all) {
      boolean masks =
          it.is(Action.MASK, Standing.STANDING) || it.is(Action.WIDEN, Standing.STANDING);
      if (masks && it.field().equals(field)) {
        more.addAll(places(it, proposed.original()));
      }
    }
    if (more.isEmpty()) {
      return proposed;
    }
    more.addAll(proposed.spans());
    return Redactor.without(proposed.original(), proposed.language(), more);
  }

  private List<Span> places(Decision it, String text) {
    Category category = category(it);
    if (it.action() == Action.WIDEN && it.revision().equals(revision)) {
      return text.startsWith(it.content(), it.startAt())
          ? List.of(officers(it.startAt(), it.endAt(), category))
          : List.of();
    }
    boolean whole = it.rule().equals(WHOLE_WORDS);
    return places(text, it.content(), it.rule()).stream()
        .map(at -> whole ? Occurrences.withEnding(text, at) : at)
        .map(at -> officers(at.from(), at.to(), category))
        .toList();
  }

  private Span recategorised(Place place, Span span) {
    Span said = span;
    for (Decision it : inForce()) {
      if (it.action() == Action.CATEGORY && it.isAt(place)) {
        said =
            new Span(
                span.from(), span.to(), category(it), span.stage(), span.rule(), span.confidence());
      }
    }
    return said;
  }

  private static boolean holds(Decision it, Span span) {
    return it.rule().equals(span.rule());
  }

  private static Span officers(int from, int to, Category category) {
    return new Span(from, to, category, OFFICER, "officer-mask", 1.0);
  }

  private static Category category(Decision it) {
    return Category.valueOf(it.category());
  }

  private static String text(Redacted redacted, Span span) {
    return redacted.original().substring(span.from(), span.to());
  }
}
