package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retex.contract.FileHash;
import retex.delivery.Measures;
import retex.delivery.Plan;
import retex.delivery.Sending;
import retex.delivery.SendingStore;
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
  private final List<StreamObserver<DeliverResponse>> ears = new ArrayList<>();
  private final Files files = new Files();
  private final DeliveryCall call =
      new DeliveryCall(
          ear -> {
            ears.add(ear);
            return mouth();
          },
          new Sending(files, Measures.CONTRACT, Plan.ofAll(files, Set.of()), 0));

  @Test
  @Timeout(20) // seconds; it is waited for three minutes otherwise
  void nothing_more_is_sent_of_a_file_that_another_laptop_has_brought_meanwhile() {
    hears(wanted(2));

    call.run(
        () -> {
          hears(kept(1));
          hears(kept(2));
          ears.get(0).onCompleted();
        });

    assertThat(said.stream().filter(DeliverRequest::hasChunk)).hasSize(1);
    assertThat(files.kept).as("also one that was not begun").hasSize(2);
  }

  @Test
  void a_server_that_does_not_know_the_laptop_is_told_from_one_that_revoked_it() {
    hears(refused(FileRefusal.FILE_REFUSAL_DEVICE_UNKNOWN));

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> call.run(() -> {}));

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
        catchThrowableOfType(RefusedException.class, () -> call.run(() -> {}));

    assertThat(refused.refusal().code()).isEqualTo(SyncRefused.FILES_STOPPED);
  }

  @Test
  void a_file_that_was_never_asked_for_is_said_out_of_turn() {
    hears(wanted(1));
    hears(kept(2));

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> call.run(() -> {}));

    assertThat(refused.refusal().code()).isEqualTo(SyncRefused.ANSWER_MALFORMED);
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
      public void onCompleted() {}
    };
  }

  private static DeliverResponse wanted(int files) {
    var message = FilesWanted.newBuilder();
    for (int i = 0; i < files; i++) {
      byte[] hash = new byte[32];
      hash[0] = (byte) i;
      message.addFiles(FileWanted.newBuilder().setSha256(ByteString.copyFrom(hash)));
    }
    return DeliverResponse.newBuilder().setWanted(message).build();
  }

  private static DeliverResponse kept(int file) {
    return DeliverResponse.newBuilder().setKept(FileKept.newBuilder().setFile(file)).build();
  }

  private static DeliverResponse refused(FileRefusal why) {
    return DeliverResponse.newBuilder().setRefused(FileRefused.newBuilder().setCode(why)).build();
  }

  /** Each of 20,000 bytes. */
  private static final class Files implements SendingStore {
    private final Set<FileHash> kept = new HashSet<>();

    @Override
    public List<FileHash> sendable() {
      return List.of();
    }

    @Override
    public Set<FileHash> kept() {
      return Set.of();
    }

    @Override
    public Set<FileHash> refused() {
      return Set.of();
    }

    @Override
    public Set<FileHash> lost() {
      return Set.of();
    }

    @Override
    public long size(FileHash file) {
      return 20_000;
    }

    @Override
    public boolean holds(FileHash file) {
      return true;
    }

    @Override
    public Optional<byte[]> copy(FileHash file) {
      return Optional.of(new byte[20_000]);
    }

    @Override
    public void wanted(FileHash file) {}

    @Override
    public void keep(FileHash file) {
      kept.add(file);
    }

    @Override
    public void refuse(FileHash file) {}

    @Override
    public void miss(FileHash file) {}

    @Override
    public boolean arrivedWrong(FileHash file) {
      return true;
    }
  }
}
