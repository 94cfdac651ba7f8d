package retex.instrument;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of answers when a draft is carried from one version of an instrument to another. An
 * answer is never given a new meaning in silence: what changed is listed, and what has no place any
 * more is named. Pure.
 */
public final class Upgrade {

  private Upgrade() {}

  /** What becomes of one answer, or of one question. */
  public enum Fate {
    /** The same question. */
    KEPT,
    /** The answer is kept, but the question is worded differently: check it. */
    REWORDED,
    /** The answer is kept under a new code. */
    MOVED,
    /** The question is gone, or is answered in another way. */
    DROPPED,
    /** A question that the earlier version did not have. */
    ADDED
  }

  /**
   * One answer's way; {@code from} is empty for a new question, {@code to} for one that is gone.
   */
  public record Move(Fate fate, Optional<CriterionCode> from, Optional<CriterionCode> to) {}

  /** The ways of all answers in the order of the new form, then what is dropped. */
  public static List<Move> moves(
      Instrument from, Instrument to, Collection<CriterionCode> answered) {
    var moves = new ArrayList<Move>();
    Set<CriterionCode> arrived = new HashSet<>();
    for (CriterionCode code : answered) {
      from.criterion(code)
          .flatMap(old -> successor(old, to))
          .ifPresent(
              next -> {
                arrived.add(code);
                moves.add(move(from.criterion(code).orElseThrow(), next));
              });
    }
    for (Criterion criterion : to.criteria()) {
      boolean known = from.criteria().stream().anyMatch(old -> isSame(old, criterion));
      if (!known) {
        moves.add(new Move(Fate.ADDED, Optional.empty(), Optional.of(criterion.code())));
      }
    }
    for (CriterionCode code : answered) {
      if (!arrived.contains(code)) {
        moves.add(new Move(Fate.DROPPED, Optional.of(code), Optional.empty()));
      }
    }
    return moves;
  }

  private static Move move(Criterion old, Criterion next) {
    Fate fate =
        !old.code().equals(next.code())
            ? Fate.MOVED
            : old.text().equals(next.text()) ? Fate.KEPT : Fate.REWORDED;
    return new Move(fate, Optional.of(old.code()), Optional.of(next.code()));
  }

  private static Optional<Criterion> successor(Criterion old, Instrument to) {
    return to.criterion(old.code())
        .or(
            () ->
                to.criteria().stream().filter(next -> next.was().contains(old.code())).findFirst())
        .filter(next -> isSame(old, next));
  }

  /** Whether an answer to the one is an answer to the other. */
  private static boolean isSame(Criterion old, Criterion next) {
    boolean named = old.code().equals(next.code()) || next.was().contains(old.code());
    Set<String> offered = new HashSet<>();
    next.choices().forEach(choice -> offered.add(choice.code()));
    return named
        && old.kind() == next.kind()
        && old.choices().stream().allMatch(choice -> offered.contains(choice.code()));
  }
}
