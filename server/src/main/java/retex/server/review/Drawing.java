package retex.server.review;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.Micros;
import retex.contract.RecordKind;
import retex.contract.Revision;
import retex.contract.RevisionId;
import retex.contract.TrainerNote;
import retex.contract.Withdrawal;
import retex.instrument.TopicCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Unit;
import retex.server.record.Attachments;
import retex.server.record.Quarantine;
import retex.server.record.StoredRecord;
import retex.server.web.Words;

/** A record and its history to the view of its page, in the words of the reader. */
@Singleton
final class Drawing {

  private final Catalogue catalogue;
  private final Attachments attachments;

  Drawing(Catalogue catalogue, Attachments attachments) {
    this.catalogue = catalogue;
    this.attachments = attachments;
  }

  Wording wording(Words words) {
    return new Wording(words, catalogue);
  }

  /** The page of {@code shown}, one of {@code revisions} of the record. */
  RecordView view(
      Reviewed it,
      Entry shown,
      List<Entry> revisions,
      List<Decision> decisions,
      List<Reviewed> list,
      Said said,
      Wording wording) {
    var record = it.record();
    boolean newest = shown.revision().id().equals(record.current());
    Body body = body(told(shown, revisions), wording);
    int at = list.stream().map(Reviewed::record).toList().indexOf(record);
    return new RecordView(
        record.id().toString(),
        shown.revision().id().hex(),
        newest,
        wording.kind(record.kind()) + " – " + wording.unit(it),
        it.state().name().toLowerCase(Locale.ROOT),
        wording.state(it.state()),
        fault(it, wording),
        said.sentence(),
        signed(facts(it, shown, wording, body), revisions, shown, wording),
        body.areas(),
        body.score(),
        body.capped(),
        body.texts(),
        body.needs(),
        told(shown, revisions).payload().attachments().stream().map(this::file).toList(),
        record.kind() == RecordKind.EVALUATION,
        history(revisions, decisions, shown.revision().id(), wording),
        actions(it, newest && said.mayDecide(), said, wording),
        list.stream().map(one -> Queue.row(one, wording, one.record().equals(record))).toList(),
        at > 0 ? list.get(at - 1).record().id().toString() : "",
        next(list, at));
  }

  /** Every sign-off up to the revision shown, as of a former one where it was changed since. */
  private static List<RecordView.Line> signed(
      List<RecordView.Line> facts, List<Entry> revisions, Entry shown, Wording wording) {
    var lines = new ArrayList<>(facts);
    for (Signatures.Line it : Signatures.upTo(shown, revisions)) {
      lines.add(
          new RecordView.Line(
              wording.say(it.isCurrent() ? "review.signed" : "review.signed.former"),
              wording.say(
                  "review.signed.by",
                  it.signOff().certificate().name(),
                  wording.say("person.role." + it.signOff().certificate().role().name()),
                  wording.minute(it.signOff().at()))));
    }
    return lines;
  }

  private RecordView.File file(Attachment it) {
    return new RecordView.File(
        it.hash().hex(),
        it.criterion(),
        it.caption(),
        it.isPhotograph(),
        attachments.holds(it.hash()));
  }

  private static String next(List<Reviewed> list, int at) {
    return at + 1 < list.size() ? list.get(at + 1).record().id().toString() : "";
  }

  /** A withdrawal says nothing of its own: what is read is the revision before it. */
  private static Entry told(Entry shown, List<Entry> revisions) {
    Entry told = shown;
    for (Entry entry : revisions) {
      if (entry.equals(shown)) {
        break;
      }
      told = entry;
    }
    return shown.revision().kind() == RecordKind.WITHDRAWAL ? told : shown;
  }

  private Body body(Entry entry, Wording wording) {
    return entry
        .payload()
        .fold(
            it -> body(entry.revision(), it, wording),
            it -> body(it, wording),
            it -> body(it, wording));
  }

