package retex.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A group of criteria; its weight counts in the unit's score. Where it repeats, it is asked once
 * for each item (each detachment, each vehicle type): the answer of item 2 to criterion {@code V1}
 * has the code {@code V1.2}.
 */
public record Area(
    String code, int weight, LocalText title, Optional<Repeat> repeat, List<Criterion> criteria) {

  public Area {
    criteria = List.copyOf(criteria);
  }

  /** How often an area is asked: at least, at most, and what one item is called. */
  public record Repeat(int min, int max, LocalText item) {

    /** More is no form but a list. */
    public static final int MOST = 50;

    public Repeat {
      if (min < 0 || max < 1 || max > MOST || min > max) {
        throw InstrumentRefusal.VALUE_UNFIT.at("repeat").asException();
      }
    }
  }

  /** How many items these answers speak of, and never fewer than are asked. 1 without a repeat. */
  public int items(Map<CriterionCode, Answer> answers) {
    if (repeat.isEmpty()) {
      return 1;
    }
    int most = repeat.get().min();
    for (CriterionCode code : answers.keySet()) {
      most = Math.max(most, item(code));
    }
    return most;
  }

  /** The criteria of every item, each with its own code; those of the area without a repeat. */
  public List<Criterion> asked(int items) {
    if (repeat.isEmpty()) {
      return criteria;
    }
    var asked = new ArrayList<Criterion>();
    for (int item = 1; item <= items; item++) {
      asked.addAll(item(item));
    }
    return asked;
  }

  /** The criteria of one item, counted from 1. */
  public List<Criterion> item(int number) {
    UnaryOperator<CriterionCode> names = code -> has(code) ? code.item(number) : code;
    return criteria.stream().map(one -> one.renamed(names)).toList();
  }

  /** The item that an answer's code speaks of; 0 where it is none of this area. */
  private int item(CriterionCode code) {
    return code.item().filter(it -> has(it.of())).map(CriterionCode.Item::number).orElse(0);
  }

  private boolean has(CriterionCode code) {
    return criteria.stream().anyMatch(one -> one.code().equals(code));
  }
}
