package retex.server.release;

import static retex.server.release.ReleaseRefusal.DETAIL_NOT_ASKED;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import retex.server.policy.engine.Detail;

/**
 * What a proposal says besides for whom: the day before which nothing is drawn or served, {@link
 * #NO_EMBARGO} for none, and which details that the policy asks about are to be told in this one
 * document.
 */
public record Terms(LocalDate embargo, Set<Detail> asked) {

  /** No embargo. */
  public static final LocalDate NO_EMBARGO = LocalDate.EPOCH;

  /** No embargo, nothing asked for. */
  public static final Terms NONE = new Terms(NO_EMBARGO, Set.of());

  public Terms {
    asked = Set.copyOf(asked);
  }

  /** From a form or a program; refuses {@code DETAIL_NOT_ASKED} for a kind that is not known. */
  static Terms of(Optional<LocalDate> embargo, Collection<String> asked) {
    Set<Detail> details =
        asked.stream()
            .map(
                word ->
                    Arrays.stream(Detail.values())
                        .filter(it -> it.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> DETAIL_NOT_ASKED.at("asked").asException()))
            .collect(Collectors.toSet());
    return new Terms(embargo.orElse(NO_EMBARGO), details);
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
