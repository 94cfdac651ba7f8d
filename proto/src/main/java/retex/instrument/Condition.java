package retex.instrument;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A claim about answers that is true or false: when a criterion is asked, when it is required, what
 * its answer must agree with. A criterion without an answer meets no claim but {@link Not}. Pure.
 */
public sealed interface Condition {

  /** Whether these answers meet it. */
  boolean isMetBy(Map<CriterionCode, Answer> answers);

  /** The criteria whose answers it looks at. */
  Set<CriterionCode> criteria();

  /** Those of them whose answers it takes for numbers. */
  default Set<CriterionCode> numbers() {
    return Set.of();
  }

  /** The same claim about criteria of other codes: an item of a repeated area. */
  Condition renamed(UnaryOperator<CriterionCode> names);

  /** The word of an answer: a rating, {@code NO}, or the value given. */
  static Optional<String> word(Map<CriterionCode, Answer> answers, CriterionCode criterion) {
    return Optional.ofNullable(answers.get(criterion)).map(Answer::word);
  }

  private static Optional<BigDecimal> number(
      Map<CriterionCode, Answer> answers, CriterionCode criterion) {
    return word(answers, criterion).filter(Validation::isNumber).map(BigDecimal::new);
  }

  /** The answer is one of these words. */
  record In(CriterionCode criterion, List<String> in) implements Condition {

    public In {
      in = List.copyOf(in);
    }

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      return word(answers, criterion).filter(in::contains).isPresent();
    }

    @Override
    public Set<CriterionCode> criteria() {
      return Set.of(criterion);
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new In(names.apply(criterion), in);
    }
  }

  /** There is an answer. */
  record Answered(CriterionCode criterion) implements Condition {

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      return answers.containsKey(criterion);
    }

    @Override
    public Set<CriterionCode> criteria() {
      return Set.of(criterion);
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new Answered(names.apply(criterion));
    }
  }

  /** The answer is a number, or a rating, within these limits, inclusive. */
  record Within(CriterionCode criterion, Criterion.Range range) implements Condition {

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      return number(answers, criterion).filter(range::holds).isPresent();
    }

    @Override
    public Set<CriterionCode> criteria() {
      return Set.of(criterion);
    }

    @Override
    public Set<CriterionCode> numbers() {
      return criteria();
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new Within(names.apply(criterion), range);
    }
  }

  /** The answer is a number not greater than another criterion's. */
  record NotAbove(CriterionCode criterion, CriterionCode other) implements Condition {

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      Optional<BigDecimal> limit = number(answers, other);
      return number(answers, criterion)
          .filter(it -> limit.isPresent() && it.compareTo(limit.get()) <= 0)
          .isPresent();
    }

    @Override
    public Set<CriterionCode> criteria() {
      return Set.of(criterion, other);
    }

    @Override
    public Set<CriterionCode> numbers() {
      return criteria();
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new NotAbove(names.apply(criterion), names.apply(other));
    }
  }

  /** Every one of these is met. */
  record All(List<Condition> of) implements Condition {

    public All {
      of = List.copyOf(of);
    }

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      return of.stream().allMatch(one -> one.isMetBy(answers));
    }

    @Override
    public Set<CriterionCode> criteria() {
      return union(of, Condition::criteria);
    }

    @Override
    public Set<CriterionCode> numbers() {
      return union(of, Condition::numbers);
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new All(of.stream().map(one -> one.renamed(names)).toList());
    }
  }

  /** At least one of these is met. */
  record Any(List<Condition> of) implements Condition {

    public Any {
      of = List.copyOf(of);
    }

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      return of.stream().anyMatch(one -> one.isMetBy(answers));
    }

    @Override
    public Set<CriterionCode> criteria() {
      return union(of, Condition::criteria);
    }

    @Override
    public Set<CriterionCode> numbers() {
      return union(of, Condition::numbers);
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new Any(of.stream().map(one -> one.renamed(names)).toList());
    }
  }

  /** This is not met. */
  record Not(Condition of) implements Condition {

    @Override
    public boolean isMetBy(Map<CriterionCode, Answer> answers) {
      return !of.isMetBy(answers);
    }

    @Override
    public Set<CriterionCode> criteria() {
      return of.criteria();
    }

    @Override
    public Set<CriterionCode> numbers() {
      return of.numbers();
    }

    @Override
    public Condition renamed(UnaryOperator<CriterionCode> names) {
      return new Not(of.renamed(names));
    }
  }

  private static Set<CriterionCode> union(
      List<Condition> conditions, Function<Condition, Set<CriterionCode>> which) {
    var criteria = new TreeSet<CriterionCode>();
    conditions.forEach(one -> criteria.addAll(which.apply(one)));
    return criteria;
  }
}
