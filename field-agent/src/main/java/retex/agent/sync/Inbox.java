package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.library.LibraryUnit.LibraryRotation;
import retex.agent.record.Log;
import retex.agent.record.RecordState;
import retex.contract.FieldRules;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.Unit;
import retex.wire.FrameDecoder;

/** Keeps what comes down: reference data goes to the library, letters to the records they judge. */
@Singleton
final class Inbox {

  private static final int LARGEST_REFERENCE = 8 << 20; // sync_service.proto, ReferenceContent

  private final Library library;
  private final Log log;
  private final HeadquartersRows headquarters;
  private final TransactionOperations<Connection> transactions;

  Inbox(
      Library library,
      Log log,
      HeadquartersRows headquarters,
      TransactionOperations<Connection> transactions) {
    this.library = library;
    this.log = log;
    this.headquarters = headquarters;
    this.transactions = transactions;
  }

  void keep(Reference reference) {
    ReferenceContent content;
    try (var decoder = new FrameDecoder()) {
      byte[] bytes = decoder.content(reference.getFrame().toByteArray(), LARGEST_REFERENCE);
      content = FieldRules.check(ReferenceContent.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw ANSWER_MALFORMED.at("reference").asException();
    }
    Map<String, String> instruments = new HashMap<>();
    for (InstrumentFile file : content.getInstrumentsList()) {
      instruments.put(file.getReference(), file.getText());
    }
    List<LibraryUnit> units = content.getUnitsList().stream().map(Inbox::unit).toList();
    library.replace(reference.getVersion(), instruments, units);
  }

  /** Letters and the number of the last one are kept together. */
  void keep(Letters letters) {
    transactions.executeWrite(
        status -> {
          long last = 0;
          for (Letter letter : letters.getLettersList()) {
            log.judged(
                RecordId.of(letter.getRecordId().toByteArray()),
                RevisionId.of(letter.getRevision().toByteArray()),
                state(letter),
                letter.getRemark());
            last = letter.getNumber();
          }
          headquarters.hold(last);
          return last;
        });
  }

  private static RecordState state(Letter letter) {
    return switch (letter.getKind()) {
      case LETTER_KIND_RETURNED -> RecordState.RETURNED;
      case LETTER_KIND_ACCEPTED -> RecordState.ACCEPTED;
      case LETTER_KIND_QUARANTINED -> RecordState.QUARANTINED;
      case LETTER_KIND_IN_FEEDBACK -> RecordState.IN_FEEDBACK;
      case LETTER_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw ANSWER_MALFORMED.at("letter").asException();
    };
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
