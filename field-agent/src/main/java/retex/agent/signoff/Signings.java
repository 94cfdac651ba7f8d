package retex.agent.signoff;

import static retex.agent.signoff.SigningRefusal.SIGN_ALREADY;
import static retex.agent.signoff.SigningRefusal.SIGN_CHIEF_FIRST;
import static retex.agent.signoff.SigningRefusal.SIGN_FORM_MISSING;
import static retex.agent.signoff.SigningRefusal.SIGN_NOT_AS_READ;
import static retex.agent.signoff.SigningRefusal.SIGN_NOT_EVALUATION;
import static retex.agent.signoff.SigningRefusal.SIGN_NOT_VALID_TODAY;
import static retex.agent.signoff.SigningRefusal.SIGN_WRONG_OFFICE;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.vault.Asker;
import retex.agent.vault.PersonalKeys;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.PersonCertificate;
import retex.contract.PersonRole;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.SignOff;
import retex.instrument.InstrumentRef;
import retex.instrument.UnitType;

/**
 * Signs evaluations: a sign-off is appended as a revision with the same content, so the evaluation
 * that was read stays what it was.
 */
@Singleton
public final class Signings {

  private final Log log;
  private final Library library;
  private final PersonalKeys keys;
  private final Clock clock;

  Signings(Log log, Library library, PersonalKeys keys, Clock clock) {
    this.log = log;
    this.library = library;
    this.keys = keys;
    this.clock = clock;
  }

  /** A sign-off, and whether it is of what the record says now. */
  public record Signed(SignOff signOff, boolean isCurrent) {}

  /** Every sign-off that a record ever had, the first one first. */
  public List<Signed> of(RecordId record) {
    return of(log.revisionsOf(record));
  }

  /** The same from a record's revisions. */
  public static List<Signed> of(List<Entry> revisions) {
    Optional<Evaluation> now =
        revisions.isEmpty() ? Optional.empty() : evaluation(revisions.get(revisions.size() - 1));
    var signed = new ArrayList<Signed>();
    var seen = new ArrayList<SignOff>();
    for (Entry entry : revisions) {
      for (SignOff it : evaluation(entry).map(Evaluation::signOffs).orElse(List.of())) {
        if (!seen.contains(it)) {
          seen.add(it);
          signed.add(new Signed(it, now.filter(it::isOfContent).isPresent()));
        }
      }
    }
    return signed;
  }

  /**
   * Signs as the user whose passphrase it is. {@code read} is the revision that this user was
   * shown; where another holds now, {@code SIGN_NOT_AS_READ}: nobody signs what was not read.
   */
  public Entry sign(RecordId id, RevisionId read, char[] passphrase) {
    return sign(id, read, passphrase, Asker.OWNER);
  }

  /** The same for a user of this system. */
  Entry sign(RecordId id, RevisionId read, char[] passphrase, Asker asker) {
    OwnRecord record = log.find(id);
    if (!record.revision().equals(read)) {
      throw SIGN_NOT_AS_READ.at("").asException();
    }
    List<Entry> revisions = log.revisionsOf(id);
    Evaluation evaluation =
        evaluation(revisions.get(revisions.size() - 1))
            .filter(it -> record.state() != RecordState.WITHDRAWN)
            .orElseThrow(() -> SIGN_NOT_EVALUATION.at("").asException());
    PersonCertificate person = keys.certificate(passphrase, asker);
    checkOffice(person, revisions.get(revisions.size() - 1).revision().instrument());
    check(person, evaluation);
    SignOff signOff =
        keys.sign(passphrase, asker, id, record.revision(), evaluation, clock.instant());
    var all = new ArrayList<>(evaluation.signOffs());
    all.add(signOff);
    return log.revise(
        id, record.revision(), evaluation.with(all, evaluation.amendment()), person.name());
  }

  /** By what the form is for: a unit that was typed may say anything. A chief signs any. */
  private void checkOffice(PersonCertificate person, InstrumentRef form) {
    if (person.role() == PersonRole.CHIEF_EVALUATOR) {
      return;
    }
    UnitType units =
        library
            .instruments()
            .find(form)
            .orElseThrow(() -> SIGN_FORM_MISSING.at("").asException())
            .appliesTo();
    if (!person.role().signs(units)) {
      throw SIGN_WRONG_OFFICE.at("").asException();
    }
  }

  private void check(PersonCertificate person, Evaluation evaluation) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (today.isBefore(person.from()) || today.isAfter(person.to())) {
      throw SIGN_NOT_VALID_TODAY.at("").asException();
    }
    List<PersonCertificate> before =
        evaluation.signOffs().stream().map(SignOff::certificate).toList();
    if (before.stream().anyMatch(it -> Arrays.equals(it.key(), person.key()))) {
      throw SIGN_ALREADY.at("").asException();
    }
    boolean isChief = person.role() == PersonRole.CHIEF_EVALUATOR;
    if (!isChief && before.stream().noneMatch(it -> it.role() == PersonRole.CHIEF_EVALUATOR)) {
      throw SIGN_CHIEF_FIRST.at("").asException();
    }
  }

  private static Optional<Evaluation> evaluation(Entry entry) {
    return entry.payload().fold(Optional::of, note -> Optional.empty(), gone -> Optional.empty());
  }
}
