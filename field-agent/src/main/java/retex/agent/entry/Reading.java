package retex.agent.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import retex.agent.web.Dates;
import retex.agent.web.Words;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Improvement;
import retex.contract.NarrativePart;
import retex.contract.TrainerNote;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.instrument.TopicCode;

/** A submitted record as it is read, against its instrument. */
public final class Reading {

  private Reading() {}

  static List<Part> of(Entry entry, Instruments instruments, Words words) {
    return entry
        .payload()
        .fold(
            it -> evaluation(entry, it, instruments, words),
            it -> note(it, instruments, words),
            it -> List.of(new Part(words.say("record.withdrawn"), it.reason(), "")));
  }

  private static String language(String code, Words words) {
    String key = "language." + code;
    return words.knows(key) ? words.say(key) : code;
  }

  private static List<Part> evaluation(
      Entry entry, Evaluation it, Instruments instruments, Words words) {
    var parts = new ArrayList<Part>();
    if (!it.amendment().isEmpty()) {
      parts.add(new Part(words.say("record.amendment"), it.amendment(), ""));
    }
    parts.add(new Part(words.say("form.rotation"), it.rotation(), ""));
    String days = Dates.day(it.from(), words) + " – " + Dates.day(it.to(), words);
    parts.add(new Part(words.say("record.period"), days, ""));
    parts.add(new Part(words.say("record.evaluators"), team(it, words), ""));
    parts.add(classification(it.classification(), words));
    Instrument form = instruments.find(entry.revision().instrument()).orElse(null);
    for (Answer answer : it.answers()) {
      String text =
          form == null
              ? ""
              : form.criterion(answer.criterion())
                  .map(criterion -> criterion.text().in(words.language()))
                  .orElse("");
      String said =
          answer.fold(
              rated ->
                  rated.rating()
                      + " "
                      + (form == null
                          ? ""
                          : form.rating(Integer.toString(rated.rating())).in(words.language())),
              unseen -> words.say("record.not-observed", unseen.reason()),
              given ->
                  form == null
                      ? given.value()
                      : form.criterion(answer.criterion())
                          .map(criterion -> said(criterion, given.value(), words))
                          .orElse(given.value()));
      parts.add(new Part(answer.criterion() + " " + text, said, answer.remark()));
    }
    for (NarrativePart part : it.narrative()) {
      String title =
          form == null
              ? part.code()
              : form.narrative().stream()
                  .filter(field -> field.code().equals(part.code()))
                  .map(field -> field.title().in(words.language()))
                  .findFirst()
                  .orElse(part.code());
      parts.add(new Part(title, part.text(), ""));
    }
    it.unitComment()
        .ifPresent(
            comment ->
                parts.add(new Part(words.say("record.unitComment"), comment.text(), comment.by())));
    for (Improvement agreed : it.improvements()) {
      parts.add(
          new Part(
              words.say("record.improvement", agreed.criterion()),
              words.say(
                  "record.improvement.text",
                  agreed.action(),
                  agreed.owner().isEmpty() ? "–" : agreed.owner(),
                  Dates.day(agreed.due(), words)),
              ""));
    }
    parts.add(
        new Part(
            words.say("form.trainingNeeds"), topics(it.trainingNeeds(), instruments, words), ""));
    return parts;
  }

  private static List<Part> note(TrainerNote it, Instruments instruments, Words words) {
    return List.of(
        new Part(words.say("form.rotation"), it.rotation(), ""),
        new Part(words.say("form.date"), Dates.day(it.date(), words), ""),
        new Part(words.say("form.trainer.name"), it.trainer(), ""),
        classification(it.classification(), words),
        new Part(words.say("form.topic"), topics(List.of(it.topic()), instruments, words), ""),
        new Part(words.say("record.audience"), it.total() + " (" + it.women() + ")", ""),
        new Part(words.say("record.level"), it.levelBefore() + " → " + it.levelAfter(), ""),
        new Part(words.say("form.observations"), it.observations(), ""),
        new Part(
            words.say("form.languageOfInstruction"),
            language(it.languageOfInstruction(), words),
            ""),
        new Part(
            words.say("form.languageBarrier"),
            words.say(it.languageBarrier() ? "form.yes" : "form.no"),
            ""),
        new Part(words.say("form.followsTraining"), it.followsTraining(), ""),
        new Part(words.say("form.equipmentGap"), it.equipmentGap(), ""),
        new Part(words.say("form.remedial"), topics(it.remedial(), instruments, words), ""));
  }

  private static String team(Evaluation it, Words words) {
    return it.evaluators().stream()
        .map(
            one ->
                one.role().isEmpty()
                    ? one.name()
                    : one.name() + " (" + words.role(one.role()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static Part classification(Classification it, Words words) {
    String word = it.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Part(words.say("form.classification"), words.say("class." + word), "");
  }

  /** A value in words: yes, a choice, a number with its measure. */
  private static String said(Criterion criterion, String value, Words words) {
    return switch (criterion.kind()) {
      case YESNO -> words.say(value.equals("yes") ? "form.yes" : "form.no");
      case CHOICE ->
          criterion.choices().stream()
              .filter(choice -> choice.code().equals(value))
              .map(choice -> choice.text().in(words.language()))
              .findFirst()
              .orElse(value);
      case NUMBER -> criterion.counted(value, words.language());
      case RATING, TEXT -> value;
    };
  }

  private static String topics(List<TopicCode> codes, Instruments instruments, Words words) {
    return String.join(
        ", ",
        codes.stream()
            .map(
                code ->
                    instruments
                        .topics()
                        .find(code)
                        .map(topic -> topic.title().in(words.language()))
                        .orElse(code.value()))
            .toList());
  }

  /** A question, what was answered, and a remark. */
  public record Part(String title, String text, String remark) {}
}
