package retex.server.release;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.RotationCode;
import retex.contract.TrainerNote;
import retex.contract.UnitCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.CatalogueNow;
import retex.server.catalogue.Provider;
import retex.server.catalogue.ProviderCode;
import retex.server.catalogue.Unit;
import retex.server.policy.Policies;
import retex.server.policy.engine.Policy;
import retex.server.policy.engine.Recipient;
import retex.server.redaction.ClearedRecord;
import retex.server.redaction.Redactions;

/**
 * Which records a provider may learn from, and as what kind of reader. By unit: it trained the unit
 * for that rotation, and the training ended before the evaluation began. In any way: the
 * contributing state's consent covers both the end of the evaluation and the day on which the
 * document is given; strictly confidential records never count, nor do notes on a topic that is not
 * open. Everything else is held back.
 */
@Singleton
final class Permission {

  private final Redactions redactions;
  private final Catalogue catalogue;
  private final Policies policies;

  Permission(Redactions redactions, Catalogue catalogue, Policies policies) {
    this.redactions = redactions;
    this.catalogue = catalogue;
    this.policies = policies;
  }

  /** The evidence for a provider in a document given on {@code day}, the oldest first. */
  Evidence of(Provider provider, Terms terms, LocalDate day) {
    Policy policy = policies.current();
    CatalogueNow known = catalogue.now();
    var evaluations = new ArrayList<Evidence.Evaluated>();
    var others = new ArrayList<Evidence.Evaluated>();
    var notes = new ArrayList<Evidence.Noted>();
    for (ClearedRecord cleared : redactions.cleared()) {
      known
          .unit(cleared.record().unit())
          .map(unit -> new Candidate(known, provider, policy, terms, day, cleared, unit))
          .ifPresent(
              it ->
                  cleared
                      .record()
                      .payload()
                      .<Boolean>fold(
                          evaluation -> add(evaluations, others, it, evaluation),
                          note -> add(notes, it, note),
                          withdrawal -> false));
    }
    evaluations.sort(Comparator.comparing(Evidence.Evaluated::end));
    others.sort(Comparator.comparing(Evidence.Evaluated::end));
    notes.sort(Comparator.comparing(Evidence.Noted::end));
    return new Evidence(evaluations, notes, others);
  }

  private boolean add(
      List<Evidence.Evaluated> direct,
      List<Evidence.Evaluated> others,
      Candidate it,
      Evaluation evaluation) {
    Optional<Reading> reading =
        reading(
            it,
            evaluation.rotation(),
            evaluation.from(),
            evaluation.to(),
            evaluation.classification());
    return reading.isPresent()
        && catalogue
            .instruments()
            .find(it.cleared().record().instrument())
            .map(
                form ->
                    (isDirect(reading.get()) ? direct : others)
                        .add(
                            new Evidence.Evaluated(
                                it.cleared().record().record().toString(),
                                it.cleared().record().revision().hex(),
                                it.unit(),
                                evaluation,
                                form,
                                it.cleared().fields(),
                                reading.get())))
            .orElse(false);
  }

  private boolean add(List<Evidence.Noted> out, Candidate it, TrainerNote note) {
    Optional<Reading> reading =
        reading(it, note.rotation(), note.date(), note.date(), note.classification());
    if (reading.filter(Permission::isDirect).isEmpty()) {
      return false;
    }
    var noted =
        new Evidence.Noted(
            it.cleared().record().record().toString(),
            it.cleared().record().revision().hex(),
            it.unit(),
            note,
            it.cleared().fields(),
            reading.get());
    // all of it or nothing: one note counted and not told of would tell of a closed topic
    return new Openness(catalogue.instruments()).tells(noted, note.topic()) && out.add(noted);
  }

  private static boolean isDirect(Reading reading) {
    return reading.recipient() == Recipient.TRAINED_PROVIDER;
  }

  private Optional<Reading> reading(
      Candidate it, String rotation, LocalDate from, LocalDate to, Classification classification) {
    Provider provider = it.provider();
    Unit unit = it.unit();
    boolean may =
        classification != Classification.STRICTLY_CONFIDENTIAL
            && it.known().consented(unit.state(), provider.code(), to)
            && it.known().consented(unit.state(), provider.code(), it.day());
    if (!may) {
      return Optional.empty();
    }
    boolean trained = trained(it.known(), provider.code(), unit.code(), rotation, from);
    boolean own = unit.state().value().equals(provider.state());
    Recipient recipient =
        trained ? Recipient.TRAINED_PROVIDER : own ? Recipient.OWN_STATE : Recipient.OTHER_PROVIDER;
    return Optional.of(new Reading(it.policy(), it.terms().asked(), recipient, classification));
  }

  /** Whether a provider trained a unit for a rotation, all of it before a day. */
  static boolean trained(
      CatalogueNow known, ProviderCode provider, UnitCode unit, String rotation, LocalDate before) {
    return !rotation.isBlank()
        && known.activitiesOf(provider).stream()
            .anyMatch(
                activity ->
                    activity.unit().equals(unit)
                        && activity.rotation().equals(new RotationCode(rotation))
                        && activity.to().isBefore(before));
  }

  /** A cleared record and who would read it in which document. */
  private record Candidate(
      CatalogueNow known,
      Provider provider,
      Policy policy,
      Terms terms,
      LocalDate day,
      ClearedRecord cleared,
      Unit unit) {}
}
