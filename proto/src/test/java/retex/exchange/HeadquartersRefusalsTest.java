package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.SomeLog;
import retex.proto.sync.v1.Batch;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Heads;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Pull;
import retex.proto.sync.v1.SyncRefusal;
import retex.wire.EntryBatch;
import retex.wire.FrameEncoder;
import retex.wire.HeadMessages;
import retex.wire.SomeBatch;

/** What is out of its place is refused by its name, never by none. */
class HeadquartersRefusalsTest {

  private static final DeviceKey KEY = SomeLog.key(1);

  private final List<ExchangeResponse> said = new ArrayList<>();
  private final MemoryHeadquarters store =
      new MemoryHeadquarters(List.of(KEY), new Fuse(new Random(1)), Mutation.NONE);

  @Test
  void entries_that_follow_nothing_break_the_chain() {
    List<Entry> log = SomeLog.log(KEY, 3);
    try (var frames = new FrameEncoder(0)) {
      var batch =
          Batch.newBuilder()
              .setFirstNumber(3)
              .setFrame(ByteString.copyFrom(frames.frame(EntryBatch.encode(log.subList(2, 3)))))
              .setSignature(ByteString.copyFrom(KEY.sign(log.get(2).revision()).signature()));

      assertThat(refused(ExchangeRequest.newBuilder().setBatch(batch)))
          .isEqualTo(refusal(3, SyncRefusal.SYNC_REFUSAL_BROKEN_CHAIN));
    }
  }

  @Test
  void a_pull_of_what_is_not_there_is_out_of_turn() {
    var pull = Pull.newBuilder().setFrom(1).setTo(9);

    assertThat(refused(ExchangeRequest.newBuilder().setPull(pull)))
        .isEqualTo(refusal(0, SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN));
  }

  @Test
  void heads_that_nobody_asked_for_are_out_of_turn() {
    assertThat(refused(ExchangeRequest.newBuilder().setHeads(Heads.getDefaultInstance())))
        .isEqualTo(refusal(0, SyncRefusal.SYNC_REFUSAL_OUT_OF_TURN));
  }

  @Test
  void a_batch_that_was_under_way_when_a_head_did_not_fit_hinders_no_good_entry() {
    List<Entry> log = SomeLog.log(KEY, 6);
    List<Entry> damaged = new ArrayList<>(log.subList(0, 3));
    damaged.set(1, next(log.get(0), "damaged"));
    try (var frames = new FrameEncoder(0);
        var headquarters = greeted()) {

      headquarters.heard(batch(frames, damaged, log.get(2)));
      headquarters.heard(batch(frames, log.subList(3, 6), log.get(5)));
      assertThat(headquarters.isStopped()).isFalse();
      headquarters.heard(heads(log));
    }

    assertThat(said.get(said.size() - 1).getRefused())
        .isEqualTo(refusal(2, SyncRefusal.SYNC_REFUSAL_HEAD_MISMATCH));
    assertThat(store.disk().log(log.get(0).revision().log())).isEqualTo(log.subList(0, 1));
  }

  @Test
  void an_entry_that_breaks_a_rule_is_named_and_those_before_it_land() {
    List<Entry> log = SomeLog.log(KEY, 3);
    try (var frames = new FrameEncoder(0);
        var headquarters = greeted()) {

      headquarters.heard(batch(1, frames.frame(SomeBatch.withoutLastAuthor(log)), log.get(2)));
      headquarters.heard(heads(log));
    }

    assertThat(said.get(said.size() - 1).getRefused())
        .isEqualTo(refusal(3, SyncRefusal.SYNC_REFUSAL_MALFORMED));
    assertThat(store.disk().log(log.get(0).revision().log())).isEqualTo(log.subList(0, 2));
  }

  private static Entry next(Entry before, String remark) {
    return LogWriter.first(
        LogTip.at(before.revision()),
        "evaluator",
        SomeLog.INSTRUMENT,
        SomeLog.AT,
        SomeLog.evaluation(remark));
  }

  private static ExchangeRequest batch(FrameEncoder frames, List<Entry> entries, Entry last) {
    return batch(
        entries.get(0).revision().number(), frames.frame(EntryBatch.encode(entries)), last);
  }

  private static ExchangeRequest batch(long first, byte[] frame, Entry last) {
    return ExchangeRequest.newBuilder()
        .setBatch(
            Batch.newBuilder()
                .setFirstNumber(first)
                .setFrame(ByteString.copyFrom(frame))
                .setSignature(ByteString.copyFrom(KEY.sign(last.revision()).signature())))
        .build();
  }

  private static ExchangeRequest heads(List<Entry> log) {
    var heads = Heads.newBuilder();
    log.forEach(it -> heads.addHeads(HeadMessages.message(KEY.sign(it.revision()))));
    return ExchangeRequest.newBuilder().setHeads(heads).build();
  }

  private Headquarters greeted() {
    var headquarters = new Headquarters(KEY.device(), store, store, said::add, () -> {});
    var hello =
        Hello.newBuilder()
            .setProtocol(Laptop.PROTOCOL)
            .setDevice(ByteString.copyFrom(KEY.device().bytes()))
            .setEpoch(1)
            .setNextNumber(1);
    headquarters.heard(ExchangeRequest.newBuilder().setHello(hello).build());
    return headquarters;
  }

  private EntryRefused refused(ExchangeRequest.Builder request) {
    try (var headquarters = greeted()) {
      headquarters.heard(request.build());
      assertThat(headquarters.isStopped()).isTrue();
      return said.get(said.size() - 1).getRefused();
    }
  }

  private static EntryRefused refusal(long number, SyncRefusal code) {
    return EntryRefused.newBuilder().setNumber(number).setCode(code).build();
  }
}
