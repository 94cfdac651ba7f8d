package retex.server.sync;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileChunk;
import retex.proto.sync.v1.FileKept;
import retex.proto.sync.v1.FileReceived;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileRefused;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;
import retex.refusal.RefusedException;
import retex.server.device.DeviceRefusal;
import retex.server.ingest.FileIntake;
import retex.server.ingest.FileIntake.Wanted;

/**
 * One call in which a laptop brings files: messages to {@link FileIntake} and its outcomes back.
 * gRPC calls an observer from one thread at a time, so it needs no lock.
 */
final class Delivery implements StreamObserver<DeliverRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int PROTOCOL = 1;
  private static final int TELL_EVERY = 16_384; // bytes
  private static final long LOOK_NANOS = 500_000_000; // half a second
  private static final int LOOK_AHEAD = 8; // files: more than a narrow link begins in that time

  private final DeviceId device;
  private final FileIntake files;
  private final StreamObserver<DeliverResponse> laptop;
  private List<Wanted> wanted = new ArrayList<>();
  private boolean greeted;
  private boolean over;
  private long untold;
  private final Set<Integer> kept = new HashSet<>(); // by their numbers
  private long lookedAt = System.nanoTime();

  Delivery(DeviceId device, FileIntake files, StreamObserver<DeliverResponse> laptop) {
    this.device = device;
    this.files = files;
    this.laptop = laptop;
  }

  @Override
  public void onNext(DeliverRequest request) {
    if (over) {
      return;
    }
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      end(FileRefusal.FILE_REFUSAL_MALFORMED);
      return;
    }
    try {
      heard(request);
    } catch (RefusedException refused) {
      boolean isUnknown = refused.refusal().code() == DeviceRefusal.DEVICE_UNKNOWN;
      end(isUnknown ? FileRefusal.FILE_REFUSAL_DEVICE_UNKNOWN : FileRefusal.FILE_REFUSAL_REVOKED);
    } catch (StatusRuntimeException unread) {
      over = true;
      laptop.onError(unread);
    } catch (RuntimeException bug) {
      LOG.error("sync.incident device={} at={}", device, bug.getStackTrace()[0]);
      over = true;
      laptop.onError(new StatusRuntimeException(Status.INTERNAL));
    }
  }

  @Override
  public void onError(Throwable cut) {
    over = true;
  }

  @Override
  public void onCompleted() {
    if (!over) {
      over = true;
      laptop.onCompleted();
    }
  }

  private void heard(DeliverRequest request) {
    switch (request.getMessageCase()) {
      case OFFER -> {
        if (greeted) {
          end(FileRefusal.FILE_REFUSAL_OUT_OF_TURN);
        } else if (request.getOffer().getProtocol() != PROTOCOL) {
          end(FileRefusal.FILE_REFUSAL_PROTOCOL);
        } else {
          greet(request.getOffer());
        }
      }
      case CHUNK -> take(request.getChunk());
      case MESSAGE_NOT_SET -> end(FileRefusal.FILE_REFUSAL_MALFORMED);
    }
  }

  private void greet(DeliverOffer offer) {
    greeted = true;
    wanted =
        files.wanted(
            device,
            offer.getNotSentList().stream()
                .map(it -> FileHash.of(it.toByteArray()))
                .collect(Collectors.toSet()));
    var message = FilesWanted.newBuilder();
    for (Wanted it : wanted) {
      message.addFiles(
          FileWanted.newBuilder()
              .setSha256(ByteString.copyFrom(it.hash().bytes()))
              .setOffset(it.offset()));
    }
    laptop.onNext(DeliverResponse.newBuilder().setWanted(message).build());
  }

  private void take(FileChunk chunk) {
    int number = chunk.getFile();
    if (number > wanted.size()) {
      end(FileRefusal.FILE_REFUSAL_OUT_OF_TURN);
      return;
    }
    tellWhatOthersBrought(number);
    Wanted file = wanted.get(number - 1);
    byte[] bytes = chunk.getContent().toByteArray();
    long upTo = chunk.getOffset() + bytes.length;
    if (kept.contains(number) && upTo <= file.size()) {
      files.requireWelcome(device);
      passOver(number, upTo, file.size(), bytes.length);
      return;
    }
    switch (files.take(device, file, chunk.getOffset(), bytes)) {
      case MORE -> received(number, upTo, bytes.length);
      case KEPT -> kept(number);
      case HASH_WRONG -> refuse(number, FileRefusal.FILE_REFUSAL_HASH_WRONG);
      case TYPE_WRONG -> refuse(number, FileRefusal.FILE_REFUSAL_TYPE_WRONG);
      case OUT_OF_TURN -> end(FileRefusal.FILE_REFUSAL_OUT_OF_TURN);
    }
  }

  /** Which of the files that come next have become whole since they were wanted. */
  private void tellWhatOthersBrought(int from) {
    if (System.nanoTime() - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = System.nanoTime();
    files.requireWelcome(device);
    int to = Math.min(wanted.size(), from + LOOK_AHEAD);
    for (int number = from; number <= to; number++) {
      if (!kept.contains(number) && files.isHere(wanted.get(number - 1).hash())) {
        kept(number);
      }
    }
  }

  private void kept(int number) {
    kept.add(number);
    untold = 0;
    laptop.onNext(
        DeliverResponse.newBuilder().setKept(FileKept.newBuilder().setFile(number)).build());
  }

  /** A laptop that does not heed it goes on sending, and awaits to be told that it arrives. */
  private void passOver(int file, long upTo, int size, int bytes) {
    received(file, upTo, upTo == size ? TELL_EVERY : bytes);
  }

  private void received(int file, long upTo, int bytes) {
    untold += bytes;
    if (untold >= TELL_EVERY) {
      untold = 0;
      laptop.onNext(
          DeliverResponse.newBuilder()
              .setReceived(FileReceived.newBuilder().setFile(file).setUpTo(upTo))
              .build());
    }
  }

  private void refuse(int file, FileRefusal why) {
    laptop.onNext(
        DeliverResponse.newBuilder()
            .setRefused(FileRefused.newBuilder().setFile(file).setCode(why))
            .build());
  }

  private void end(FileRefusal why) {
    refuse(0, why);
    over = true;
    laptop.onCompleted();
  }
}
