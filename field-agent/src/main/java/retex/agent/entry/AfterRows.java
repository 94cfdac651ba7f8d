package retex.agent.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import retex.agent.entry.FormView.Group;
import retex.agent.entry.FormView.Row;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;

/**
 * Lays out what follows the visit: the unit commander's comment, in the unit's own words, and an
 * improvement for each criterion rated 1 or 2.
 */
final class AfterRows {

  private final Instrument instrument;
  private final DraftForm form;
  private final Tongue tongue;

  AfterRows(Instrument instrument, DraftForm form, Tongue tongue) {
    this.instrument = instrument;
    this.form = form;
    this.tongue = tongue;
  }

  List<Group> groups() {
    var groups = new ArrayList<Group>();
    groups.add(
        new Group(
            say("form.unitComment"),
            0,
            false,
            List.of(
                field("unitComment.by", "form.unitComment.by", "text"),
                field("unitComment.text", "form.unitComment.text", "longtext"))));
    for (Criterion criterion : due()) {
      String name = "improvement." + criterion.code();
      groups.add(
          new Group(
              criterion.code() + " – " + tongue.in(criterion.text()),
              0,
              false,
              List.of(
                  field(name + ".action", "form.improvement.action", "longtext"),
                  field(name + ".owner", "form.improvement.owner", "text"),
                  field(name + ".due", "form.improvement.due", "date"))));
    }
    return groups;
  }

  /** Criteria rated 1 or 2, and those on which something was agreed already. */
  private List<Criterion> due() {
    Map<CriterionCode, Answer> answers = DraftAnswers.of(form);
    Map<CriterionCode, Answer> relevant = instrument.relevant(answers);
    Set<String> agreed = new TreeSet<>(form.improved());
    return instrument.asked(answers).stream()
        .filter(
            it -> {
              Answer answer = relevant.get(it.code());
              boolean low = answer != null && answer.word().matches("[12]") && isRated(answer);
              return low || agreed.contains(it.code().value());
            })
        .toList();
  }

  private static boolean isRated(Answer answer) {
    return answer.fold(rated -> true, unseen -> false, given -> false);
  }

  private Row field(String name, String key, String kind) {
    return Row.field(name, kind, say(key), false, form.value(name), List.of());
  }

  private String say(String key) {
    return tongue.words().say(key);
  }
}
