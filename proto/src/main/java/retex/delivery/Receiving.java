package retex.delivery;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.delivery.FileIntake.Wanted;
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

/**
 * One call in which a laptop brings files, as headquarters hears it: messages to {@link FileIntake}
 * and its outcomes back. Not for use by several threads.
 */
public final class Receiving {

  private static final int PROTOCOL = 1;
  private static final long LOOK_MILLIS = 500;
  private static final int LOOK_AHEAD = 8; // files: more than a narrow link begins in that time

  private final DeviceId device;
  private final FileIntake files;
  private final Measures measures;
  private final LongSupplier millis;
  private final Consumer<DeliverResponse> laptop;
  private List<Wanted> wanted = new ArrayList<>();
  private boolean greeted;
  private boolean isOver;
  private long untold;
  private final Set<Integer> kept = new HashSet<>(); // by their numbers
  private long lookedAt;

  /** {@code millis}: a clock that only goes forward. */
  public Receiving(
      DeviceId device,
      FileIntake files,
      Measures measures,
      LongSupplier millis,
      Consumer<DeliverResponse> laptop) {
    this.device = device;
    this.files = files;
    this.measures = measures;
    this.millis = millis;
    this.laptop = laptop;
    this.lookedAt = millis.getAsLong();
  }

  /** Whether headquarters has ended the call, and hears nothing more. */
  public boolean isOver() {
    return isOver;
  }

  /** Refuses as {@link FileIntake#requireWelcome}: then the call is to be ended by name. */
  public void hear(DeliverRequest request) {
    if (isOver) {
      return;
    }
    try {
      FieldRules.check(request);
    } catch (RefusedException malformed) {
      end(FileRefusal.FILE_REFUSAL_MALFORMED);
      return;
    }
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
    laptop.accept(DeliverResponse.newBuilder().setWanted(message).build());
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
    if (millis.getAsLong() - lookedAt < LOOK_MILLIS) {
      return;
    }
    lookedAt = millis.getAsLong();
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
    laptop.accept(
        DeliverResponse.newBuilder().setKept(FileKept.newBuilder().setFile(number)).build());
  }

  /** A laptop that does not heed it goes on sending, and awaits to be told that it arrives. */
  private void passOver(int file, long upTo, int size, int bytes) {
    received(file, upTo, upTo == size ? measures.tellEvery() : bytes);
  }

  private void received(int file, long upTo, int bytes) {
    untold += bytes;
    if (untold >= measures.tellEvery()) {
      untold = 0;
      laptop.accept(
          DeliverResponse.newBuilder()
              .setReceived(FileReceived.newBuilder().setFile(file).setUpTo(upTo))
              .build());
    }
  }

  private void refuse(int file, FileRefusal why) {
    laptop.accept(
        DeliverResponse.newBuilder()
            .setRefused(FileRefused.newBuilder().setFile(file).setCode(why))
            .build());
  }

  /** Ends the call by name. */
  public void end(FileRefusal why) {
    refuse(0, why);
    isOver = true;
  }

  /** The call is over, by the laptop or by its line. */
  public void left() {
    isOver = true;
  }
}
