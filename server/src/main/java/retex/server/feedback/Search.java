package retex.server.feedback;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import retex.server.document.Content;
import retex.server.document.Fault;
import retex.server.redaction.engine.Leaks;
import retex.server.redaction.engine.Redacted;

/**
 * Looks in a content for what it must not hold: names but in the places made for them and permitted
 * to this recipient, and details that were masked in a source. What is short, of digits or of
 * ordinary words alone is no detail of anyone where the server composed the sentence; it is looked
 * for where people's own words stand, as written. Pure.
 */
final class Search {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final int SHORT = 4; // letters
  private static final int FEW = 3; // words: a longer run of ordinary ones is someone's sentence

  private final Leaks.Details names;
  private final Leaks.Details details;
  private final Set<String> plain = new HashSet<>();
  private final Leaks composed;
  private final Leaks own = new Leaks(List.of()); // what someone said is public nowhere

  /**
   * {@code names}: all that are known; {@code sources}: every text that may be told from, masked;
   * {@code publicTexts}: what anyone may read.
   */
  Search(Leaks.Details names, Iterable<Redacted> sources, Iterable<String> publicTexts) {
    this.names = names;
    this.composed = new Leaks(publicTexts);
    var masked = new LinkedHashSet<String>();
    sources.forEach(source -> sort(source, masked));
    this.details = new Leaks.Details(masked);
  }

  /** What is wrong, by places of the content; empty for a clean one. */
  List<Fault> faults(Content content, List<String> permitted) {
    var faults = new ArrayList<Fault>();
    List<Content.Piece> pieces = withoutNames(content, permitted, faults);
    // the whole first: most contents hold nothing, and then no piece need be looked at alone
    String all = String.join(" \u0001 ", pieces.stream().map(Content.Piece::text).toList());
    boolean anyName = !own.in(all, names).isEmpty();
    boolean anyDetail = !own.in(all, details).isEmpty();
    for (Content.Piece piece : pieces) {
      boolean narrative = content.narratives().contains(piece.block());
      Leaks leaks = narrative ? own : composed;
      if (anyName && !leaks.in(piece.text(), names).isEmpty()) {
        faults.add(new Fault(Fault.Kind.NAME, 0, piece.place()));
      }
      if (anyDetail && !leaks.in(piece.text(), details).isEmpty()) {
        faults.add(new Fault(Fault.Kind.MASKED, 0, piece.place()));
      }
      if (narrative && holdsPlain(piece.text())) {
        faults.add(new Fault(Fault.Kind.MASKED_IN_NARRATIVE, 0, piece.place()));
      }
    }
    return faults;
  }

  /** The pieces, each without the names that it was made for and that this recipient may read. */
  private static List<Content.Piece> withoutNames(
      Content content, List<String> permitted, List<Fault> faults) {
    var pieces = new ArrayList<Content.Piece>();
    for (Content.Piece piece : all(content)) {
      String text = piece.text();
      for (Content.Named named : content.named()) {
        if (!named.place().equals(piece.place())) {
          continue;
        }
        if (permitted.contains(named.name())) {
          text = text.replace(named.name(), " ");
        } else if (WORD.matcher(named.name()).find()) {
          faults.add(new Fault(Fault.Kind.NAME_NOT_PERMITTED, 0, piece.place()));
        }
      }
      pieces.add(new Content.Piece(piece.place(), piece.block(), text));
    }
    return pieces;
  }

  private static List<Content.Piece> all(Content content) {
    var all = new ArrayList<>(content.pieces());
    all.addAll(content.alternatives());
    return all;
  }

  private void sort(Redacted source, Set<String> masked) {
    source
        .spans()
        .forEach(
            span -> {
              String original = source.original().substring(span.from(), span.to());
              List<String> words = words(original);
              if (isPlain(words, source.language())) {
                plain.add(String.join(" ", words));
              } else {
                masked.add(original);
              }
            });
  }

  private static boolean isPlain(List<String> words, String language) {
    return String.join("", words).length() < SHORT
        || (words.size() <= FEW
            && words.stream()
                .allMatch(
                    word ->
                        word.codePoints().allMatch(Character::isDigit)
                            || Leaks.isOrdinaryWord(word, language)));
  }

  /** Whether the text holds one of the plain runs of words, as written. */
  private boolean holdsPlain(String text) {
    List<String> words = words(text);
    for (int from = 0; from < words.size(); from++) {
      for (int to = from + 1; to <= Math.min(words.size(), from + FEW); to++) {
        if (plain.contains(String.join(" ", words.subList(from, to)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "");
    return WORD.matcher(normal).results().map(MatchResult::group).toList();
  }
}
