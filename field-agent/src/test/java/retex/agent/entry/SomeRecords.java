package retex.agent.entry;

import com.google.protobuf.ByteString;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import retex.agent.record.Erasures;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.NarrativePart;
import retex.contract.Payload;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.exchange.LaptopInbox;
import retex.proto.sync.v1.PreviousAnswer;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.proto.sync.v1.PreviousImprovement;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.RevisionElsewhere;
import retex.proto.sync.v1.Rotation;
import retex.proto.sync.v1.Unit;

/** A laptop after some visits: records of the sample, units, and what headquarters said. */
public final class SomeRecords {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");

  private final ApplicationContext laptop;
  private final List<OwnRecord> evaluations;

  /** {@code laptop} is open; its records are written into it. */
  public SomeRecords(ApplicationContext laptop) throws IOException {
    this.laptop = laptop;
    units();
    laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
    evaluations =
        laptop.getBean(Log.class).all().stream()
            .filter(it -> it.kind() == RecordKind.EVALUATION)
            .sorted(Comparator.comparing(OwnRecord::reference))
            .toList();
  }

  /** One that was returned with a remark. */
  public String returned() {
    OwnRecord it = evaluations.get(0);
    laptop
        .getBean(Log.class)
        .judged(it.id(), it.revision(), RecordState.RETURNED, "How long did the convoy wait?");
    return it.id().toString();
  }

  /** One of which two versions stand against each other. */
  public String inConflict() {
    Log log = laptop.getBean(Log.class);
    RecordId record = evaluations.get(1).id();
    Entry first = log.revisionsOf(record).get(0);
    var other = LogTip.empty(new LogId(DeviceKey.generate(new SecureRandom()).device(), 1));
    Entry theirs = next(other, first, first.payload());
    var said = List.of(new NarrativePart("strengths", "Seen by day alone."));
    var ours = EvaluationBuilder.builder((Evaluation) first.payload()).narrative(said).build();
    log.revise(record, first.revision().id(), ours, "asta");
    comes(theirs);
    return record.toString();
  }

  /** One that was erased on order of headquarters. */
  public String erased() {
    RecordId record = evaluations.get(2).id();
    var order =
        ErasureOrder.sign(
            DeviceKey.generate(new SecureRandom()), record, Instant.parse("2026-11-20T10:00:00Z"));
    laptop.getBean(Erasures.class).erase(record, order);
    return record.toString();
  }

  /** One that its author withdrew. */
  public String withdrawn() {
    RecordId record = evaluations.get(3).id();
    laptop.getBean(Log.class).withdraw(record, "Entered twice.", "asta");
    return record.toString();
  }

  /** One that headquarters keeps aside, since a copy of the laptop brought it before. */
  public String keptAside() {
    Log log = laptop.getBean(Log.class);
    OwnRecord it = log.last(RecordKind.TRAINER_NOTE).orElseThrow();
    log.judged(it.id(), it.revision(), RecordState.QUARANTINED, "FOLLOWS_REPEATED");
    return it.id().toString();
  }

  private static Entry next(LogTip tip, Entry before, Payload payload) {
    return LogWriter.next(
        tip,
        before.revision().record(),
        List.of(before.revision().id()),
        "jori",
        before.revision().instrument(),
        Instant.parse("2026-02-10T08:00:00Z"),
        payload);
  }

  private void comes(Entry entry) {
    keep(
        ReferenceKind.REFERENCE_KIND_REVISION,
        ReferenceContent.newBuilder()
            .addRevisions(
                RevisionElsewhere.newBuilder()
                    .setEnvelope(ByteString.copyFrom(entry.revision().canonical()))
                    .setPayload(ByteString.copyFrom(entry.payloadBytes()))));
  }

  private void units() {
    var content = ReferenceContent.newBuilder();
    for (String code : List.of("U-101", "U-102", "U-201")) {
      content.addUnits(
          Unit.newBuilder()
              .setCode(code)
              .setType("infantry-battalion")
              .setState("ELD")
              .setMission("MINELD")
              .addNames("Battalion " + code)
              .addRotations(
                  Rotation.newBuilder()
                      .setCode("2026-B")
                      .setFromDay(LocalDate.now().minusDays(30).toEpochDay())
                      .setToDay(LocalDate.now().plusDays(300).toEpochDay())));
    }
    keep(ReferenceKind.REFERENCE_KIND_UNIT, content);
    byte[] record = new byte[16];
    record[6] = 0x70; // version and variant of a UUIDv7
    record[8] = (byte) 0x80;
    keep(
        ReferenceKind.REFERENCE_KIND_PREVIOUS,
        ReferenceContent.newBuilder()
            .addPrevious(
                PreviousEvaluation.newBuilder()
                    .setUnit("U-201")
                    .setInstrument("infantry-battalion@1")
                    .setToDay(LocalDate.parse("2026-02-06").toEpochDay())
                    .setRecordId(ByteString.copyFrom(record))
                    .addAnswers(
                        PreviousAnswer.newBuilder()
                            .setCriterion("FP1")
                            .setRating(2)
                            .setRemark("The sentry at the north gate slept."))
                    .addImprovements(
                        PreviousImprovement.newBuilder()
                            .setCriterion("FP1")
                            .setAction("Wake the guard twice a night.")
                            .setDueDay(LocalDate.parse("2026-05-01").toEpochDay()))));
  }

  private void keep(ReferenceKind kind, ReferenceContent.Builder content) {
    laptop
        .getBean(LaptopInbox.class)
        .keep(
            Reference.newBuilder()
                .setKind(kind)
                .setFrom(ByteString.copyFrom(new byte[8]))
                .setTo(ByteString.copyFrom(new byte[8]))
                .build(),
            content.build());
  }
}
