package retex.exchange;

import com.google.protobuf.ByteString;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import retex.contract.FileHash;
import retex.delivery.Landing;
import retex.delivery.Measures;
import retex.delivery.Plan;
import retex.delivery.Receiving;
import retex.delivery.Sending;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileChunk;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;

/** One call in which a laptop brings photographs, both ends of it, and what is under way. */
final class Delivering {

  /** Small, so that few small files fill a call and a link. */
  static final Measures MEASURES = new Measures(3, 100, 200, 500);

  private final Computer laptop;
  private final MemoryOutgoing store;
  private final MemoryLanding files;
  private final Mutation mutation;
  private final LongSupplier clock;
  private final Sending sending;
  private final Receiving receiving;
  private final Queue<Optional<DeliverRequest>> up = new ArrayDeque<>(); // empty: that was all
  private final Queue<Optional<DeliverResponse>> down = new ArrayDeque<>();
  private final List<FileHash> wanted = new ArrayList<>();
  private Optional<String> wrong = Optional.empty();
  private boolean isSaid; // all of it
  private boolean isGone; // the laptop
  private boolean isOver; // for headquarters

  Delivering(
      Computer laptop,
      MemoryOutgoing store,
      MemoryLanding files,
      Landing landing,
      Mutation mutation,
      LongSupplier clock) {
    this.laptop = laptop;
    this.store = store;
    this.files = files;
    this.mutation = mutation;
    this.clock = clock;
    this.sending =
        new Sending(
            store, MEASURES, Plan.ofWaiting(store, Long.MAX_VALUE, () -> true), clock.getAsLong());
    this.receiving = new Receiving(laptop.key.device(), landing, MEASURES, clock, this::says);
    up.add(Optional.of(sending.begin()));
  }

  Optional<String> wrong() {
    return wrong;
  }

  boolean isOf(Computer one) {
    return laptop.equals(one);
  }

  boolean isGone() {
    return isGone;
  }

  /** Whether it brought, or learnt, something. */
  boolean isOfUse() {
    return sending.done() > 0
        || !sending.notTaken().isEmpty() // what it lacks makes room for others in the next one
        || sending.stopped().isPresent();
  }

  /** Whether headquarters hears nothing more, and the laptop has nothing more to hear. */
  boolean isSilent() {
    return isGone && (isOver || up.isEmpty());
  }

  boolean canGoUp() {
    return !isOver && !up.isEmpty();
  }

  /** What headquarters does with the next word. */
  void goUp() {
    Optional<DeliverRequest> next = up.remove();
    try {
      next.ifPresentOrElse(receiving::hear, receiving::left);
      if (receiving.isOver()) {
        isOver = true;
        down.add(Optional.empty());
      }
    } catch (UncheckedIOException full) {
      headquartersLeaves();
    }
  }

  private void says(DeliverResponse message) {
    if (message.hasWanted()) {
      message.getWanted().getFilesList().forEach(this::require);
    }
    boolean isLost =
        message.hasReceived()
            && mutation == Mutation.HEADQUARTERS_NEVER_SAYS_THAT_A_PHOTOGRAPH_ARRIVES;
    if (!isLost) {
      down.add(Optional.of(message.hasWanted() ? wanted(message.getWanted()) : message));
    }
  }

  private void require(FileWanted it) {
    FileHash file = FileHash.of(it.getSha256().toByteArray());
    byte[] whole = files.album().whole.getOrDefault(file, new byte[0]);
    boolean isForItsNote = it.getOffset() == whole.length - 1L; // its last byte, and nothing else
    if (files.album().isWhole(file) && !isForItsNote) {
      wrong = Optional.of("a photograph is asked for that is here: " + file);
    }
  }

  private DeliverResponse wanted(FilesWanted message) {
    var sent = message.toBuilder();
    if (mutation == Mutation.HEADQUARTERS_ASKS_FOR_PHOTOGRAPHS_FROM_THEIR_BEGINNING) {
      sent.getFilesBuilderList().forEach(FileWanted.Builder::clearOffset);
    }
    boolean isFull = message.getFilesCount() == MEASURES.mostFiles();
    if (mutation == Mutation.HEADQUARTERS_ASKS_FOR_FEWER_PHOTOGRAPHS_THAN_IT_SAYS && isFull) {
      sent.removeFiles(0);
    }
    return DeliverResponse.newBuilder().setWanted(sent).build();
  }

  /** Headquarters hears it no more; what it had said may still arrive. */
  void headquartersLeaves() {
    isOver = true;
    receiving.left();
  }

  /** The laptop speaks, or hears. */
  void step() {
    if (isGone) {
      return;
    }
    if (!down.isEmpty()) {
      hear(down.remove());
    } else if (isOver) {
      leave(); // the link is down
    } else if (sending.isBegun() && !isSaid) {
      speak();
    }
  }

  private void speak() {
    if (!sending.isFull(clock.getAsLong())) {
      Optional<DeliverRequest> next = sending.next();
      isSaid = next.isEmpty();
      up.add(next);
      next.ifPresent(it -> sent(it.getChunk()));
    } else if (up.isEmpty()) {
      wrong = Optional.of("a laptop waits for what headquarters never says");
    }
  }

  private void sent(FileChunk chunk) {
    FileHash file = wanted.get(chunk.getFile() - 1);
    boolean isAll = chunk.getOffset() + chunk.getContent().size() == store.size(file);
    if (isAll && mutation == Mutation.LAPTOP_TAKES_A_PHOTOGRAPH_THAT_IT_SENT_FOR_KEPT) {
      store.keep(file);
    }
  }

  private void hear(Optional<DeliverResponse> next) {
    if (next.isEmpty()) {
      leave();
      return;
    }
    next.get().getWanted().getFilesList().stream()
        .map(FileWanted::getSha256)
        .map(ByteString::toByteArray)
        .forEach(it -> wanted.add(FileHash.of(it)));
    sending.hear(next.get(), clock.getAsLong());
    if (sending.stopped().isPresent()) {
      leave();
    }
  }

  /** The laptop's line is cut; what it had sent may still arrive. */
  void leave() {
    isGone = true;
  }

  /** The line is cut: what was under way upwards is lost from some word on. */
  void cut(int arrive) {
    List<Optional<DeliverRequest>> all = List.copyOf(up);
    up.clear();
    up.addAll(all.subList(0, Math.min(arrive, all.size())));
    leave();
  }
}
