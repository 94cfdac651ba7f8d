package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceKind;
import retex.wire.FrameEncoder;

/**
 * What waits for a laptop, from what a {@link FeedStore} has: revisions written elsewhere, its
 * letters, then what is large: forms, units, and previous evaluations. Safe for use by several
 * threads.
 */
public final class Feeds implements HeadquartersOutbox {

  private static final int LETTERS_A_READ = 256;

  /** What also a laptop gets that has said no cursor of the kind. */
  private static final Set<ReferenceKind> ALWAYS =
      EnumSet.of(ReferenceKind.REFERENCE_KIND_INSTRUMENT, ReferenceKind.REFERENCE_KIND_UNIT);

  private final FeedStore store;
  private final Changes changes;
  private final int bytesAMessage;

  public Feeds(FeedStore store) {
    this(store, Changes.BYTES_A_MESSAGE);
  }

  /** {@code bytesAMessage}: a message is full behind the piece with which it has so many. */
  Feeds(FeedStore store, int bytesAMessage) {
    this.store = store;
    this.changes = new Changes(store, bytesAMessage);
    this.bytesAMessage = bytesAMessage;
  }

  @Override
  public Waiting waiting(DeviceId device, Hello hello) {
    return new ForLaptop(device, hello);
  }

  private static ByteString check(Letter last) {
    return ByteString.copyFrom(Pieces.digest(last.toByteArray()));
  }

  /** One laptop's cursors, as it said them and as they moved since. */
  private final class ForLaptop implements Waiting {
    private final LogId log;
    private final Map<ReferenceKind, ByteString> held = new EnumMap<>(ReferenceKind.class);
    private Optional<Object> seen = Optional.empty();
    private final Map<ReferenceKind, Pieces> pieces = new EnumMap<>(ReferenceKind.class);
    private final Set<ReferenceKind> told = EnumSet.noneOf(ReferenceKind.class);
    private final Deque<Letter> unsaid = new ArrayDeque<>();
    private long lettersHeld;
    private boolean isToForget;

    ForLaptop(DeviceId device, Hello hello) {
      this.log = new LogId(device, hello.getEpoch());
      hello.getCursorsList().forEach(it -> held.put(it.getKind(), it.getAt()));
      lettersHeld = lettersHeld(hello);
      isToForget = lettersHeld < hello.getLettersHeld();
    }

    /** From the beginning where the laptop's last letter is not ours: one of us was restored. */
    private long lettersHeld(Hello hello) {
      long last = hello.getLettersHeld();
      if (last == 0) {
        return 0;
      }
      List<Letter> ours = store.letters(log.device(), last - 1, 1);
      boolean same =
          !ours.isEmpty()
              && ours.get(0).getNumber() == last
              && check(ours.get(0)).equals(hello.getLettersCheck());
      return same ? last : 0;
    }

    @Override
    public Optional<ExchangeResponse> next(FrameEncoder frames) {
      return nextLetters(frames)
          .or(() -> change(ReferenceKind.REFERENCE_KIND_INSTRUMENT, frames))
          .or(() -> change(ReferenceKind.REFERENCE_KIND_UNIT, frames))
          .or(() -> change(ReferenceKind.REFERENCE_KIND_PREVIOUS, frames));
    }

    /** Behind the revisions that they may judge. */
    @Override
    public Optional<ExchangeResponse> nextLetters(FrameEncoder frames) {
      look();
      return change(ReferenceKind.REFERENCE_KIND_REVISION, frames).or(this::letters);
    }

    /** Where anything may be another, all is to be looked at anew, and what goes first comes. */
    private void look() {
      Optional<Object> now = Optional.of(store.version(log.device()));
      if (!seen.equals(now)) {
        seen = now;
        pieces.clear();
        told.clear();
      }
    }

    private Optional<ExchangeResponse> change(ReferenceKind kind, FrameEncoder frames) {
      if (told.contains(kind) || !ALWAYS.contains(kind) && !held.containsKey(kind)) {
        return Optional.empty();
      }
      Pieces all = pieces.computeIfAbsent(kind, it -> store.pieces(it, log));
      Optional<Reference> next =
          changes.since(kind, all, held.getOrDefault(kind, ByteString.EMPTY), frames);
      next.ifPresentOrElse(
          it -> held.put(kind, it.getTo()),
          () -> {
            told.add(kind);
            pieces.remove(kind);
          });
      return next.map(it -> ExchangeResponse.newBuilder().setReference(it).build());
    }

    private Optional<ExchangeResponse> letters() {
      if (unsaid.isEmpty()) {
        unsaid.addAll(store.letters(log.device(), lettersHeld, LETTERS_A_READ));
      }
      if (unsaid.isEmpty() && !isToForget) {
        return Optional.empty();
      }
      isToForget = false;
      var letters = Letters.newBuilder();
      int bytes = 0;
      for (Letter it = unsaid.poll(); it != null; it = unsaid.poll()) {
        letters.addLetters(it).setCheck(check(it));
        lettersHeld = it.getNumber();
        bytes += it.getSerializedSize();
        if (bytes >= bytesAMessage) {
          break;
        }
      }
      return Optional.of(ExchangeResponse.newBuilder().setLetters(letters).build());
    }
  }
}
