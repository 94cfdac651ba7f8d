package retex.server.release;

import static retex.server.release.ReleaseRefusal.DETAIL_NOT_ASKED;
import static retex.server.release.ReleaseRefusal.QUOTE_NOT_THERE;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import retex.server.policy.engine.Detail;

/**
 * What a proposal says besides for whom: the day before which nothing is drawn or served, {@link
 * #NO_EMBARGO} for none; which details that the policy asks about are to be told in this one
 * document; and which sentences an officer ticked to be quoted, by their {@link Quotable#id}. Who
 * quotes asks for quotations.
 */
public record Terms(LocalDate embargo, Set<Detail> asked, Set<String> quoted) {

  /** No embargo. */
  public static final LocalDate NO_EMBARGO = LocalDate.EPOCH;

  /** No embargo, nothing asked for. */
  public static final Terms NONE = new Terms(NO_EMBARGO, Set.of());

  public Terms {
    quoted = Set.copyOf(quoted);
    asked = quoted.isEmpty() ? Set.copyOf(asked) : with(asked, Detail.QUOTATION);
  }

  /** Nothing quoted. */
  public Terms(LocalDate embargo, Set<Detail> asked) {
    this(embargo, asked, Set.of());
  }

  /**
   * From a form or a program; refuses {@code DETAIL_NOT_ASKED} for a kind that is not known, {@code
   * QUOTE_NOT_THERE} for what is no sentence's.
   */
  static Terms of(
      Optional<LocalDate> embargo, Collection<String> asked, Collection<String> quoted) {
    if (!quoted.stream().allMatch(it -> it.matches("[0-9a-f]{64}"))) {
      throw QUOTE_NOT_THERE.at("quoted").asException();
    }
    Set<Detail> details =
        asked.stream()
            .map(
                word ->
                    Arrays.stream(Detail.values())
                        .filter(it -> it.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> DETAIL_NOT_ASKED.at("asked").asException()))
            .collect(Collectors.toSet());
    return new Terms(embargo.orElse(NO_EMBARGO), details, Set.copyOf(quoted));
  }

  private static Set<Detail> with(Set<Detail> asked, Detail more) {
    var both = EnumSet.of(more);
    both.addAll(asked);
    return Set.copyOf(both);
  }

  /** The same, as who would quote has it. */
  Terms quoting() {
    return new Terms(embargo, with(asked, Detail.QUOTATION), quoted);
  }

  /** The same with these sentences ticked. */
  Terms quoting(Collection<String> ids) {
    return new Terms(embargo, asked, Set.copyOf(ids));
  }

  boolean hasEmbargo() {
    return !embargo.equals(NO_EMBARGO);
  }

  /** Whether nothing may be drawn or served yet. */
  boolean isHeldOn(LocalDate day) {
    return hasEmbargo() && day.isBefore(embargo);
  }

  /** The day on which it is given at the earliest, when it is approved on {@code day}. */
  LocalDate givenOn(LocalDate day) {
    return isHeldOn(day) ? embargo : day;
  }

  List<String> words() {
    return List.copyOf(
        asked.stream().map(Detail::word).collect(Collectors.toCollection(TreeSet::new)));
  }
}
