package retex.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.ErasureOrder;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.LogVerifier;
import retex.contract.SomeLog;
import retex.refusal.RefusedException;

class EntryBatchTest {

  private static final DeviceKey KEY = SomeLog.key(7);
  private final LogTip empty = LogTip.empty(new LogId(KEY.device(), 1));

  @Test
  void entries_arrive_byte_for_byte_over_several_frames_of_one_stream() {
    List<Entry> log = SomeLog.log(KEY, 40);

    try (var encoder = new FrameEncoder();
        var decoder = new FrameDecoder()) {
      LogTip tip = empty;
      for (int from = 0; from < 40; from += 10) {
        byte[] frame = encoder.frame(EntryBatch.encode(log.subList(from, from + 10)));
        for (Entry entry : EntryBatch.decode(tip, decoder.content(frame, EntryBatch.MOST_BYTES))) {
          assertThat(entry.revision().canonical())
              .isEqualTo(log.get((int) entry.revision().number() - 1).revision().canonical());
          tip = LogVerifier.follow(tip, entry);
        }
      }
      LogVerifier.vouches(KEY.sign(log.get(39).revision()), tip, KEY.publicKey());
    }
  }

  @Test
  void the_encoder_makes_the_opening_that_decoders_were_given() {
    try (var encoder = new FrameEncoder()) {
      assertThat(encoder.opening()).isEqualTo(Opening.NEWEST);
    }
  }

  @Test
  void without_an_opening_entries_arrive_as_well() {
    List<Entry> log = SomeLog.log(KEY, 3);

    try (var encoder = new FrameEncoder(Opening.NONE);
        var decoder = new FrameDecoder(Opening.NONE)) {
      byte[] frame = encoder.frame(EntryBatch.encode(log));

      assertThat(EntryBatch.decode(empty, decoder.content(frame, EntryBatch.MOST_BYTES)))
          .isEqualTo(log);
    }
  }

  @Test
  void columns_are_smaller_than_messages_and_give_their_bytes_back() throws Exception {
    List<Entry> log = SomeLog.log(KEY, 30);

    byte[] columns = EntryBatch.encode(log);

    byte[] messages = ColumnReader.read(columns, 1 << 20);
    assertThat(columns.length).isLessThan(messages.length);
    assertThat(retex.proto.sync.v1.BatchContent.parseFrom(messages).toByteArray())
        .isEqualTo(messages);
  }

  @Test
  void later_frames_are_small_because_the_stream_remembers() {
    List<Entry> log = SomeLog.log(KEY, 20);

    try (var encoder = new FrameEncoder()) {
      int first = encoder.frame(EntryBatch.encode(log.subList(0, 1))).length;
      int last = encoder.frame(EntryBatch.encode(log.subList(19, 20))).length;

      assertThat(last).isLessThan(first / 2);
    }
  }

  @Test
  void a_small_frame_that_unfolds_beyond_its_limit_is_refused() {
    try (var encoder = new FrameEncoder();
        var decoder = new FrameDecoder()) {
      byte[] bomb = encoder.frame(new byte[50_000_000]);

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> decoder.content(bomb, EntryBatch.MOST_BYTES))
          .matches(e -> e.refusal().code() == WireRefusal.FRAME_TOO_LARGE);
    }
  }

  @Test
  void an_entry_whose_payload_was_erased_keeps_its_place_in_a_log_that_verifies() {
    List<Entry> log = SomeLog.log(KEY, 3);
    Entry gone = log.get(1);
    var order = ErasureOrder.sign(SomeLog.key(9), gone.revision().record(), Instant.EPOCH);
    List<Entry> sent =
        List.of(log.get(0), Entry.erased(gone.revision(), Optional.of(order)), log.get(2));

    LogTip tip = empty;
    List<Entry> arrived = EntryBatch.decode(empty, EntryBatch.encode(sent));
    for (Entry entry : arrived) {
      tip = LogVerifier.follow(tip, entry);
    }

    LogVerifier.vouches(KEY.sign(log.get(2).revision()), tip, KEY.publicKey());
    assertThat(arrived.get(1).isErased()).isTrue();
    assertThat(arrived.get(1).erasure().orElseThrow().isBy(SomeLog.key(9).publicKey())).isTrue();
    assertThat(arrived.get(1).erasure().orElseThrow().isBy(KEY.publicKey())).isFalse();
  }

  @Test
  void a_batch_with_a_field_that_nobody_knows_is_refused_from_its_first_entry_on() {
    var columns = new ByteArrayOutputStream();
    columns.writeBytes(new byte[] {1, 1}); // one shape, of one field
    Varint.write(columns, new Columns.Slot(99, Columns.Kind.NUMBER, false).code());
    columns.writeBytes(new byte[] {2, 2, 2, 0, 2, 2, 5}); // two columns: the shape, and a five
    byte[] batch = columns.toByteArray();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> EntryBatch.beginning(empty, batch))
        .matches(e -> e.refusal().code() == WireRefusal.FRAME_MALFORMED);
  }

  @Test
  void any_damaged_frame_is_refused_or_fails_at_the_head() {
    List<Entry> log = SomeLog.log(KEY, 2);
    byte[] frame;
    try (var encoder = new FrameEncoder()) {
      frame = encoder.frame(EntryBatch.encode(log));
    }

    for (int bit = 0; bit < frame.length * 8; bit += 3) {
      byte[] changed = frame.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try (var decoder = new FrameDecoder()) {
        LogTip tip = empty;
        for (Entry entry :
            EntryBatch.decode(tip, decoder.content(changed, EntryBatch.MOST_BYTES))) {
          tip = LogVerifier.follow(tip, entry);
        }
        LogTip end = tip;
        if (!end.equals(LogTip.at(log.get(1).revision()))) {
          assertThatExceptionOfType(RefusedException.class)
              .isThrownBy(
                  () -> LogVerifier.vouches(KEY.sign(log.get(1).revision()), end, KEY.publicKey()));
        }
      } catch (RefusedException refused) {
        assertThat(refused.refusal().code().name()).isNotBlank();
      }
    }
  }
}
