package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import retex.contract.DeviceKey;
import retex.contract.Entry;
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

  private EntryRefused refused(ExchangeRequest.Builder request) {
    try (var headquarters = new Headquarters(KEY.device(), store, store, said::add, () -> {})) {
      var hello =
          Hello.newBuilder()
              .setProtocol(Laptop.PROTOCOL)
              .setDevice(ByteString.copyFrom(KEY.device().bytes()))
              .setEpoch(1)
              .setNextNumber(1);
      headquarters.heard(ExchangeRequest.newBuilder().setHello(hello).build());
      headquarters.heard(request.build());
      assertThat(headquarters.isStopped()).isTrue();
      return said.get(said.size() - 1).getRefused();
    }
  }

  private static EntryRefused refusal(long number, SyncRefusal code) {
    return EntryRefused.newBuilder().setNumber(number).setCode(code).build();
  }
}
