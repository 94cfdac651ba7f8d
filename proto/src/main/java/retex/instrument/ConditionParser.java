package retex.instrument;

import static retex.instrument.InstrumentRefusal.VALUE_UNFIT;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one condition: {@code {criterion: PC1, in: [2, 3]}}, {@code {criterion: N1, atLeast: 1,
 * atMost: 9}}, {@code {criterion: W, atMostOf: TOTAL}}, {@code {criterion: T, answered: true}}, or
 * {@code all}, {@code any} (lists) and {@code not} of such.
 */
final class ConditionParser {

  private ConditionParser() {}

  static Condition condition(Yaml it) {
    if (it.has("all")) {
      return new Condition.All(conditions(it.only("all"), "all"));
    }
    if (it.has("any")) {
      return new Condition.Any(conditions(it.only("any"), "any"));
    }
    if (it.has("not")) {
      return new Condition.Not(condition(it.only("not").child("not")));
    }
    return plain(it.only("criterion", "in", "atLeast", "atMost", "atMostOf", "answered"));
  }

  private static List<Condition> conditions(Yaml it, String key) {
    return it.children(key).stream().map(ConditionParser::condition).toList();
  }

  private static Condition plain(Yaml it) {
    CriterionCode criterion = it.of("criterion", CriterionCode::new);
    var claims = new ArrayList<Condition>();
    if (it.has("in")) {
      claims.add(new Condition.In(criterion, it.listOf("in", word -> word)));
    }
    if (it.has("atLeast") || it.has("atMost")) {
      BigDecimal least = it.has("atLeast") ? it.of("atLeast", BigDecimal::new) : wide().min();
      BigDecimal most = it.has("atMost") ? it.of("atMost", BigDecimal::new) : wide().max();
      claims.add(new Condition.Within(criterion, new Criterion.Range(least, most)));
    }
    if (it.has("atMostOf")) {
      claims.add(new Condition.NotAbove(criterion, it.of("atMostOf", CriterionCode::new)));
    }
    if (it.has("answered")) {
      Condition answered = new Condition.Answered(criterion);
      claims.add(it.flag("answered") ? answered : new Condition.Not(answered));
    }
    if (claims.isEmpty()) {
      throw it.refused(VALUE_UNFIT, "condition");
    }
    return claims.size() == 1 ? claims.get(0) : new Condition.All(claims);
  }

  private static Criterion.Range wide() {
    return Criterion.Range.WIDE;
  }
}
