package retex.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.InstrumentRef;
import retex.instrument.TopicCode;

/** Smallest valid logs and payloads for tests; always the same bytes. */
public final class SomeLog {

  public static final Instant AT = Instant.parse("2026-02-06T15:04:05.123456Z");
  public static final InstrumentRef INSTRUMENT = InstrumentRef.parse("infantry-battalion@1");

  private SomeLog() {}

  /** The key whose 32 private bytes are all {@code seed}. */
  public static DeviceKey key(int seed) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) seed);
    return DeviceKey.of(bytes);
  }

  public static Evaluation evaluation(String remark) {
    return new Evaluation(
        UnitRef.coded("U-001"),
        "2026-A",
        LocalDate.parse("2026-02-03"),
        LocalDate.parse("2026-02-06"),
        "en",
        Classification.CONFIDENTIAL,
        List.of(new Evaluator("Lt Col Some Body", "lead")),
        List.of(
            new Answer.Rated(new CriterionCode("FP2"), 2, remark),
            new Answer.Rated(new CriterionCode("FP1"), 3, ""),
            new Answer.NotObserved(new CriterionCode("FP3"), "No convoy left"),
            new Answer.Given(new CriterionCode("MS2"), "42", "")),
        List.of(new NarrativePart("strengths", "Alert and well led.")),
        List.of(new TopicCode("FP-02")),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  /** After the visit: the unit's commander has spoken, and improvements were agreed. */
  public static Evaluation visit() {
    Evaluation it = evaluation("Slow by night");
    return EvaluationBuilder.builder(it)
        .unitComment(Optional.of(new UnitComment("Col Some Commander", "Two radios came late.")))
        .improvements(
            List.of(
                new Improvement(
                    new CriterionCode("FP2"),
                    "Drill the alarm weekly, by night.",
                    "S3",
                    LocalDate.parse("2026-05-01"))))
        .build();
  }

  /** With a photograph of a criterion and a document of the whole. */
  public static Evaluation photographed() {
    Evaluation it = visit();
    return EvaluationBuilder.builder(it)
        .attachments(
            List.of(
                new Attachment(
                    FileHash.ofContent(new byte[] {2}),
                    1,
                    Attachment.JPEG,
                    "The north gate",
                    "FP2"),
                new Attachment(FileHash.ofContent(new byte[] {1}), 1, Attachment.PDF, "", "")))
        .build();
  }

  public static TrainerNote note() {
    return new TrainerNote(
        UnitRef.typed("Some Battalion", "infantry-battalion", "Eldoria", "MINELD"),
        "",
        LocalDate.parse("2026-02-10"),
        "fr",
        Classification.CONFIDENTIAL,
        "Cap. Une Personne",
        new TopicCode("MED-01"),
        24,
        5,
        "fr",
        true,
        2,
        3,
        "",
        "",
        "Garrots posés en moins d’une minute.",
        List.of(new TopicCode("MED-02")),
        "ref-1",
        List.of());
  }

  /** A log of {@code length} evaluations by {@code key}. */
  public static List<Entry> log(DeviceKey key, int length) {
    var entries = new ArrayList<Entry>();
    LogTip tip = LogTip.empty(new LogId(key.device(), 1));
    for (int number = 1; number <= length; number++) {
      Entry entry =
          LogWriter.first(
              tip, "evaluator", INSTRUMENT, AT.plusSeconds(number), evaluation("remark " + number));
      entries.add(entry);
      tip = LogTip.at(entry.revision());
    }
    return entries;
  }
}
