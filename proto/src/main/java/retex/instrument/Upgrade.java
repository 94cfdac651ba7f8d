package retex.instrument;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /**
   * The ways of all answers in the order of the new form, then what is dropped. {@code answered}:
   * criteria of which anything was said. A code that a criterion names as its earlier one goes
   * there; else an answer stays at an equal code, unless the criterion there was another one
   * before.
   */
  public static List<Move> moves(
      Instrument from, Instrument to, Collection<CriterionCode> answered) {
    Map<CriterionCode, Criterion> heirs = heirs(from, to);
    var moves = new ArrayList<Move>();
    var dropped = new ArrayList<Move>();
    for (CriterionCode code : answered) {
      Optional<Criterion> old = from.criterion(code);
      Optional<Criterion> next = old.flatMap(it -> successor(it, from, to, heirs));
      if (next.isPresent()) {
        moves.add(move(old.orElseThrow(), next.get()));
      } else {
        dropped.add(new Move(Fate.DROPPED, Optional.of(code), Optional.empty()));
      }
    }
    for (Criterion criterion : to.criteria()) {
      if (!heirs.containsValue(criterion)) {
        moves.add(new Move(Fate.ADDED, Optional.empty(), Optional.of(criterion.code())));
      }
    }
    moves.addAll(dropped);
    return moves;
  }

  private static Move move(Criterion old, Criterion next) {
    Fate fate =
        !old.code().equals(next.code())
            ? Fate.MOVED
            : old.text().equals(next.text()) ? Fate.KEPT : Fate.REWORDED;
    return new Move(fate, Optional.of(old.code()), Optional.of(next.code()));
  }

  /** Of an answer's criterion; of an item of a repeated area, the same item. */
  private static Optional<Criterion> successor(
      Criterion old, Instrument from, Instrument to, Map<CriterionCode, Criterion> heirs) {
    boolean isPlain = from.criteria().stream().anyMatch(it -> it.code().equals(old.code()));
    if (isPlain) {
      return Optional.ofNullable(heirs.get(old.code()));
    }
    return old.code()
        .item()
        .flatMap(
            item ->
                Optional.ofNullable(heirs.get(item.of()))
                    .flatMap(it -> to.criterion(it.code().item(item.number()))));
  }

  /** The new criterion of each old one by its code as the form has it, where there is one. */
  private static Map<CriterionCode, Criterion> heirs(Instrument from, Instrument to) {
    Set<CriterionCode> before = new HashSet<>();
    from.criteria().forEach(it -> before.add(it.code()));
    Map<CriterionCode, Criterion> heirs = new HashMap<>();
    for (Criterion old : from.criteria()) {
      Optional<Criterion> named =
          to.criteria().stream().filter(it -> it.was().contains(old.code())).findFirst();
      named
          .or(
              () ->
                  to.criteria().stream()
                      .filter(it -> it.code().equals(old.code()))
                      .filter(it -> Collections.disjoint(it.was(), before))
                      .findFirst())
          .filter(it -> isAlike(old, it) && isRepeated(from, old) == isRepeated(to, it))
          .filter(it -> !heirs.containsValue(it)) // one answer has one place
          .ifPresent(it -> heirs.put(old.code(), it));
    }
    return heirs;
  }

  /** Whether an answer to the one can be an answer to the other. */
  private static boolean isAlike(Criterion old, Criterion next) {
    Set<String> offered = new HashSet<>();
    next.choices().forEach(choice -> offered.add(choice.code()));
    return old.kind() == next.kind()
        && old.choices().stream().allMatch(choice -> offered.contains(choice.code()));
  }

  private static boolean isRepeated(Instrument form, Criterion criterion) {
    return form.areas().stream()
        .anyMatch(it -> it.repeat().isPresent() && it.criteria().contains(criterion));
  }
}
