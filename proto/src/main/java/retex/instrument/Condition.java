package retex.instrument;

import java.util.List;
import java.util.Map;

/** When a criterion is asked at all: another criterion's answer is one of these values. */
public record Condition(CriterionCode criterion, List<String> in) {

  public Condition {
    in = List.copyOf(in);
  }

  /** Whether these answers meet it. */
  public boolean isMetBy(Map<CriterionCode, Answer> answers) {
    Answer answer = answers.get(criterion);
    return answer != null
        && in.contains(
            answer.fold(
                rated -> Integer.toString(rated.rating()), unseen -> "NO", Answer.Given::value));
  }
}
