package retex.server.release;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import retex.contract.Classification;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.NarrativePart;
import retex.contract.TrainerNote;
import retex.contract.UnitRef;
import retex.instrument.Answer;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.CriterionKind;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.server.SomeClock;
import retex.server.SomeStore;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.ProviderCode;
import retex.server.feedback.SomeKeys;
import retex.server.policy.SomePolicies;
import retex.server.record.Arrival;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.redaction.SomeClearance;
import retex.server.review.Reviews;

/**
 * Headquarters with six battalions of three states, U-A1 to U-C2, all trained by P-NOR for 2026-A,
 * with the states' consents; every name is invented.
 */
public final class SomeWorld implements AutoCloseable {

  static final ProviderCode NOR = new ProviderCode("P-NOR");
  static final List<String> UNITS = List.of("U-A1", "U-A2", "U-B1", "U-B2", "U-C1", "U-C2");
  static final String OLAF = "olaf";
  static final String NORA = "nora";

  private final ApplicationContext context;
  private final SomeEntries laptop = new SomeEntries();

  public SomeWorld(Path folder) {
    this(SomeStore.inWithClock(folder));
    SomeKeys.into(folder);
    catalogue(reference());
  }

  /** A server that is there already, with what it holds. */
  SomeWorld(ApplicationContext context) {
    this.context = context;
  }

