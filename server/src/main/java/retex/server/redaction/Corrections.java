package retex.server.redaction;

import static retex.server.redaction.RedactionRefusal.CORRECTION_WITHOUT_REASON;
import static retex.server.redaction.RedactionRefusal.DECISION_OF_ANOTHER;
import static retex.server.redaction.RedactionRefusal.DECISION_UNKNOWN;
import static retex.server.redaction.RedactionRefusal.SECOND_OFFICER_IS_FIRST;
import static retex.server.redaction.RedactionRefusal.TEXT_NOT_THERE;
import static retex.server.redaction.RedactionRefusal.TEXT_STAYS_WITHHELD;
import static retex.server.redaction.RedactionRefusal.UNDOING_NEEDS_TWO;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import retex.contract.Micros;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.audit.Audit;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Occurrences;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;

/**
 * What officers decide at the desk. What masks more, one officer decides; what masks less waits
 * until a second one agrees. Each action is one transaction together with its lines of the audit
 * log, which tell how much, never what. Safe for use by several threads.
 */
@Singleton
final class Corrections {

  private final Redactions redactions;
  private final Proposals proposals;
  private final Decisions decisions;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Corrections(
      Redactions redactions,
      Proposals proposals,
      Decisions decisions,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.redactions = redactions;
    this.proposals = proposals;
    this.decisions = decisions;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The place was seen and stays masked as it is. */
  Done accept(RecordId record, RevisionId revision, Place place, Scope scope, String actor) {
    return onSpans(record, revision, place, scope, new Ordered(Action.ACCEPT, "", actor));
  }

  /** The place is masked as something else. */
  Done recategorise(
      RecordId record,
      RevisionId revision,
      Place place,
      Category category,
      Scope scope,
      String actor) {
    var ordered = new Ordered(Action.CATEGORY, "", actor).as(category);
    return onSpans(record, revision, place, scope, ordered);
  }

  /** The place may be read, for a written reason, once a second officer agrees. */
  Done unmask(
      RecordId record, RevisionId revision, Place place, String why, Scope scope, String actor) {
    if (why.isBlank()) {
      throw CORRECTION_WITHOUT_REASON.at("reason").asException();
    }
    return onSpans(record, revision, place, scope, new Ordered(Action.UNMASK, why, actor));
  }

  /** The place is masked further, also of a cleared record, whose clearance ends. */
  Done widen(RecordId record, RevisionId revision, Place place, Widening by, String actor) {
    return transactions.executeWrite(
        status -> {
          Accepted accepted = redactions.current(record, revision);
          Redacted redacted = field(proposals.of(accepted), place.field()).redacted();
          Span span = span(redacted, place);
          redactions.takeBack(accepted, actor);
          Place wider = by.of(place, redacted.original(), redacted.language());
          var ordered = new Ordered(Action.WIDEN, "", actor).as(span.category());
          save(accepted, wider, redacted, span.rule(), ordered);
          audit(accepted, ordered, 1);
          return new Done(1, 1);
        });
  }

  /**
   * Takes out every place of {@code text} in a field, or in every field of one or more records; of
   * a cleared record, too, whose clearance ends.
   */
  Done mask(
      RecordId record,
      RevisionId revision,
      String field,
      String text,
      Category category,
      String why,
      Scope scope,
      String actor) {
    if (why.isBlank()) {
      throw CORRECTION_WITHOUT_REASON.at("reason").asException();
    }
    var ordered = new Ordered(Action.MASK, why, actor).as(category);
    return transactions.executeWrite(
        status -> {
          Accepted accepted = redactions.current(record, revision);
          String picked = field(proposals.of(accepted), field).redacted().original();
          if (text.isBlank() || !picked.contains(text)) {
            throw TEXT_NOT_THERE.at(field).asException();
          }
          redactions.takeBack(accepted, actor);
          String rule = Decided.maskRule(picked, text);
          return overAll(
              accepted,
              scope,
              ordered,
              (it, fields) -> {
                int places = 0;
                for (RedactedField one : fields) {
                  if (scope != Scope.PLACE || one.field().equals(field)) {
                    places += mask(it, one, text, rule, ordered);
                  }
                }
                return places;
              });
        });
  }

  private int mask(
      Accepted record, RedactedField field, String text, String rule, Ordered ordered) {
    Optional<Occurrences.Found> found =
        Decided.places(field.redacted().original(), text, rule).stream().findFirst();
    found.ifPresent(
        it ->
            save(
                record,
                new Place(field.field(), it.from(), it.to()),
                field.redacted(),
                rule,
                ordered));
    return found.isPresent() ? 1 : 0;
  }

  /**
   * A second officer agrees that a place may be read. Refuses {@code SECOND_OFFICER_IS_FIRST}, and
   * {@code TEXT_NOT_THERE} where the place is no longer masked so.
   */
  void agree(RecordId record, RevisionId revision, String decision, String actor) {
    transactions.executeWrite(
        status -> {
          Accepted accepted = redactions.open(record, revision);
          Decision it = waiting(accepted, decision);
          if (it.actor().equals(actor)) {
            throw SECOND_OFFICER_IS_FIRST.at("officer").asException();
          }
          Redacted redacted = field(proposals.of(accepted), it.field()).redacted();
          Span span = span(redacted, it.place());
          return settle(it, Standing.AGREED, span.rule(), actor, "redaction.unmask-agreed");
        });
  }

  /** An officer does not agree: the place stays masked. */
  void decline(RecordId record, RevisionId revision, String decision, String actor) {
    transactions.executeWrite(
        status -> {
          Decision it = waiting(redactions.open(record, revision), decision);
          return settle(it, Standing.DECLINED, it.rule(), actor, "redaction.unmask-declined");
        });
  }

  /**
   * The officer who decided takes it back. Refuses {@code DECISION_OF_ANOTHER}; and {@code
   * UNDOING_NEEDS_TWO} for a mask that somebody read and cleared a record of the unit with: to take
   * it back is to let be read what was masked.
   */
  void undo(RecordId record, RevisionId revision, String decision, String actor) {
    List<String> ofUnit = redactions.of(redactions.current(record, revision).unit());
    transactions.executeWrite(
        status -> {
          Accepted accepted = redactions.open(record, revision);
          Decision it = inForce(accepted, decision);
          if (!it.actor().equals(actor)) {
            throw DECISION_OF_ANOTHER.at("officer").asException();
          }
          boolean masks = it.action() == Action.MASK || it.action() == Action.WIDEN;
          if (masks && redactions.isReadSince(ofUnit, it.at())) {
            throw UNDOING_NEEDS_TWO.at("decision").asException();
          }
          return settle(it, Standing.UNDONE, it.rule(), actor, "redaction.undone");
        });
  }

  private Done onSpans(
      RecordId record, RevisionId revision, Place place, Scope scope, Ordered ordered) {
    return transactions.executeWrite(
        status -> {
          Accepted accepted = redactions.open(record, revision);
          Redacted redacted = field(proposals.of(accepted), place.field()).redacted();
          String text = text(redacted, span(redacted, place));
          BiPredicate<Place, String> meant =
              scope == Scope.PLACE
                  ? (where, reads) -> where.equals(place)
                  : (where, reads) -> reads.equalsIgnoreCase(text);
          return overAll(
              accepted, scope, ordered, (it, fields) -> onSpans(it, fields, meant, ordered));
        });
  }

  private int onSpans(
      Accepted record,
      List<RedactedField> fields,
      BiPredicate<Place, String> meant,
      Ordered ordered) {
    List<Decision> before = proposals.decided(record).inForce();
    int places = 0;
    for (RedactedField it : fields) {
      for (Span span : it.redacted().spans()) {
        Place place = Place.of(it.field(), span);
        if (!meant.test(place, text(it.redacted(), span))) {
          continue;
        }
        if (ordered.action() == Action.UNMASK && span.stage().equals("language")) {
          throw TEXT_STAYS_WITHHELD.at(it.field()).asException();
        }
        places++;
        if (before.stream().noneMatch(one -> ordered.repeats(one, place, span))) {
          save(record, place, it.redacted(), span.rule(), ordered.or(span.category()));
        }
      }
    }
    return places;
  }

  private Done overAll(Accepted first, Scope scope, Ordered ordered, OneRecord one) {
    List<Accepted> records = new ArrayList<>(List.of(first));
    if (scope == Scope.OPEN) {
      redactions.accepted().stream()
          .filter(it -> !it.record().equals(first.record()) && !redactions.isCleared(it))
          .forEach(records::add);
    }
    NamesNow names = proposals.names();
    int places = 0;
    int touched = 0;
    for (Accepted record : records) {
      int here = one.places(record, proposals.of(record, names));
      if (here > 0) {
        audit(record, ordered, here);
        touched++;
      }
      places += here;
    }
    return new Done(places, touched);
  }

  private void save(Accepted record, Place place, Redacted redacted, String rule, Ordered ordered) {
    decisions.save(
        new Decision(
            UUID.randomUUID().toString(),
            record.record().toString(),
            record.unit().value(),
            record.revision().hex(),
            place.field(),
            ordered.action(),
            place.from(),
            place.to(),
            redacted.original().substring(place.from(), place.to()),
            rule,
            ordered.category(),
            ordered.why(),
            ordered.actor(),
            Micros.of(clock.instant()),
            ordered.action() == Action.UNMASK ? Standing.WAITING : Standing.STANDING,
            "",
            0));
  }

  private void audit(Accepted record, Ordered ordered, int places) {
    audit.write(
        ordered.actor(),
        ordered.action().audited(),
        record.record().toString(),
        Map.of("revision", record.revision().hex(), "places", Integer.toString(places)));
  }

  private Decision settle(Decision it, Standing state, String rule, String actor, String audited) {
    decisions.update(it.settled(state, rule, actor, clock.instant()));
    audit.write(actor, audited, it.record(), Map.of("decision", it.id()));
    return it;
  }

  private Decision waiting(Accepted record, String decision) {
    Decision it = inForce(record, decision);
    if (!it.is(Action.UNMASK, Standing.WAITING)) {
      throw DECISION_UNKNOWN.at("decision").asException();
    }
    return it;
  }

  private Decision inForce(Accepted record, String decision) {
    return proposals.decided(record).inForce().stream()
        .filter(it -> it.id().equals(decision))
        .findFirst()
        .orElseThrow(() -> DECISION_UNKNOWN.at("decision").asException());
  }

  private static Span span(Redacted redacted, Place place) {
    return redacted.spans().stream()
        .filter(place::isAt)
        .findFirst()
        .orElseThrow(() -> TEXT_NOT_THERE.at(place.field()).asException());
  }

  private static String text(Redacted redacted, Span span) {
    return redacted.original().substring(span.from(), span.to());
  }

  private static RedactedField field(List<RedactedField> fields, String name) {
    return fields.stream()
        .filter(it -> it.field().equals(name))
        .findFirst()
        .orElseThrow(() -> TEXT_NOT_THERE.at(name).asException());
  }

  /** Decides in one record; says in how many places. */
  @FunctionalInterface
  private interface OneRecord {
    int places(Accepted record, List<RedactedField> fields);
  }

  /** What is decided, wherever; an empty category is the span's own. */
  private record Ordered(Action action, String category, String why, String actor) {

    Ordered(Action action, String why, String actor) {
      this(action, "", why, actor);
    }

    Ordered as(Category category) {
      return new Ordered(action, category.name(), why, actor);
    }

    Ordered or(Category category) {
      return this.category.isEmpty() ? as(category) : this;
    }

    boolean repeats(Decision before, Place place, Span span) {
      boolean same = before.action() == action && before.isAt(place);
      return switch (action) {
        case ACCEPT -> same && before.rule().equals(span.rule());
        case UNMASK -> same && before.state() == Standing.WAITING;
        case MASK, WIDEN, CATEGORY -> false;
      };
    }
  }
}
