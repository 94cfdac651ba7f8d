package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
 * What waits for a laptop, from what a {@link FeedStore} has: changes of reference data, its
 * letters, and previous evaluations. Letters go before what is large. Safe for use by several
 * threads.
 */
public final class Feeds implements HeadquartersOutbox {

  private static final int LETTERS_A_MESSAGE = 256;

  /** Not many more, so that a slow link takes one after the other, and a cut costs one. */
  private static final int LETTER_BYTES_A_MESSAGE = 32 << 10;

  private final FeedStore store;
  private final Changes changes;

  public Feeds(FeedStore store) {
    this.store = store;
    this.changes = new Changes(store);
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
    public void send(FrameEncoder frames, Consumer<ExchangeResponse> out) {
      Optional<Object> now = Optional.of(store.version(log.device()));
      boolean isNew = !seen.equals(now);
      seen = now;
      if (isNew) {
        send(ReferenceKind.REFERENCE_KIND_INSTRUMENT, frames, out);
        send(ReferenceKind.REFERENCE_KIND_UNIT, frames, out);
      }
      if (isNew && held.containsKey(ReferenceKind.REFERENCE_KIND_REVISION)) {
        send(ReferenceKind.REFERENCE_KIND_REVISION, frames, out);
      }
      sendLetters(out);
      if (isNew && held.containsKey(ReferenceKind.REFERENCE_KIND_PREVIOUS)) {
        send(ReferenceKind.REFERENCE_KIND_PREVIOUS, frames, out);
      }
    }

    private void send(ReferenceKind kind, FrameEncoder frames, Consumer<ExchangeResponse> out) {
      Pieces pieces = store.pieces(kind, log);
      Optional<Reference> next = next(kind, pieces, frames);
      while (next.isPresent()) {
        held.put(kind, next.get().getTo());
        out.accept(ExchangeResponse.newBuilder().setReference(next.get()).build());
        next = next(kind, pieces, frames);
      }
    }

    private Optional<Reference> next(ReferenceKind kind, Pieces pieces, FrameEncoder frames) {
      return changes.since(kind, pieces, held.getOrDefault(kind, ByteString.EMPTY), frames);
    }

    private void sendLetters(Consumer<ExchangeResponse> out) {
      List<Letter> waiting = store.letters(log.device(), lettersHeld, LETTERS_A_MESSAGE);
      if (isToForget && waiting.isEmpty()) {
        out.accept(ExchangeResponse.newBuilder().setLetters(Letters.getDefaultInstance()).build());
      }
      isToForget = false;
      while (!waiting.isEmpty()) {
        var message = Letters.newBuilder();
        int bytes = 0;
        for (Letter letter : waiting) {
          message.addLetters(letter);
          bytes += letter.getSerializedSize();
          if (bytes >= LETTER_BYTES_A_MESSAGE) {
            say(message, out);
            message.clear();
            bytes = 0;
          }
        }
        if (message.getLettersCount() > 0) {
          say(message, out);
        }
        waiting = store.letters(log.device(), lettersHeld, LETTERS_A_MESSAGE);
      }
    }

    private void say(Letters.Builder letters, Consumer<ExchangeResponse> out) {
      Letter last = letters.getLetters(letters.getLettersCount() - 1);
      letters.setCheck(check(last));
      out.accept(ExchangeResponse.newBuilder().setLetters(letters).build());
      lettersHeld = last.getNumber();
    }
  }
}
