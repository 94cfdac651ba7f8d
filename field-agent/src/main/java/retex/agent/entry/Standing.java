package retex.agent.entry;

import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import retex.contract.RecordKind;
import retex.instrument.Answer;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.NarrativeField;
import retex.instrument.Score;
import retex.instrument.Scoring;
import retex.instrument.Topics;

/**
 * How far a draft has come and what it scores so far: shown on its page and answered after each
 * change. Made from the draft and its instrument alone. {@code hidden} are not asked at present;
 * {@code required} and {@code optional} are those that other answers make the one or the other.
 */
@Serdeable
public record Standing(
    List<Part> parts,
    String score,
    int done,
    int of,
    List<String> hidden,
    List<String> required,
    List<String> optional) {

  static final Standing NONE = new Standing(List.of(), "", 0, 0, List.of(), List.of(), List.of());

  public Standing {
    parts = List.copyOf(parts);
    hidden = List.copyOf(hidden);
    required = List.copyOf(required);
    optional = List.copyOf(optional);
  }

  /** One part of the form; {@code score} is a sentence, empty where nothing is scored. */
  @Serdeable
  public record Part(String code, String title, int weight, int done, int of, String score) {}

  /** Whether a field is what is said beside an answer, which never shows here. */
  static boolean isRemark(String field) {
    return field.startsWith("answers.") && field.endsWith(".comment");
  }

  static Standing of(Instrument instrument, DraftForm form, Topics topics, Tongue tongue) {
    Map<CriterionCode, Answer> answers = DraftAnswers.of(form);
    Map<CriterionCode, Answer> relevant = instrument.relevant(answers);
    Score score = Scoring.of(instrument, answers, any -> true, topics);
    var parts = new ArrayList<Part>();
    var asked = new Asked(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int owedOfHead = HeadFields.count(RecordKind.EVALUATION);
    int openOfHead = HeadFields.missing(RecordKind.EVALUATION, form).size();
    parts.add(
        new Part(
            Forms.ABOUT, say(tongue, "form.about"), 0, owedOfHead - openOfHead, owedOfHead, ""));
    for (int i = 0; i < instrument.areas().size(); i++) {
      Area area = instrument.areas().get(i);
      Score.AreaScore scored = score.areas().get(i);
      parts.add(part(area, answers, relevant, scored, asked, tongue));
    }
    parts.add(narrative(instrument, form, tongue));
    parts.add(new Part(Forms.AFTER, say(tongue, "form.after"), 0, 0, 0, ""));
    return new Standing(
        parts,
        whole(score, tongue),
        parts.stream().mapToInt(Part::done).sum(),
        parts.stream().mapToInt(Part::of).sum(),
        asked.hidden(),
        asked.required(),
        asked.optional());
  }

  private static Part part(
      Area area,
      Map<CriterionCode, Answer> answers,
      Map<CriterionCode, Answer> relevant,
      Score.AreaScore scored,
      Asked asked,
      Tongue tongue) {
    int done = 0;
    int of = 0;
    for (Criterion criterion : area.asked(area.items(answers))) {
      if (!criterion.isRelevant(relevant)) {
        asked.hidden().add(criterion.code().value());
        continue;
      }
      boolean isRequired = criterion.isRequired(relevant);
      if (isRequired) {
        of++;
        done += relevant.containsKey(criterion.code()) ? 1 : 0;
      }
      if (!criterion.required() && criterion.rules().requiredWhen().isPresent()) {
        (isRequired ? asked.required() : asked.optional()).add(criterion.code().value());
      }
    }
    return new Part(
        area.code(), tongue.in(area.title()), area.weight(), done, of, mean(scored, tongue));
  }

  /** Codes that are found while the parts are made. */
  private record Asked(List<String> hidden, List<String> required, List<String> optional) {}

  private static Part narrative(Instrument instrument, DraftForm form, Tongue tongue) {
    int done = 0;
    int of = 0;
    for (NarrativeField field : instrument.narrative()) {
      if (field.required()) {
        of++;
        done += form.value("narrative." + field.code()).isBlank() ? 0 : 1;
      }
    }
    return new Part(Forms.NARRATIVE, say(tongue, "form.narrative"), 0, done, of, "");
  }

  private static String mean(Score.AreaScore scored, Tongue tongue) {
    OptionalDouble mean = scored.mean();
    return mean.isEmpty()
        ? ""
        : tongue
            .words()
            .say("form.score.area", mean.getAsDouble(), scored.observed(), scored.asked());
  }

  private static String whole(Score score, Tongue tongue) {
    return score.unit().isEmpty()
        ? ""
        : tongue
            .words()
            .say(
                score.capped() ? "record.score.capped" : "record.score",
                score.unit().getAsDouble(),
                score.observed(),
                score.asked());
  }

  private static String say(Tongue tongue, String key) {
    return tongue.words().say(key);
  }
}
