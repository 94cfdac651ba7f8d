package retex.instrument;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One question of an instrument. {@code guidance}: how to observe it; {@code evidence}: what shows
 * it. {@code range} and {@code measure} are for numbers (what is counted, where it is said), {@code
 * choices} for choices. {@code was}: its codes in earlier versions, which count before an equal
 * code.
 */
public record Criterion(
    CriterionCode code,
    CriterionKind kind,
    boolean required,
    Releasable releasable,
    List<TopicCode> topics,
    LocalText text,
    Optional<LocalText> guidance,
    Optional<LocalText> evidence,
    Rules rules,
    Range range,
    Optional<LocalText> measure,
    List<Choice> choices,
    List<CriterionCode> was) {

  public Criterion {
    topics = List.copyOf(topics);
    choices = List.copyOf(choices);
    was = List.copyOf(was);
  }

  /** Limits of a number, inclusive. */
  public record Range(BigDecimal min, BigDecimal max) {

    /** What binds a number that has no limits of its own. */
    public static final Range WIDE =
        new Range(BigDecimal.valueOf(-1_000_000_000L), BigDecimal.valueOf(1_000_000_000L));

    boolean holds(BigDecimal number) {
      return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }
  }

  /**
   * What binds it to other answers. {@code when}: asked at all; {@code requiredWhen}: required
   * besides what the criterion says itself; {@code remarkFor}: answers that need a remark; {@code
   * longest}: characters of a text.
   */
  public record Rules(
      Optional<Condition> when,
      Optional<Condition> requiredWhen,
      List<Check> checks,
      List<String> remarkFor,
      int longest) {

    /** What the wire carries in one value, and the length of a text without a limit of its own. */
    public static final int LONGEST = 10_000; // record.proto, Answer.value

    public Rules {
      checks = List.copyOf(checks);
      remarkFor = List.copyOf(remarkFor);
    }

    Rules renamed(UnaryOperator<CriterionCode> names) {
      return new Rules(
          when.map(it -> it.renamed(names)),
          requiredWhen.map(it -> it.renamed(names)),
          checks.stream().map(it -> new Check(it.must().renamed(names), it.message())).toList(),
          remarkFor,
          longest);
    }
  }

  /**
   * What an answer must agree with, and the sentence to say where it does not. Judged only when
   * every criterion it looks at has an answer: where one that it takes for a number was not
   * observed, nothing is known to disagree and it is silent.
   */
  public record Check(Condition must, LocalText message) {

    boolean isBrokenBy(Map<CriterionCode, Answer> answers) {
      return answers.keySet().containsAll(must.criteria())
          && must.numbers().stream().noneMatch(it -> isUnseen(answers.get(it)))
          && !must.isMetBy(answers);
    }

    private static boolean isUnseen(@Nullable Answer answer) {
      return answer != null && answer.fold(rated -> false, unseen -> true, given -> false);
    }
  }

  /** A number with what is counted, in the language of this tag. */
  public String counted(String value, String language) {
    return measure.map(it -> value + " " + it.in(language)).orElse(value);
  }

  /** Whether it is asked, given the other answers. */
  public boolean isRelevant(Map<CriterionCode, Answer> answers) {
    return rules.when().isEmpty() || rules.when().get().isMetBy(answers);
  }

  /** Whether an answer is owed, given the other answers. */
  public boolean isRequired(Map<CriterionCode, Answer> answers) {
    var besides = rules.requiredWhen();
    boolean owed = required || (besides.isPresent() && besides.get().isMetBy(answers));
    return owed && isRelevant(answers);
  }

  /** Whether this answer needs a remark. */
  public boolean needsRemark(String word) {
    return rules.remarkFor().contains(word);
  }

  /** The first thing that these answers do not agree with. */
  public Optional<LocalText> broken(Map<CriterionCode, Answer> answers) {
    if (rules.checks().isEmpty()) {
      return Optional.empty(); // the common case, and every answer is asked
    }
    return rules.checks().stream()
        .filter(check -> check.isBrokenBy(answers))
        .map(Check::message)
        .findFirst();
  }

  /** The same question of one item of a repeated area. */
  Criterion renamed(UnaryOperator<CriterionCode> names) {
    return new Criterion(
        names.apply(code),
        kind,
        required,
        releasable,
        topics,
        text,
        guidance,
        evidence,
        rules.renamed(names),
        range,
        measure,
        choices,
        was);
  }
}
