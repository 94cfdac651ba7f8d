package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.FIELD_MISSING;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.entry.RecordLines.RecordLine;
import retex.agent.library.Library;
import retex.agent.record.Amendments;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.Visited;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.InstrumentRefusal;
import retex.instrument.NarrativeField;
import retex.instrument.Validation;
import retex.refusal.Refusal;

/** From a draft to a submitted record, and back to a draft where a record must be corrected. */
@Singleton
final class Submission {

  private static final String NOTE = "trainer-note@";
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");

  private final RecordLines lines;
  private final Library library;
  private final Drafts drafts;
  private final Log log;
  private final Visited visited;
  private final List<SubmissionCheck> checks;
  private final TransactionOperations<Connection> transactions;

  Submission(
      RecordLines lines,
      Library library,
      Drafts drafts,
      Log log,
      Visited visited,
      List<SubmissionCheck> checks,
      TransactionOperations<Connection> transactions) {
    this.lines = lines;
    this.library = library;
    this.drafts = drafts;
    this.log = log;
    this.visited = visited;
    this.checks = List.copyOf(checks);
    this.transactions = transactions;
  }

  /** A new draft of an instrument, for a unit's code or for none yet. */
  Draft open(String instrument, String unit, String language) {
    InstrumentRef ref = InstrumentRef.parse(instrument);
    if (!library.instruments().knows(ref)) {
      throw InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException();
    }
    boolean isNote = instrument.startsWith(NOTE);
    DraftForm form = DraftForm.of("{}");
    form.set("kind", isNote ? "trainer-note" : "evaluation");
    form.set("instrument", instrument);
    form.set("unit.code", unit);
    form.set("language", language.equals("fr") ? "fr" : "en");
    form.set("classification", "confidential");
    if (isNote) {
      fillNote(form, language);
    }
    if (unit.isEmpty()) {
      library
          .instruments()
          .find(ref)
          .map(Instrument::appliesTo)
          .ifPresent(type -> form.set("unit.type", type.value()));
    }
    RecordKind kind = isNote ? RecordKind.TRAINER_NOTE : RecordKind.EVALUATION;
    return drafts.open(kind.name(), instrument, "", "", form.content());
  }

  /**
   * The draft in which a planned visit was begun already, by its form, its unit and its first day;
   * empty without a day: that is no visit.
   */
  Optional<Draft> begun(String instrument, String unit, String from) {
    if (from.isEmpty()) {
      return Optional.empty();
    }
    String form = InstrumentRef.parse(instrument).id();
    return drafts.all().stream()
        .filter(it -> it.record().isEmpty())
        .filter(it -> InstrumentRef.parse(it.instrument()).id().equals(form))
        .filter(
            it -> {
              DraftForm known = DraftForm.of(it.content());
              return known.value("unit.code").equals(unit)
                  && known.value("period.from").equals(from);
            })
        .findFirst();
  }

