package retex.agent.entry;

import java.util.HashMap;
import java.util.Map;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.refusal.RefusedException;

/** The answers of a draft that are complete enough to be answers; what is half written is none. */
final class DraftAnswers {

  private DraftAnswers() {}

  static Map<CriterionCode, Answer> of(DraftForm form) {
    Map<CriterionCode, Answer> answers = new HashMap<>();
    for (String code : form.answered()) {
      try {
        put(answers, form, new CriterionCode(code));
      } catch (RefusedException e) {
        continue; // no code of any criterion
      }
    }
    return answers;
  }

  private static void put(Map<CriterionCode, Answer> answers, DraftForm form, CriterionCode code) {
    String rating = form.answer(code, "rating");
    String reason = form.answer(code, "reason");
    String value = form.answer(code, "value");
    String remark = form.answer(code, "comment");
    if (rating.length() == 1 && "1234".contains(rating)) {
      answers.put(code, new Answer.Rated(code, Integer.parseInt(rating), remark));
    } else if (rating.equals("NO") && value.isBlank() && !reason.isBlank()) {
      answers.put(code, new Answer.NotObserved(code, reason, remark));
    } else if (!value.isBlank()) {
      answers.put(code, new Answer.Given(code, value, remark));
    }
  }
}
