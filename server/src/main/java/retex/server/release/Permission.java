package retex.server.release;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.RotationCode;
import retex.contract.TrainerNote;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.ProviderCode;
import retex.server.catalogue.Unit;
import retex.server.redaction.ClearedRecord;
import retex.server.redaction.Redactions;

/**
 * Which records a provider may learn from. It must have trained the unit for that rotation, the
 * training ended before the evaluation began; the contributing state's consent must cover both the
 * end of the evaluation and today; strictly confidential records never count. Everything else is
 * held back.
 */
@Singleton
final class Permission {

  private final Redactions redactions;
  private final Catalogue catalogue;
  private final Clock clock;

  Permission(Redactions redactions, Catalogue catalogue, Clock clock) {
    this.redactions = redactions;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** The evidence for a provider, as of now, the oldest first. */
  Evidence of(ProviderCode provider) {
    var evaluations = new ArrayList<Evidence.Evaluated>();
    var notes = new ArrayList<Evidence.Noted>();
    for (ClearedRecord cleared : redactions.cleared()) {
      Optional<Unit> unit = catalogue.unit(cleared.record().unit());
      if (unit.isPresent()) {
        Unit it = unit.get();
        cleared
            .record()
            .payload()
            .<Boolean>fold(
                evaluation -> add(evaluations, provider, it, cleared, evaluation),
                note -> add(notes, provider, it, cleared, note),
                withdrawal -> false);
      }
    }
    evaluations.sort(Comparator.comparing(Evidence.Evaluated::end));
    notes.sort(Comparator.comparing(it -> it.note().date()));
    return new Evidence(evaluations, notes);
  }

  private boolean add(
      List<Evidence.Evaluated> out,
      ProviderCode provider,
      Unit unit,
      ClearedRecord cleared,
      Evaluation it) {
    boolean may = may(provider, unit, it.rotation(), it.from(), it.to(), it.classification());
    return may
        && catalogue
            .instruments()
            .find(cleared.record().instrument())
            .map(
                form ->
                    out.add(
                        new Evidence.Evaluated(
                            cleared.record().record().toString(),
                            unit,
                            it,
                            form,
                            cleared.fields())))
            .orElse(false);
  }

  private boolean add(
      List<Evidence.Noted> out,
      ProviderCode provider,
      Unit unit,
      ClearedRecord cleared,
      TrainerNote it) {
    return may(provider, unit, it.rotation(), it.date(), it.date(), it.classification())
        && out.add(
            new Evidence.Noted(cleared.record().record().toString(), unit, it, cleared.fields()));
  }

  private boolean may(
      ProviderCode provider,
      Unit unit,
      String rotation,
      LocalDate from,
      LocalDate to,
      Classification classification) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return classification != Classification.STRICTLY_CONFIDENTIAL
        && !rotation.isBlank()
        && trained(provider, unit, new RotationCode(rotation), from)
        && catalogue.consented(unit.state(), provider, to)
        && catalogue.consented(unit.state(), provider, today);
  }

  private boolean trained(
      ProviderCode provider, Unit unit, RotationCode rotation, LocalDate before) {
    return catalogue.activitiesOf(provider).stream()
        .anyMatch(
            activity ->
                activity.unit().equals(unit.code())
                    && activity.rotation().equals(rotation)
                    && activity.to().isBefore(before));
  }
}