  private Body body(Revision revision, Evaluation it, Wording wording) {
    String evaluators =
        it.evaluators().stream()
            .map(one -> evaluator(one, wording))
            .collect(Collectors.joining(", "));
    var lines = new ArrayList<RecordView.Line>();
    lines.add(new RecordView.Line(wording.say("review.evaluators"), evaluators));
    if (!it.amendment().isEmpty()) {
      lines.add(new RecordView.Line(wording.say("review.amendment"), it.amendment()));
    }
    List<String> needs = topics(it.trainingNeeds(), wording);
    return catalogue
        .instruments()
        .find(revision.instrument())
        .map(
            form -> {
              var sheet = new Sheet(form, it, catalogue.instruments().topics(), wording);
              return new Body(
                  lines, sheet.areas(), sheet.score(), sheet.isCapped(), sheet.texts(), needs);
            })
        .orElseGet(
            () ->
                new Body(
                    lines,
                    List.of(),
                    "",
                    false,
                    it.narrative().stream()
                        .map(part -> new RecordView.Text(part.code(), part.text(), it.language()))
                        .toList(),
                    needs));
  }

  private Body body(TrainerNote it, Wording wording) {
    var lines = new ArrayList<RecordView.Line>();
    line(lines, wording, "review.note.trainer", it.trainer());
    line(lines, wording, "review.note.topic", topic(it.topic(), wording));
    line(
        lines,
        wording,
        "review.note.audience",
        wording.say(
            "review.note.audience.value", String.valueOf(it.total()), String.valueOf(it.women())));
    line(lines, wording, "review.note.instruction", language(it.languageOfInstruction(), wording));
    line(
        lines,
        wording,
        "review.note.barrier",
        wording.say(it.languageBarrier() ? "review.answer.yes" : "review.answer.no"));
    line(
        lines,
        wording,
        "review.note.levels",
        wording.say(
            "review.note.levels.value",
            String.valueOf(it.levelBefore()),
            String.valueOf(it.levelAfter())));
    line(lines, wording, "review.note.follows", it.followsTraining());
    var texts =
        Stream.of(
                new RecordView.Text(
                    wording.say("review.note.observations"), it.observations(), it.language()),
                new RecordView.Text(
                    wording.say("review.note.gap"), it.equipmentGap(), it.language()))
            .filter(text -> !text.text().isBlank())
            .toList();
    return new Body(lines, List.of(), "", false, texts, topics(it.remedial(), wording));
  }

  private static Body body(Withdrawal it, Wording wording) {
    var text = new RecordView.Text(wording.say("review.kind.WITHDRAWAL"), it.reason(), "en");
    return new Body(List.of(), List.of(), "", false, List.of(text), List.of());
  }

  private List<RecordView.Line> facts(Reviewed it, Entry shown, Wording wording, Body body) {
    StoredRecord record = it.record();
    var lines = new ArrayList<RecordView.Line>();
    line(lines, wording, "review.unit", wording.unit(it));
    line(lines, wording, "review.unit.state", record.unit().state());
    line(lines, wording, "review.unit.mission", record.unit().mission());
    line(lines, wording, "review.rotation", record.rotation());
    line(lines, wording, "review.period", wording.period(record));
    lines.addAll(body.lines());
    line(lines, wording, "review.instrument", form(shown.revision(), wording));
    line(lines, wording, "review.language", language(record.language(), wording));
    line(
        lines,
        wording,
        "review.classification",
        wording.say("review.classification." + record.classification().name()));
    line(lines, wording, "review.reference", record.reference());
    line(lines, wording, "review.author", shown.revision().author());
    line(lines, wording, "review.written", wording.minute(shown.revision().writtenAt()));
    line(lines, wording, "review.arrived", wording.minute(record.receivedAt()));
    line(
        lines,
        wording,
        "review.device",
        wording.say(
            "review.device.value",
            shown.revision().log().device().hex().substring(0, 8),
            String.valueOf(shown.revision().number())));
    return lines;
  }

  private static void line(List<RecordView.Line> lines, Wording wording, String key, String value) {
    if (!value.isBlank()) {
      lines.add(new RecordView.Line(wording.say(key), value));
    }
  }

  private String form(Revision revision, Wording wording) {
    var known = catalogue.instruments();
    return known
        .find(revision.instrument())
        .map(it -> it.title())
        .or(() -> known.noteForm(revision.instrument()).map(it -> it.title()))
        .map(title -> title.in(wording.language()))
        .orElseGet(
            () -> wording.say("review.instrument.unknown", revision.instrument().toString()));
  }