  /**
   * The record in which a planned visit ended, by its form, its unit and its days; empty without
   * days that can be: that is no visit.
   */
  Optional<OwnRecord> ended(String instrument, String unit, String from, String to) {
    LocalDate first;
    LocalDate last;
    try {
      first = LocalDate.parse(from);
      last = LocalDate.parse(to);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    String form = InstrumentRef.parse(instrument).id();
    return visited.evaluation(library.writtenAs(unit), form, first, last);
  }

  /** What a trainer writes into every note stands there already: today, and the same name. */
  private void fillNote(DraftForm form, String language) {
    form.set("date", LocalDate.now(ZoneId.systemDefault()).toString());
    form.set("languageOfInstruction", language.equals("fr") ? "fr" : "en");
    log.last(RecordKind.TRAINER_NOTE)
        .map(record -> log.revisionsOf(record.id()).get(0).revision().author())
        .ifPresent(author -> form.set("trainer.name", author));
  }

  /**
   * A draft that will follow the record's current revision: the one that is there already, unless
   * something else came meanwhile.
   */
  Draft correct(OwnRecord record) {
    List<Entry> revisions = log.revisionsOf(record.id());
    for (Draft it : drafts.all()) {
      if (it.record().equals(record.id().toString())
          && parent(it, revisions).equals(record.revision())) {
        return it;
      }
    }
    return drafts.open(
        record.kind().name(),
        record.instrument().toString(),
        record.id().toString(),
        record.revision().hex(),
        PayloadJson.of(revisions.get(revisions.size() - 1)));
  }

  /** What a draft follows: the revision it was begun on, or the sign-offs of the same content. */
  private static RevisionId parent(Draft draft, List<Entry> revisions) {
    RevisionId begun = RevisionId.parse(draft.parent());
    RevisionId follows = begun;
    Optional<Evaluation> content = Optional.empty();
    for (Entry entry : revisions) {
      if (content.isPresent()) {
        if (!unsigned(entry).equals(content)) {
          return begun;
        }
        follows = entry.revision().id();
      }
      if (entry.revision().id().equals(begun)) {
        content = unsigned(entry);
      }
    }
    return follows;
  }

  private static Optional<Evaluation> unsigned(Entry entry) {
    return entry
        .payload()
        .fold(
            it -> Optional.of(it.with(List.of(), "")),
            note -> Optional.empty(),
            gone -> Optional.empty());
  }

  /** Everything that stands between the draft and its submission. */
  List<Refusal> problems(Draft draft) {
    RecordKind kind = RecordKind.valueOf(draft.kind());
    DraftForm form = complete(draft);
    var problems = new ArrayList<Refusal>();
    checks.forEach(check -> problems.addAll(check.problems(draft)));
    if (isUnexplained(draft, form)) {
      problems.add(FIELD_MISSING.at("amendment"));
    }
    HeadFields.missing(kind, form).forEach(field -> problems.add(FIELD_MISSING.at(field)));
    if (kind == RecordKind.EVALUATION) {
      library
          .instruments()
          .find(InstrumentRef.parse(draft.instrument()))
          .ifPresent(it -> problems.addAll(ofAnswers(it, form)));
      problems.addAll(ofPlan(form));
    }
    return problems.isEmpty() ? lines.read(form.content()).problems() : problems;
  }

  /** A signed record is changed with a reason. */
  private boolean isUnexplained(Draft draft, DraftForm form) {
    return !draft.record().isEmpty()
        && form.value("amendment").isBlank()
        && Amendments.isSigned(log.revisionsOf(RecordId.parse(draft.record())));
  }

  /**
   * Appends and signs the draft's record and forgets the draft, both or neither. What another
   * window writes meanwhile is checked anew and submitted with it.
   */
  Outcome submit(Draft asked) {
    Draft draft = asked;
    while (true) {
      List<Refusal> problems = problems(draft);
      if (!problems.isEmpty()) {
        return new Outcome("", problems);
      }
      Optional<Outcome> submitted = submitUnchanged(draft);
      if (submitted.isPresent()) {
        return submitted.get();
      }
      draft = drafts.find(draft.id());
    }
  }

  /** Nothing where the draft is another one by now. */
  private Optional<Outcome> submitUnchanged(Draft draft) {
    RecordLine line = lines.read(complete(draft).content()).line().orElseThrow();
    return transactions.executeWrite(
        status -> {
          if (!drafts.find(draft.id()).equals(draft)) {
            return Optional.empty();
          }
          Entry entry =
              draft.record().isEmpty()
                  ? log.submit(line.payload(), line.author(), line.instrument())
                  : log.revise(
                      RecordId.parse(draft.record()),
                      parent(draft, log.revisionsOf(RecordId.parse(draft.record()))),
                      line.payload(),
                      line.author(),
                      line.instrument());
          drafts.discard(draft.id());
          return Optional.of(new Outcome(entry.revision().record().toString(), List.of()));
        });
  }

  /** What is submitted: without answers to what is no longer asked, which count for nothing. */
  DraftForm complete(Draft draft) {
    DraftForm form = DraftForm.of(draft.content());
    library
        .instruments()
        .find(InstrumentRef.parse(draft.instrument()))
        .ifPresent(
            instrument -> {
              Map<CriterionCode, Answer> answers = DraftAnswers.of(form);
              Map<CriterionCode, Answer> relevant = instrument.relevant(answers);
              form.retain(
                  form.answered().stream()
                      .filter(code -> isAsked(instrument, code, relevant))
                      .collect(Collectors.toSet()));
            });
    return form;
  }

  private static boolean isAsked(
      Instrument instrument, String code, Map<CriterionCode, Answer> relevant) {
    return !CODE.matcher(code).matches()
        || instrument
            .criterion(new CriterionCode(code))
            .map(criterion -> criterion.isRelevant(relevant))
            .orElse(true);
  }

  private static List<Refusal> ofAnswers(Instrument instrument, DraftForm form) {
    var problems = new ArrayList<Refusal>();
    Map<CriterionCode, Answer> answers = DraftAnswers.of(form);
    for (String code : form.answered()) {
      if (CODE.matcher(code).matches() && !answers.containsKey(new CriterionCode(code))) {
        boolean unseen = form.value("answers." + code + ".rating").equals("NO");
        problems.add(
            (unseen ? InstrumentRefusal.REASON_MISSING : InstrumentRefusal.ANSWER_MISSING)
                .at(code));
      }
    }
    List<String> named = problems.stream().map(Refusal::where).toList();
    Map<String, String> narrative = new HashMap<>();
    for (NarrativeField field : instrument.narrative()) {
      narrative.put(field.code(), form.value("narrative." + field.code()));
    }
    Validation.problems(instrument, answers, narrative).stream()
        .filter(it -> !named.contains(it.where()))
        .forEach(problems::add);
    return problems;
  }

  /** An improvement that was begun needs what is to be done and by when. */
  private static List<Refusal> ofPlan(DraftForm form) {
    var problems = new ArrayList<Refusal>();
    for (String code : form.improved()) {
      for (String part : List.of("action", "due")) {
        String field = "improvement." + code + "." + part;
        if (form.value(field).isBlank()) {
          problems.add(FIELD_MISSING.at(field));
        }
      }
    }
    if (!form.value("unitComment.by").isBlank() && form.value("unitComment.text").isBlank()) {
      problems.add(FIELD_MISSING.at("unitComment.text"));
    }
    return problems;
  }

  /** The record's id, or everything that is wrong. */
  record Outcome(String record, List<Refusal> problems) {}
}
