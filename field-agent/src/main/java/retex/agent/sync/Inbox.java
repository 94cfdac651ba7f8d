package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;

import com.google.protobuf.ByteString;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.library.LibraryUnit.LibraryRotation;
import retex.agent.library.Previous;
import retex.agent.library.PreviousEvaluation;
import retex.agent.library.ReferenceKind;
import retex.agent.record.Conflicts;
import retex.agent.record.Erasures;
import retex.agent.record.Log;
import retex.agent.record.RecordState;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.exchange.LaptopInbox;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.RevisionElsewhere;
import retex.proto.sync.v1.Unit;

/** Keeps what comes down: reference data goes to the library, letters to the records they judge. */
@Singleton
final class Inbox implements LaptopInbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  /** Says that the kind is understood and nothing of it held. */
  private static final String NOTHING_HELD = "0000000000000000";

  private final Library library;
  private final Previous previous;
  private final Conflicts conflicts;
  private final Log log;
  private final Erasures erasures;
  private final HeadquartersRows headquarters;
  private final PassedOverRows passedOver;
  private final TransactionOperations<Connection> transactions;

  Inbox(
      Library library,
      Previous previous,
      Conflicts conflicts,
      Log log,
      Erasures erasures,
      HeadquartersRows headquarters,
      PassedOverRows passedOver,
      TransactionOperations<Connection> transactions) {
    this.library = library;
    this.previous = previous;
    this.conflicts = conflicts;
    this.log = log;
    this.erasures = erasures;
    this.headquarters = headquarters;
    this.passedOver = passedOver;
    this.transactions = transactions;
  }

  @Override
  public void describe(Hello.Builder hello) {
    headquarters
        .findById(1)
        .ifPresent(
            row ->
                hello
                    .setLettersHeld(letters(row))
                    .setLettersCheck(
                        letters(row) == 0
                            ? ByteString.EMPTY
                            : ByteString.copyFrom(row.lettersCheck())));
    for (ReferenceKind kind : ReferenceKind.values()) {
      library.cursor(kind).ifPresent(at -> hello.addCursors(cursor(message(kind), at)));
    }
    hello.addCursors(
        cursor(
            retex.proto.sync.v1.ReferenceKind.REFERENCE_KIND_PREVIOUS,
            previous.cursor().orElse(NOTHING_HELD)));
    hello.addCursors(
        cursor(
            retex.proto.sync.v1.ReferenceKind.REFERENCE_KIND_REVISION,
            conflicts.cursor().orElse(NOTHING_HELD)));
  }

  /** None, so that all come again, where an older program passed over some. */
  private long letters(HeadquartersRow row) {
    return passedOver.ofOthers(Version.PROGRAM) > 0 ? 0 : row.lettersHeld();
  }

  private static Cursor cursor(retex.proto.sync.v1.ReferenceKind kind, String at) {
    return Cursor.newBuilder()
        .setKind(kind)
        .setAt(ByteString.copyFrom(HexFormat.of().parseHex(at)))
        .build();
  }

  /** In the transaction in which it is looked what is held: another conversation may stand. */
  @Override
  public boolean keep(Reference reference, ReferenceContent content) {
    return transactions.executeWrite(
        status -> {
          String from = hex(reference.getFrom());
          String held = held(reference.getKind());
          if (!from.isEmpty() && !from.equals(held)) {
            LOG.info("inbox.passed-over kind={}", reference.getKindValue());
            return hex(reference.getTo()).equals(held);
          }
          follow(reference, content);
          return true;
        });
  }

  private String held(retex.proto.sync.v1.ReferenceKind kind) {
    return switch (kind) {
      case REFERENCE_KIND_INSTRUMENT ->
          library.cursor(ReferenceKind.INSTRUMENT).orElse(NOTHING_HELD);
      case REFERENCE_KIND_UNIT -> library.cursor(ReferenceKind.UNIT).orElse(NOTHING_HELD);
      case REFERENCE_KIND_PREVIOUS -> previous.cursor().orElse(NOTHING_HELD);
      case REFERENCE_KIND_REVISION -> conflicts.cursor().orElse(NOTHING_HELD);
      case REFERENCE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw ANSWER_MALFORMED.at("reference").asException();
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private void follow(Reference reference, ReferenceContent content) {
    boolean whole = reference.getFrom().isEmpty();
    String cursor = hex(reference.getTo());
    switch (reference.getKind()) {
      case REFERENCE_KIND_INSTRUMENT -> {
        Map<String, String> instruments = new HashMap<>();
        for (InstrumentFile file : content.getInstrumentsList()) {
          instruments.put(file.getReference(), file.getText());
        }
        library.keepInstruments(whole, instruments, content.getRemovedList(), cursor);
      }
      case REFERENCE_KIND_UNIT ->
          library.keepUnits(
              whole,
              content.getUnitsList().stream().map(Inbox::unit).toList(),
              content.getRemovedList(),
              cursor);
      case REFERENCE_KIND_PREVIOUS ->
          previous.keep(
              whole,
              content.getPreviousList().stream().map(Inbox::previous).toList(),
              content.getRemovedList(),
              cursor);
      case REFERENCE_KIND_REVISION ->
          conflicts.keep(
              whole,
              content.getRevisionsList().stream().map(Inbox::entry).toList(),
              content.getRemovedList(),
              cursor);
      case REFERENCE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw ANSWER_MALFORMED.at("reference").asException();
    }
  }

  /**
   * Letters, the number of the last one and its check are kept together. Not where another
   * conversation has found meanwhile that all are to come again: those before would not. What
   * begins with the first letter, or says that there is none, is all that headquarters knows, but
   * where another conversation has had the first ones meanwhile as this one.
   */
  @Override
  public boolean keep(Letters letters, long heldBefore) {
    boolean follows =
        transactions.executeWrite(
            status -> {
              Optional<HeadquartersRow> row = headquarters.findById(1);
              long held = row.map(HeadquartersRow::lettersHeld).orElse(0L);
              int count = letters.getLettersCount();
              long first = count == 0 ? 0 : letters.getLetters(0).getNumber();
              long last = count == 0 ? 0 : letters.getLetters(count - 1).getNumber();
              long said = row.map(Inbox.this::letters).orElse(0L);
              boolean isAll = first <= 1 && (heldBefore > 0 || said == 0);
              boolean isAlone = isAll || heldBefore == held || heldBefore == said;
              if (heldBefore > held || !isAlone && first > held + 1) {
                return false;
              }
              if (!isAlone && last <= held) {
                return true;
              }
              if (isAll) {
                log.unjudged();
              }
              letters.getLettersList().stream()
                  .filter(it -> isAlone || it.getNumber() > held)
                  .forEach(this::keep);
              passedOver.forget(Version.PROGRAM, last);
              headquarters.hold(last, letters.getCheck().toByteArray());
              return true;
            });
    erasures.scrub();
    return follows;
  }

  /** One of a kind that is newer than this program is passed over, and told on the page. */
  private void keep(Letter letter) {
    if (letter.getKind() == LetterKind.UNRECOGNIZED) {
      LOG.warn("inbox.passed-over letter={} kind={}", letter.getNumber(), letter.getKindValue());
      passedOver.deleteById(letter.getNumber());
      passedOver.save(new PassedOverRow(letter.getNumber(), Version.PROGRAM));
      return;
    }
    RecordId record = RecordId.of(letter.getRecordId().toByteArray());
    if (letter.getKind() == LetterKind.LETTER_KIND_ERASED) {
      retex.wire.Erasures.order(letter).ifPresent(order -> erasures.erase(record, order));
      return;
    }
    RevisionId revision = RevisionId.of(letter.getRevision().toByteArray());
    log.judged(record, revision, state(letter), letter.getRemark());
  }

  private static retex.proto.sync.v1.ReferenceKind message(ReferenceKind kind) {
    return switch (kind) {
      case INSTRUMENT -> retex.proto.sync.v1.ReferenceKind.REFERENCE_KIND_INSTRUMENT;
      case UNIT -> retex.proto.sync.v1.ReferenceKind.REFERENCE_KIND_UNIT;
    };
  }

  private static RecordState state(Letter letter) {
    return switch (letter.getKind()) {
      case LETTER_KIND_RETURNED -> RecordState.RETURNED;
      case LETTER_KIND_ACCEPTED -> RecordState.ACCEPTED;
      case LETTER_KIND_QUARANTINED -> RecordState.QUARANTINED;
      case LETTER_KIND_IN_FEEDBACK -> RecordState.IN_FEEDBACK;
      case LETTER_KIND_ERASED, LETTER_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw ANSWER_MALFORMED.at("letter").asException();
    };
  }

  /** Refuses one whose payload is not that of its envelope. */
  private static Entry entry(RevisionElsewhere it) {
    return Entry.parse(it.getEnvelope().toByteArray(), it.getPayload().toByteArray());
  }

  private static PreviousEvaluation previous(retex.proto.sync.v1.PreviousEvaluation it) {
    List<PreviousEvaluation.Said> answers =
        it.getAnswersList().stream()
            .map(
                one ->
                    new PreviousEvaluation.Said(
                        one.getCriterion(), one.getRating(), one.getValue(), one.getRemark()))
            .toList();
    List<PreviousEvaluation.Agreed> improvements =
        it.getImprovementsList().stream()
            .map(
                one ->
                    new PreviousEvaluation.Agreed(
                        one.getCriterion(), one.getAction(), LocalDate.ofEpochDay(one.getDueDay())))
            .toList();
    return new PreviousEvaluation(
        it.getUnit(),
        it.getInstrument(),
        LocalDate.ofEpochDay(it.getToDay()),
        RecordId.of(it.getRecordId().toByteArray()).toString(),
        answers,
        improvements,
        it.getWithoutWords());
  }

  private static LibraryUnit unit(Unit unit) {
    return new LibraryUnit(
        unit.getCode(),
        unit.getType(),
        unit.getState(),
        unit.getMission(),
        unit.getNamesList(),
        unit.getRotationsList().stream()
            .map(
                it ->
                    new LibraryRotation(
                        it.getCode(),
                        LocalDate.ofEpochDay(it.getFromDay()),
                        LocalDate.ofEpochDay(it.getToDay())))
            .toList());
  }
}