  public static String reference() {
    var units = new ArrayList<String>();
    var rotations = new ArrayList<String>();
    var activities = new ArrayList<String>();
    for (String unit : UNITS) {
      units.add(
          """
          {"code":"%s","type":"infantry-battalion","state":"%s","mission":"MINELD","names":["%s"]}
          """
              .formatted(unit, unit.substring(2, 3), "Battalion " + unit.substring(2)));
      rotations.add(
          """
          {"unit":"%s","code":"2026-A","from":"2025-11-01","to":"2026-10-31"}
          """
              .formatted(unit));
      activities.add(
          """
          {"code":"T-%s","provider":"P-NOR","unit":"%s","rotation":"2026-A","kind":"pre-deployment",
           "topics":["MED-01"],"language":"en","from":"2025-08-01","to":"2025-08-21"}
          """
              .formatted(unit, unit));
    }
    return """
    {"missions":[{"code":"MINELD","names":["Mission in Marrowland"]}],
     "states":[{"code":"A","names":["Aldoria"]},{"code":"B","names":["Belmark"]},
               {"code":"C","names":["Corvania"]},{"code":"N","names":["Norhaven"]}],
     "providers":[{"code":"P-NOR","name":"Norhaven Training Centre","state":"N"},
                  {"code":"P-OTH","name":"Othmar School","state":"B"}],
     "units":[%s],"rotations":[%s],"activities":[%s],
     "consents":[{"state":"A","provider":"P-NOR","from":"2025-01-01","to":"2027-12-31"},
                 {"state":"B","provider":"P-NOR","from":"2025-01-01","to":"2027-12-31"},
                 {"state":"C","provider":"P-NOR","from":"2025-01-01","to":"2027-12-31"},
                 {"state":"A","provider":"P-OTH","from":"2025-01-01","to":"2027-12-31"},
                 {"state":"C","provider":"P-OTH","from":"2025-01-01","to":"2027-12-31"}]}
    """
        .formatted(
            String.join(",", units), String.join(",", rotations), String.join(",", activities));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public ApplicationContext context() {
    return context;
  }

  public Releases releases() {
    return bean(Releases.class);
  }

  void catalogue(String json) {
    var outcome = bean(CatalogueImport.class).run(json);
    if (!outcome.problems().isEmpty()) {
      throw new IllegalStateException(outcome.problems().toString());
    }
  }

  public void consent(String state, String from, String to) {
    catalogue(
        """
        {"consents":[{"state":"%s","provider":"P-NOR","from":"%s","to":"%s"}]}
        """
            .formatted(state, from, to));
  }

  public void moveTo(String day) {
    ((SomeClock) context.getBean(Clock.class)).moveTo(LocalDate.parse(day));
  }

  /** Puts the next version of the policy in force, which says the same. */
  public void nextPolicy() {
    SomePolicies.next(context);
  }

  /** An evaluation of February 2026, accepted and cleared; every rating the same. */
  public Entry evaluated(String unit, int rating) {
    return evaluated(unit, rating, it -> it);
  }

  public Entry evaluated(String unit, int rating, UnaryOperator<Evaluation> change) {
    Evaluation it = change.apply(SomeEntries.anEvaluation(UnitRef.coded(unit), rating));
    return cleared(laptop.evaluation(it));
  }

  /** The same on the second version of its form. */
  Entry evaluatedOnTheSecondVersion(String unit, int rating, UnaryOperator<Evaluation> change) {
    Evaluation it = change.apply(SomeEntries.anEvaluation(UnitRef.coded(unit), rating));
    return cleared(laptop.evaluation(it, InstrumentRef.parse("infantry-battalion@2")));
  }

  /**
   * Every rating 3; {@code known} is answered so; {@code dependent} is rated so, where it is asked
   * because of that, and was not observed for 0.
   */
  void engineers(
      String unit,
      Instrument form,
      CriterionCode known,
      String answer,
      CriterionCode dependent,
      int rating) {
    var answers = new ArrayList<Answer>();
    for (Criterion it : form.criteria()) {
      if (it.code().equals(known)) {
        answers.add(new Answer.Given(it.code(), answer, ""));
      } else if (it.code().equals(dependent)) {
        if (answer.equals("yes")) {
          answers.add(
              rating == 0
                  ? new Answer.NotObserved(it.code(), "Not during the visit.", "")
                  : new Answer.Rated(it.code(), rating, ""));
        }
      } else if (it.kind() == CriterionKind.RATING && it.rules().when().isEmpty()) {
        answers.add(new Answer.Rated(it.code(), 3, ""));
      }
    }
    Evaluation like = SomeEntries.anEvaluation(UnitRef.coded(unit), 3);
    var evaluation = EvaluationBuilder.builder(like).answers(answers).build();
    cleared(laptop.evaluation(evaluation, form.ref()));
  }

  /** An evaluation on some form, every rating the same and nothing else answered or wanted. */
  void answered(String unit, Instrument form, int rating) {
    var answers = new ArrayList<Answer>();
    form.criteria().stream()
        .filter(it -> it.kind() == CriterionKind.RATING && it.rules().when().isEmpty())
        .forEach(it -> answers.add(new Answer.Rated(it.code(), rating, "")));
    Evaluation like = SomeEntries.anEvaluation(UnitRef.coded(unit), rating);
    var evaluation =
        EvaluationBuilder.builder(like)
            .answers(answers)
            .narrative(List.of())
            .trainingNeeds(List.of())
            .build();
    cleared(laptop.evaluation(evaluation, form.ref()));
  }

  public Entry noted(String unit) {
    return noted(unit, it -> it);
  }

  Entry noted(String unit, UnaryOperator<TrainerNote> change) {
    return cleared(laptop.note(change.apply(SomeEntries.aNote(UnitRef.coded(unit)))));
  }

  /** Its author writes it anew; nobody has accepted that yet. */
  public Entry revised(Entry before, int rating, UnaryOperator<Evaluation> change) {
    UnitRef unit =
        before
            .payload()
            .<UnitRef>fold(
                Evaluation::unit,
                TrainerNote::unit,
                none -> {
                  throw new IllegalArgumentException();
                });
    return arrive(laptop.edit(before, change.apply(SomeEntries.anEvaluation(unit, rating))));
  }

  /** Accepted and cleared, as it stands now. */
  public Entry accepted(Entry entry) {
    var record = entry.revision().record();
    bean(Reviews.class).accept(record, entry.revision().id(), "rita");
    SomeClearance.of(context, record, entry.revision().id());
    return entry;
  }

  /** Its author withdraws it. */
  public Entry withdrawn(Entry before) {
    return arrive(laptop.withdrawal(before));
  }

  public SomeEntries laptop() {
    return laptop;
  }

  public Entry arrive(Entry entry) {
    bean(Revisions.class)
        .append(List.of(Arrival.sound(entry)), Instant.parse("2026-03-01T10:00:00Z"));
    return entry;
  }

  private Entry cleared(Entry entry) {
    return accepted(arrive(entry));
  }

  /** Everything that may be quoted, as far as the policy lets one document. */
  public Terms allQuoted(String language) {
    return Terms.NONE.quoting(
        releases().quotable(NOR, language, Terms.NONE).stream()
            .map(Quotable::id)
            .limit(8)
            .toList());
  }

  Release proposed() {
    return releases().propose(NOR, "en", Terms.NONE, OLAF);
  }

  public Release released() {
    return released(Terms.NONE);
  }

  public Release released(Terms terms) {
    return approved(releases().propose(NOR, "en", terms, OLAF));
  }

  /** Released by the second officer, who read it as it stands now. */
  public Release approved(Release it) {
    String since = releases().since(it).map(Since::release).orElse("");
    return releases().approve(it.id(), it.contentHash(), since, NORA);
  }

  static String all(Release it) {
    return String.join("\n", it.content().texts());
  }

  static UnaryOperator<Evaluation> on(String from, String to) {
    return it ->
        EvaluationBuilder.builder(it).from(LocalDate.parse(from)).to(LocalDate.parse(to)).build();
  }

  static UnaryOperator<Evaluation> rotation(String rotation) {
    return it -> EvaluationBuilder.builder(it).rotation(rotation).build();
  }

  public static UnaryOperator<Evaluation> classified(Classification classification) {
    return it -> EvaluationBuilder.builder(it).classification(classification).build();
  }

  /** Says this of shortfalls, and asks for no training. */
  public static UnaryOperator<Evaluation> shortfalls(String text) {
    return it ->
        EvaluationBuilder.builder(it)
            .narrative(
                it.narrative().stream()
                    .map(
                        part ->
                            part.code().equals("shortfalls")
                                ? new NarrativePart("shortfalls", text)
                                : part)
                    .toList())
            .trainingNeeds(List.of())
            .build();
  }

  static UnaryOperator<Evaluation> answers(UnaryOperator<Answer> change) {
    return it ->
        EvaluationBuilder.builder(it).answers(it.answers().stream().map(change).toList()).build();
  }

  @Override
  public void close() {
    context.close();
  }
}
