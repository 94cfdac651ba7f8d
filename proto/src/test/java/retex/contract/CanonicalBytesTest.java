package retex.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import retex.refusal.RefusedException;

/** Golden files in {@code golden/}: a byte that changes here breaks every log ever written. */
class CanonicalBytesTest {

  private static final DeviceKey KEY = SomeLog.key(7);

  static Stream<Arguments> goldens() {
    LogTip empty = LogTip.empty(new LogId(KEY.device(), 1));
    Entry evaluation =
        LogWriter.first(
            empty,
            "evaluator",
            SomeLog.INSTRUMENT,
            SomeLog.AT,
            SomeLog.evaluation("Slow by night"));
    Entry note =
        LogWriter.first(
            LogTip.at(evaluation.revision()),
            "trainer",
            retex.instrument.InstrumentRef.parse("trainer-note@1"),
            SomeLog.AT,
            SomeLog.note());
    Entry withdrawal =
        LogWriter.next(
            LogTip.at(note.revision()),
            evaluation.revision().record(),
            List.of(evaluation.revision().id()),
            "evaluator",
            SomeLog.INSTRUMENT,
            SomeLog.AT,
            new Withdrawal("Entered for the wrong unit"));
    Head head = KEY.sign(withdrawal.revision());
    return Stream.of(
        Arguments.of("evaluation.envelope", evaluation.revision().canonical()),
        Arguments.of("evaluation.payload", evaluation.payloadBytes()),
        Arguments.of("evaluation.id", evaluation.revision().id().bytes()),
        Arguments.of("evaluation-visit.payload", PayloadCodec.encode(SomeLog.visit())),
        Arguments.of("evaluation-photographs.payload", PayloadCodec.encode(SomeLog.photographed())),
        Arguments.of("trainer-note.envelope", note.revision().canonical()),
        Arguments.of("trainer-note.payload", note.payloadBytes()),
        Arguments.of("withdrawal.envelope", withdrawal.revision().canonical()),
        Arguments.of("withdrawal.payload", withdrawal.payloadBytes()),
        Arguments.of("head.signature", head.signature()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void bytes_are_those_of_the_golden_file(String name, byte[] bytes) throws IOException {
    try (var golden = getClass().getResourceAsStream("/golden/" + name + ".hex")) {
      assertThat(golden)
          .as("golden file of %s: %s", name, HexFormat.of().formatHex(bytes))
          .isNotNull();
      String expected = new String(golden.readAllBytes(), StandardCharsets.US_ASCII).strip();
      assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
    }
  }

  @Test
  void stored_bytes_give_the_same_entry_again() {
    Entry entry = SomeLog.log(KEY, 1).get(0);

    Entry again = Entry.parse(entry.revision().canonical(), entry.payloadBytes());

    assertThat(again.revision().id()).isEqualTo(entry.revision().id());
    assertThat(again.payload()).isEqualTo(entry.payload());
  }

  @Test
  void the_unit_s_comment_and_the_improvement_plan_come_back_as_they_were() {
    byte[] bytes = PayloadCodec.encode(SomeLog.visit());

    assertThat(PayloadCodec.decode(RecordKind.EVALUATION, bytes)).isEqualTo(SomeLog.visit());
  }

  @Test
  void photographs_come_back_as_they_were_and_each_once() {
    byte[] bytes = PayloadCodec.encode(SomeLog.photographed());
    Attachment twice = SomeLog.photographed().attachments().get(0);

    assertThat(PayloadCodec.decode(RecordKind.EVALUATION, bytes)).isEqualTo(SomeLog.photographed());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Attachment.each(List.of(twice, twice)))
        .matches(e -> e.refusal().code() == ContractRefusal.ANSWERED_TWICE);
  }

  @Test
  void any_flipped_bit_of_an_envelope_is_refused_or_is_another_revision() {
    Entry entry = SomeLog.log(KEY, 2).get(1);
    byte[] canonical = entry.revision().canonical();

    for (int bit = 0; bit < canonical.length * 8; bit++) {
      byte[] changed = canonical.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(Revision.parse(changed).id()).isNotEqualTo(entry.revision().id());
      } catch (RefusedException refused) {
        assertThat(refused.refusal().code().name()).isNotBlank();
      }
    }
  }

  @Test
  void any_flipped_bit_of_a_payload_is_refused_by_its_hash() {
    Entry entry = SomeLog.log(KEY, 1).get(0);
    byte[] payload = entry.payloadBytes();

    for (int bit = 0; bit < payload.length * 8; bit++) {
      byte[] changed = payload.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> new Entry(entry.revision(), changed))
          .matches(e -> e.refusal().code() == ContractRefusal.PAYLOAD_HASH_WRONG);
    }
  }

  @Test
  void unknown_fields_are_refused() {
    byte[] canonical = SomeLog.log(KEY, 1).get(0).revision().canonical();
    byte[] longer = java.util.Arrays.copyOf(canonical, canonical.length + 3);
    longer[canonical.length] = (byte) 0xa0; // field 100, varint
    longer[canonical.length + 1] = 0x06;
    longer[canonical.length + 2] = 0x01;

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Revision.parse(longer))
        .matches(e -> e.refusal().code() == ContractRefusal.NOT_CANONICAL);
  }

  @Test
  void a_broken_field_rule_names_its_field() {
    Entry entry = SomeLog.log(KEY, 1).get(0);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                LogWriter.first(
                    LogTip.at(entry.revision()),
                    "x".repeat(201),
                    SomeLog.INSTRUMENT,
                    SomeLog.AT,
                    SomeLog.note()))
        .matches(e -> e.refusal().code() == ContractRefusal.FIELD_RULE_BROKEN)
        .matches(e -> e.refusal().where().equals("Envelope.author"));
  }
}
