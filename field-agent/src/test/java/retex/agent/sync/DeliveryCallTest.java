package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileKept;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileRefused;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;
import retex.refusal.RefusedException;

/** What a laptop sends of its files, by what headquarters says meanwhile. */
class DeliveryCallTest {

  private final List<DeliverRequest> said = new ArrayList<>();
  private final Map<Integer, Optional<FileRefusal>> settled = new HashMap<>();
  private final List<StreamObserver<DeliverResponse>> ears = new ArrayList<>();
  private final DeliveryCall call =
      new DeliveryCall(
          ear -> {
            ears.add(ear);
            return mouth();
          },
          settled::put);

  @Test
  void nothing_more_is_sent_of_a_file_that_another_laptop_has_brought_meanwhile() {
    hears(wanted(2));
    assertThat(call.begin(Set.of())).hasSize(2);
    assertThat(call.send(1, 0, new byte[8_192])).isTrue();

    hears(kept(1));
    hears(kept(2));

    assertThat(call.send(1, 8_192, new byte[8_192])).isFalse();
    assertThat(call.isSettled(2)).as("not even begun").isTrue();
    assertThat(said.stream().filter(DeliverRequest::hasChunk)).hasSize(1);
    assertThat(settled).containsOnlyKeys(1, 2).containsValue(Optional.empty());
  }

  @Test
  void a_server_that_does_not_know_the_laptop_is_told_from_one_that_revoked_it() {
    hears(refused(FileRefusal.FILE_REFUSAL_DEVICE_UNKNOWN));

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> call.begin(Set.of()));

    assertThat(refused.refusal().code()).isEqualTo(SyncRefused.DEVICE_UNKNOWN);
  }

  @Test
  void a_reason_that_is_newer_than_the_program_ends_the_call_and_nothing_else() {
    ears.get(0)
        .onNext(
            DeliverResponse.newBuilder()
                .setRefused(FileRefused.newBuilder().setCodeValue(99))
                .build());

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> call.begin(Set.of()));

    assertThat(refused.refusal().code()).isEqualTo(SyncRefused.FILES_STOPPED);
  }

  @Test
  @Timeout(20) // seconds; it is waited for three minutes otherwise
  void an_end_that_was_heard_while_sending_is_not_waited_for_again() {
    hears(wanted(1));
    assertThat(call.begin(Set.of())).hasSize(1);
    hears(kept(1));
    ears.get(0).onCompleted();

    assertThat(call.isSettled(1)).isTrue();
    call.end();

    assertThat(settled).containsOnlyKeys(1);
  }

  private void hears(DeliverResponse message) {
    ears.get(0).onNext(message);
  }

  private StreamObserver<DeliverRequest> mouth() {
    return new StreamObserver<>() {
      @Override
      public void onNext(DeliverRequest message) {
        said.add(message);
      }

      @Override
      public void onError(Throwable cut) {
        throw new IllegalStateException(cut);
      }

      @Override
      public void onCompleted() {
        said.clear();
      }
    };
  }

  private static DeliverResponse wanted(int files) {
    var message = FilesWanted.newBuilder();
    for (int i = 0; i < files; i++) {
      byte[] hash = new byte[32];
      hash[0] = (byte) i;
      message.addFiles(
          FileWanted.newBuilder().setSha256(com.google.protobuf.ByteString.copyFrom(hash)));
    }
    return DeliverResponse.newBuilder().setWanted(message).build();
  }

  private static DeliverResponse kept(int file) {
    return DeliverResponse.newBuilder().setKept(FileKept.newBuilder().setFile(file)).build();
  }

  private static DeliverResponse refused(FileRefusal why) {
    return DeliverResponse.newBuilder().setRefused(FileRefused.newBuilder().setCode(why)).build();
  }
}
