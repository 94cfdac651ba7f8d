package retex.agent.paper;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.agent.entry.Sketch;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.paper.Sheet.Fact;
import retex.agent.paper.Sheet.Part;
import retex.agent.paper.Sheet.Picture;
import retex.agent.paper.Sheet.Row;
import retex.agent.web.Dates;
import retex.agent.web.Words;
import retex.contract.Attachment;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.FileHash;
import retex.contract.Improvement;
import retex.contract.Payload;
import retex.contract.TrainerNote;
import retex.instrument.Answer;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.InstrumentRefusal;
import retex.instrument.Instruments;
import retex.instrument.NoteForm;
import retex.instrument.Score;
import retex.instrument.Scoring;
import retex.instrument.TopicCode;

/** Puts a record into the words of one language, and the form's into one that it speaks. Pure. */
final class Sheets {

  private final Library library;
  private final Instruments instruments;
  private final Words words;
  private final String asked;
  private final Function<FileHash, byte[]> thumbnails;

  /**
   * {@code asked}: the language in which the form's own texts are, which may be one that the
   * product does not speak; {@code thumbnails}: a small JPEG of a photograph; empty where there is
   * none.
   */
  Sheets(Library library, Words words, String asked, Function<FileHash, byte[]> thumbnails) {
    this.library = library;
    this.instruments = library.instruments();
    this.words = words;
    this.asked = asked;
    this.thumbnails = thumbnails;
  }

  /** The sheet of a record's revision; {@code state} is what has become of the record. */
  Sheet of(Entry entry, String state) {
    return of(
        new Subject(
            entry.payload(), entry.revision().instrument(), state, foot(entry), Set.of(), false));
  }

  /**
   * The sheet of a draft: each page says that it is one, and there is no place for signatures,
   * since it may still change.
   */
  Sheet of(Sketch draft) {
    String foot = words.say("paper.draft.foot", Dates.minute(draft.changedAt(), words));
    return of(new Subject(draft.payload(), draft.instrument(), "draft", foot, draft.open(), true));
  }

  private Sheet of(Subject of) {
    return of.payload()
        .fold(
            evaluation -> evaluation(of, evaluation),
            note -> note(of, note),
            withdrawal -> withdrawn(of, withdrawal.reason()));
  }

  /** A unit by its name, where it is known here. */
  private String unit(String code) {
    return library.unit(code).map(LibraryUnit::label).orElse(code);
  }

  private String language(String code) {
    String key = "language." + code;
    return words.knows(key) ? words.say(key) : code;
  }

