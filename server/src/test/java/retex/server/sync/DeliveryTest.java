package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Attachment;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.UnitRef;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileChunk;
import retex.proto.sync.v1.FileRefusal;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.record.Arrival;
import retex.server.record.Attachments;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.sync.SomeDoor.Caller;
import retex.server.sync.SomeDoor.Heard;

/** Two laptops whose records name the same photographs bring them at the same time. */
class DeliveryTest {

  private static final int CHUNK = 8_192;
  private static final int SIZE = 100_000;
  private static final Duration A_LOOK =
      Duration.ofMillis(700); // the server looks each half second

  @TempDir private Path folder;
  private final SomeEntries first = new SomeEntries();
  private final SomeEntries second = new SomeEntries();
  private final byte[] gate = photograph(1);
  private final byte[] road = photograph(2);
  private SomeDoor door;
  private Call slow;
  private Call quick;

  @BeforeEach
  void open() {
    door = new SomeDoor(folder);
    slow = call(first);
    quick = call(second);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void the_rest_of_a_photograph_that_another_has_completed_meanwhile_is_not_wanted_any_more()
      throws Exception {
    slow.begins();
    quick.begins();
    slow.sends(1, gate, 0, 2 * CHUNK);
    quick.sends(1, gate, 0, SIZE);
    quick.awaits(DeliverResponse::hasKept);

    Thread.sleep(A_LOOK.toMillis());
    slow.sends(1, gate, 2 * CHUNK, 3 * CHUNK);

    assertThat(slow.awaits(DeliverResponse::hasKept).getKept().getFile()).isEqualTo(1);
  }

  @Test
  void one_whose_turn_has_not_come_is_told_too() throws Exception {
    slow.begins();
    quick.begins();
    quick.sends(2, road, 0, SIZE);
    quick.awaits(DeliverResponse::hasKept);

    Thread.sleep(A_LOOK.toMillis());
    slow.sends(1, gate, 0, CHUNK);

    assertThat(slow.awaits(DeliverResponse::hasKept).getKept().getFile()).isEqualTo(2);
  }

  @Test
  void a_laptop_that_does_not_heed_it_is_told_that_its_bytes_arrive_and_does_no_harm()
      throws Exception {
    slow.begins();
    quick.begins();
    quick.sends(1, gate, 0, SIZE);
    quick.awaits(DeliverResponse::hasKept);
    Thread.sleep(A_LOOK.toMillis());

    slow.sends(1, gate, 0, SIZE);
    slow.sends(2, road, 0, SIZE);
    slow.ends();

    assertThat(slow.heard.await().isOk()).isTrue();
    assertThat(slow.heard.messages).noneMatch(DeliverResponse::hasRefused);
    assertThat(slow.heard.messages.stream().filter(DeliverResponse::hasKept))
        .extracting(it -> it.getKept().getFile())
        .containsExactly(1, 2);
    assertThat(slow.heard.messages)
        .anyMatch(it -> it.getReceived().getFile() == 1 && it.getReceived().getUpTo() == SIZE);
    Attachments attachments = door.server.getBean(Attachments.class);
    for (byte[] photograph : List.of(gate, road)) {
      assertThat(attachments.holds(FileHash.ofContent(photograph))).isTrue();
    }
  }

  @Test
  void a_laptop_revoked_meanwhile_hears_that_and_nothing_of_what_others_brought() throws Exception {
    slow.begins();
    quick.begins();
    slow.sends(1, gate, 0, CHUNK);
    quick.sends(1, gate, 0, SIZE);
    quick.awaits(DeliverResponse::hasKept);
    door.server
        .getBean(Revocations.class)
        .revoke(first.key().device(), RevocationOrder.STOLEN, "lost", "ada");

    Thread.sleep(A_LOOK.toMillis());
    slow.sends(1, gate, CHUNK, 2 * CHUNK);

    assertRevoked(slow);
    assertThat(slow.heard.messages).noneMatch(DeliverResponse::hasKept);
  }

  @Test
  void a_laptop_revoked_while_it_sends_what_is_passed_over_hears_that() throws Exception {
    slow.begins();
    slow.sends(1, gate, 0, SIZE);
    slow.awaits(DeliverResponse::hasKept);
    door.server
        .getBean(Revocations.class)
        .revoke(first.key().device(), RevocationOrder.STOLEN, "lost", "ada");

    slow.sends(1, gate, 0, CHUNK);

    assertRevoked(slow);
  }

  private static void assertRevoked(Call call) throws InterruptedException {
    assertThat(call.awaits(DeliverResponse::hasRefused).getRefused().getCode())
        .isEqualTo(FileRefusal.FILE_REFUSAL_REVOKED);
  }

  private Call call(SomeEntries entries) {
    var caller = new Caller(entries.key());
    door.enrols(caller, door.token());
    Evaluation it = SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3);
    var entry =
        entries.evaluation(
            EvaluationBuilder.builder(it)
                .attachments(List.of(attachment(gate), attachment(road)))
                .build());
    door.server
        .getBean(Revisions.class)
        .append(List.of(new Arrival(entry, List.of())), Instant.parse("2026-02-11T10:00:00Z"));
    return new Call(caller);
  }

  private static Attachment attachment(byte[] photograph) {
    FileHash hash = FileHash.ofContent(photograph);
    return new Attachment(hash, photograph.length, Attachment.JPEG, "", "");
  }

  private static byte[] photograph(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return bytes;
  }

  /** One laptop's call; the photographs are wanted in the order of the record. */
  private final class Call {
    private final Heard<DeliverResponse> heard = new Heard<>();
    private final StreamObserver<DeliverRequest> up;

    Call(Caller caller) {
      up = AttachmentServiceGrpc.newStub(door.channel(Optional.of(caller))).deliver(heard);
    }

    void begins() throws InterruptedException {
      up.onNext(
          DeliverRequest.newBuilder().setOffer(DeliverOffer.newBuilder().setProtocol(1)).build());
      assertThat(awaits(DeliverResponse::hasWanted).getWanted().getFilesList())
          .extracting(it -> FileHash.of(it.getSha256().toByteArray()))
          .containsExactly(FileHash.ofContent(gate), FileHash.ofContent(road));
    }

    void sends(int file, byte[] photograph, int from, int to) {
      for (int at = from; at < to; at += CHUNK) {
        byte[] bytes = Arrays.copyOfRange(photograph, at, Math.min(to, at + CHUNK));
        var chunk = FileChunk.newBuilder().setFile(file).setOffset(at);
        up.onNext(
            DeliverRequest.newBuilder()
                .setChunk(chunk.setContent(ByteString.copyFrom(bytes)))
                .build());
      }
    }

    void ends() {
      up.onCompleted();
    }

    DeliverResponse awaits(Predicate<DeliverResponse> wanted) throws InterruptedException {
      Instant until = Instant.now().plusSeconds(60);
      while (heard.messages.stream().noneMatch(wanted)) {
        assertThat(Instant.now()).as("in time").isBefore(until);
        Thread.sleep(20);
      }
      return heard.messages.stream().filter(wanted).findFirst().orElseThrow();
    }
  }
}
