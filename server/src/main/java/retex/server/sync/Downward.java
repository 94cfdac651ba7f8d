package retex.server.sync;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.contract.Micros;
import retex.exchange.HeadquartersOutbox;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.ReferenceKind;
import retex.server.notice.NumberedLetter;
import retex.wire.FrameEncoder;

/** What waits for a laptop: changes of reference data, and its letters. */
@Singleton
final class Downward implements HeadquartersOutbox {

  private static final int LETTERS_A_MESSAGE = 256;
  private static final List<ReferenceKind> KINDS =
      List.of(ReferenceKind.REFERENCE_KIND_INSTRUMENT, ReferenceKind.REFERENCE_KIND_UNIT);

  private final ReferenceFeed feed;
  private final retex.server.notice.Letters letters;

  Downward(ReferenceFeed feed, retex.server.notice.Letters letters) {
    this.feed = feed;
    this.letters = letters;
  }

  @Override
  public Waiting waiting(DeviceId device, Hello hello) {
    return new ForLaptop(device, hello);
  }

  private static Letter letter(NumberedLetter numbered) {
    var letter = numbered.letter();
    return Letter.newBuilder()
        .setNumber(numbered.number())
        .setRecordId(ByteString.copyFrom(letter.record().bytes()))
        .setRevision(ByteString.copyFrom(letter.revision().bytes()))
        .setKind(kind(letter.kind()))
        .setRemark(letter.remark())
        .setAtMicros(Micros.of(letter.at()))
        .build();
  }

  private static ByteString check(NumberedLetter last) {
    return ByteString.copyFrom(Pieces.digest(letter(last).toByteArray()));
  }

  private static LetterKind kind(retex.server.notice.LetterKind kind) {
    return switch (kind) {
      case RETURNED -> LetterKind.LETTER_KIND_RETURNED;
      case ACCEPTED -> LetterKind.LETTER_KIND_ACCEPTED;
      case QUARANTINED -> LetterKind.LETTER_KIND_QUARANTINED;
      case IN_FEEDBACK -> LetterKind.LETTER_KIND_IN_FEEDBACK;
    };
  }

  /** One laptop's cursors, as it said them and as they moved since. */
  private final class ForLaptop implements Waiting {
    private final DeviceId device;
    private final Map<ReferenceKind, ByteString> held = new EnumMap<>(ReferenceKind.class);
    private long version = -1;
    private long lettersHeld;

    ForLaptop(DeviceId device, Hello hello) {
      this.device = device;
      hello.getCursorsList().forEach(it -> held.put(it.getKind(), it.getAt()));
      lettersHeld = lettersHeld(hello);
    }

    /** From the beginning where the laptop's last letter is not ours: one of us was restored. */
    private long lettersHeld(Hello hello) {
      long last = hello.getLettersHeld();
      if (last == 0) {
        return 0;
      }
      List<NumberedLetter> ours = letters.after(device, last - 1, 1);
      boolean same =
          !ours.isEmpty()
              && ours.get(0).number() == last
              && check(ours.get(0)).equals(hello.getLettersCheck());
      return same ? last : 0;
    }

    @Override
    public void send(FrameEncoder frames, Consumer<ExchangeResponse> out) {
      long newest = feed.version();
      if (newest != version) {
        version = newest;
        KINDS.forEach(kind -> sendReference(kind, frames, out));
      }
      sendLetters(out);
    }

    private void sendReference(
        ReferenceKind kind, FrameEncoder frames, Consumer<ExchangeResponse> out) {
      feed.since(kind, held.getOrDefault(kind, ByteString.EMPTY), frames)
          .ifPresent(
              reference -> {
                held.put(kind, reference.getTo());
                out.accept(ExchangeResponse.newBuilder().setReference(reference).build());
              });
    }

    private void sendLetters(Consumer<ExchangeResponse> out) {
      List<NumberedLetter> waiting = letters.after(device, lettersHeld, LETTERS_A_MESSAGE);
      while (!waiting.isEmpty()) {
        NumberedLetter last = waiting.get(waiting.size() - 1);
        var message = Letters.newBuilder().setCheck(check(last));
        waiting.forEach(letter -> message.addLetters(letter(letter)));
        out.accept(ExchangeResponse.newBuilder().setLetters(message).build());
        lettersHeld = last.number();
        waiting = letters.after(device, lettersHeld, LETTERS_A_MESSAGE);
      }
    }
  }
}