  private Sheet evaluation(Subject of, Evaluation it) {
    Instrument form =
        instruments
            .find(of.instrument())
            .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException());
    Map<CriterionCode, Answer> answers =
        it.answers().stream().collect(Collectors.toMap(Answer::criterion, Function.identity()));
    Score score = Scoring.of(form, answers, any -> true, instruments.topics());
    var facts = new ArrayList<Fact>();
    facts.add(fact("paper.unit", of.said("unit.name", unit(it.unit().label()))));
    facts.add(fact("paper.rotation", it.rotation()));
    String from = of.said("period.from", day(it.from()));
    facts.add(fact("paper.period", from + " – " + of.said("period.to", day(it.to()))));
    facts.add(
        fact(
            "paper.evaluators",
            it.evaluators().stream()
                .map(
                    one ->
                        one.name()
                            + (one.role().isEmpty() ? "" : " (" + words.role(one.role()) + ")"))
                .collect(Collectors.joining(", "))));
    if (score.unit().isPresent()) {
      facts.add(
          fact(
              "paper.score",
              words.say(
                  score.capped() ? "paper.score.capped" : "paper.score.text",
                  score.unit().getAsDouble(),
                  score.observed(),
                  score.asked())));
    }
    facts.add(fact("paper.state", words.say("state." + of.state())));
    var texts = new ArrayList<Fact>();
    if (!it.amendment().isEmpty()) {
      texts.add(fact("record.amendment", it.amendment()));
    }
    it.narrative().forEach(part -> texts.add(new Fact(title(form, part.code()), part.text())));
    if (!it.trainingNeeds().isEmpty()) {
      texts.add(fact("paper.needs", topics(it.trainingNeeds())));
    }
    it.unitComment()
        .ifPresent(
            comment ->
                texts.add(new Fact(words.say("paper.comment", comment.by()), comment.text())));
    for (Improvement agreed : it.improvements()) {
      texts.add(
          new Fact(
              words.say(
                  "paper.improvement",
                  agreed.criterion(),
                  of.said("improvement." + agreed.criterion() + ".due", day(agreed.due()))),
              agreed.action() + (agreed.owner().isEmpty() ? "" : " (" + agreed.owner() + ")")));
    }
    return new Sheet(
        asked,
        form.title().in(asked),
        mark(of, it.classification()),
        of.foot(),
        facts,
        form.areas().stream().map(area -> part(form, area, answers, score)).toList(),
        texts,
        pictures(it.attachments()),
        signatures(of, "paper.sign.chief", "paper.sign.commander", "paper.sign.unit"));
  }

  private Part part(Instrument form, Area area, Map<CriterionCode, Answer> answers, Score score) {
    String mean =
        score.areas().stream()
            .filter(one -> one.area().equals(area) && one.mean().isPresent())
            .map(
                one ->
                    words.say(
                        "paper.score.text", one.mean().getAsDouble(), one.observed(), one.asked()))
            .findFirst()
            .orElse("");
    List<Row> rows =
        area.asked(area.items(answers)).stream()
            .flatMap(
                criterion ->
                    Optional.ofNullable(answers.get(criterion.code())).stream()
                        .map(answer -> row(form, criterion, answer)))
            .toList();
    return new Part(area.title().in(asked), mean, rows);
  }

  private Row row(Instrument form, Criterion criterion, Answer answer) {
    String said =
        answer.fold(
            rated -> rated.rating() + " " + form.rating(Integer.toString(rated.rating())).in(asked),
            unseen ->
                unseen.reason().equals(Sketch.OPEN)
                    ? words.say("paper.unseen.unexplained")
                    : words.say("paper.unseen", unseen.reason()),
            given -> given(criterion, given.value()));
    return new Row(criterion.code().value(), criterion.text().in(asked), said, answer.remark());
  }

  private String given(Criterion criterion, String value) {
    if (criterion.kind() == CriterionKind.YESNO) {
      return value.equals(Sketch.OPEN)
          ? value
          : words.say(value.equals("yes") ? "paper.yes" : "paper.no");
    }
    return criterion.choices().stream()
        .filter(choice -> choice.code().equals(value))
        .map(choice -> choice.text().in(asked))
        .findFirst()
        .orElseGet(() -> criterion.counted(value, asked));
  }

  private Sheet note(Subject of, TrainerNote it) {
    NoteForm form =
        instruments.noteForm(of.instrument()).orElseGet(() -> instruments.newestNoteForm());
    String barrier = words.say(it.languageBarrier() ? "paper.yes" : "paper.no");
    var facts = new ArrayList<Fact>();
    facts.add(fact("paper.unit", of.said("unit.name", unit(it.unit().label()))));
    facts.add(fact("paper.rotation", it.rotation()));
    facts.add(asked(form, "date", of.said("date", day(it.date()))));
    facts.add(fact("paper.trainer", it.trainer()));
    facts.add(asked(form, "topic", of.said("topic", topics(List.of(it.topic())))));
    String total = of.said("audience.total", it.total());
    facts.add(
        fact(
            "paper.audience",
            words.say("paper.audience.text", total, of.said("audience.women", it.women()))));
    String before = of.said("level.before", it.levelBefore());
    facts.add(fact("paper.level", before + " – " + of.said("level.after", it.levelAfter())));
    facts.add(asked(form, "languageOfInstruction", language(it.languageOfInstruction())));
    facts.add(asked(form, "languageBarrier", barrier));
    facts.add(asked(form, "followsTraining", it.followsTraining()));
    facts.add(fact("paper.state", words.say("state." + of.state())));
    var texts = new ArrayList<Fact>();
    texts.add(asked(form, "observations", it.observations()));
    if (!it.equipmentGap().isEmpty()) {
      texts.add(asked(form, "equipmentGap", it.equipmentGap()));
    }
    if (!it.remedial().isEmpty()) {
      texts.add(asked(form, "remedial", topics(it.remedial())));
    }
    return new Sheet(
        asked,
        form.title().in(asked),
        mark(of, it.classification()),
        of.foot(),
        facts,
        List.of(),
        texts,
        pictures(it.attachments()),
        signatures(of, "paper.sign.trainer"));
  }

  private Sheet withdrawn(Subject of, String reason) {
    return new Sheet(
        asked,
        words.say("paper.withdrawn"),
        mark(of, Classification.STRICTLY_CONFIDENTIAL), // what it was is no longer said
        of.foot(),
        List.of(fact("paper.reason", reason)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private List<Picture> pictures(List<Attachment> attachments) {
    var pictures = new ArrayList<Picture>();
    for (Attachment it : attachments) {
      byte[] small = it.isPhotograph() ? thumbnails.apply(it.hash()) : new byte[0];
      if (small.length > 0) {
        String named =
            Stream.of(it.criterion(), it.caption())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" – "));
        pictures.add(
            new Picture(
                "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(small),
                named.isEmpty() ? words.say("form.file.photograph") : named));
      }
    }
    return pictures;
  }

  private String mark(Subject of, Classification classification) {
    String mark = words.say("paper.mark." + classification.name()).toUpperCase(words.locale());
    return of.isDraft() ? words.say("paper.draft.mark", mark) : mark;
  }

  private List<String> signatures(Subject of, String... keys) {
    return of.isDraft() ? List.of() : Stream.of(keys).map(words::say).toList();
  }

  private String foot(Entry entry) {
    String revision = entry.revision().id().hex().substring(0, 12);
    return words.say("paper.foot", entry.revision().record().toString(), revision);
  }

  /** What the note's own form asks, in its words. */
  private Fact asked(NoteForm form, String field, String value) {
    String name = form.field(field).map(it -> it.text().in(asked)).orElse(field);
    return new Fact(name, value.isEmpty() ? "–" : value);
  }

  private Fact fact(String key, String value) {
    return new Fact(words.say(key), value.isEmpty() ? "–" : value);
  }

  private String title(Instrument form, String code) {
    return form.narrative().stream()
        .filter(field -> field.code().equals(code))
        .map(field -> field.title().in(asked))
        .findFirst()
        .orElse(code);
  }

  private String topics(List<TopicCode> codes) {
    return codes.stream()
        .map(
            code ->
                instruments
                    .topics()
                    .find(code)
                    .map(topic -> topic.title().in(asked))
                    .orElse(code.value()))
        .collect(Collectors.joining(", "));
  }

  private String day(LocalDate day) {
    return Dates.day(day, words);
  }

  /**
   * What is put on paper, and what has become of it; {@code open} names the fields that nobody has
   * entered yet.
   */
  private record Subject(
      Payload payload,
      InstrumentRef instrument,
      String state,
      String foot,
      Set<String> open,
      boolean isDraft) {

    String said(String field, String value) {
      return open.contains(field) ? Sketch.OPEN : value;
    }

    String said(String field, int value) {
      return said(field, Integer.toString(value));
    }
  }
}