  private static List<RecordView.Step> history(
      List<Entry> revisions, List<Decision> decisions, RevisionId shown, Wording wording) {
    var steps = new ArrayList<RecordView.Step>();
    int number = 0;
    for (Entry entry : revisions) {
      number++;
      Revision revision = entry.revision();
      steps.add(step(entry, number, revision.id().equals(shown), wording));
      decisions.stream()
          .filter(it -> it.revision().equals(revision.id().hex()))
          .map(
              it ->
                  new RecordView.Step(
                      wording.say(
                          "review.history.decision",
                          wording.state(ReviewState.valueOf(it.decision())),
                          it.actor(),
                          wording.minute(Micros.instant(it.at()))),
                      it.remark(),
                      "",
                      false))
          .forEach(steps::add);
    }
    return steps;
  }

  private static RecordView.Step step(Entry entry, int number, boolean shown, Wording wording) {
    Revision revision = entry.revision();
    String at = wording.minute(revision.writtenAt());
    String place = String.valueOf(revision.number());
    return entry
        .payload()
        .fold(
            it -> said(wording, number, place, at, revision, shown),
            it -> said(wording, number, place, at, revision, shown),
            it ->
                new RecordView.Step(
                    wording.say("review.history.withdrawal", place, at, revision.author()),
                    it.reason(),
                    revision.id().hex(),
                    shown));
  }

  private static RecordView.Step said(
      Wording wording, int number, String place, String at, Revision revision, boolean shown) {
    String text =
        wording.say(
            "review.history.revision", String.valueOf(number), place, at, revision.author());
    return new RecordView.Step(text, "", revision.id().hex(), shown);
  }

  private RecordView.Actions actions(Reviewed it, boolean may, Said said, Wording wording) {
    boolean waits = it.state() == ReviewState.RECEIVED || it.state() == ReviewState.QUARANTINED;
    var written = it.record().unit();
    boolean coded =
        written.isCoded()
            && it.unit().map(u -> u.value()).equals(java.util.Optional.of(written.code()));
    List<RecordView.UnitChoice> units =
        catalogue.units().stream()
            .map(
                unit ->
                    new RecordView.UnitChoice(
                        unit.code().value(), Wording.name(unit), isLikely(it, unit)))
            .toList();
    return new RecordView.Actions(
        may && it.state() == ReviewState.RECEIVED && it.unit().isPresent(),
        may && waits,
        may && waits && !coded,
        written.label(),
        units,
        said.remark(),
        said.problem());
  }

  /** The unit said already, or one that is called as it was written. */
  private static boolean isLikely(Reviewed it, Unit unit) {
    return it.unit()
        .map(code -> code.equals(unit.code()))
        .orElseGet(
            () -> unit.names().stream().anyMatch(it.record().unit().label()::equalsIgnoreCase));
  }

  private static String fault(Reviewed it, Wording wording) {
    if (it.state() != ReviewState.QUARANTINED) {
      return "";
    }
    Quarantine fault = it.record().quarantine().orElseThrow();
    String key = "review.fault." + fault.code();
    return wording.words().knows(key)
        ? wording.say(key, fault.where())
        : wording.say("review.fault.other", fault.code());
  }

  private List<String> topics(List<TopicCode> codes, Wording wording) {
    return codes.stream().map(code -> topic(code, wording)).toList();
  }

  private String topic(TopicCode code, Wording wording) {
    return catalogue
        .instruments()
        .topics()
        .find(code)
        .map(it -> it.title().in(wording.language()) + " (" + code + ")")
        .orElse(code.value());
  }

  private static String evaluator(Evaluator it, Wording wording) {
    return it.role().isBlank()
        ? it.name()
        : wording.say("review.evaluator", it.name(), wording.role(it.role()));
  }

  private static String language(String tag, Wording wording) {
    return Locale.forLanguageTag(tag).getDisplayLanguage(wording.locale());
  }

  /** What is said about the reader's last action, and whether the reader may decide at all. */
  record Said(String sentence, String remark, String problem, boolean mayDecide) {}

  /** What a payload adds to the page. */
  private record Body(
      List<RecordView.Line> lines,
      List<RecordView.Area> areas,
      String score,
      boolean capped,
      List<RecordView.Text> texts,
      List<String> needs) {}
}
