package retex.server.sync;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import retex.contract.DeviceId;
import retex.contract.ErasureOrder;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.exchange.HeadquartersOutbox;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceKind;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.key.ServerKeys;
import retex.server.notice.NumberedLetter;
import retex.wire.Erasures;
import retex.wire.FrameEncoder;

/**
 * What waits for a laptop: changes of reference data, its letters, and previous evaluations of its
 * mission's units. Letters go before what is large.
 */
@Singleton
final class Downward implements HeadquartersOutbox {

  private static final int LETTERS_A_MESSAGE = 256;

  private final ReferenceFeed feed;
  private final PreviousFeed previous;
  private final RevisionFeed revisions;
  private final Changes changes;
  private final DeviceScopes scopes;
  private final retex.server.notice.Letters letters;
  private final ServerKeys keys;

  Downward(
      ReferenceFeed feed,
      PreviousFeed previous,
      RevisionFeed revisions,
      Changes changes,
      DeviceScopes scopes,
      retex.server.notice.Letters letters,
      ServerKeys keys) {
    this.keys = keys;
    this.feed = feed;
    this.previous = previous;
    this.revisions = revisions;
    this.changes = changes;
    this.scopes = scopes;
    this.letters = letters;
  }

  @Override
  public Waiting waiting(DeviceId device, Hello hello) {
    return new ForLaptop(device, hello);
  }

  private Letter letter(NumberedLetter numbered) {
    var letter = numbered.letter();
    var message =
        Letter.newBuilder()
            .setNumber(numbered.number())
            .setRecordId(ByteString.copyFrom(letter.record().bytes()))
            .setRevision(ByteString.copyFrom(letter.revision().bytes()))
            .setKind(kind(letter.kind()))
            .setRemark(letter.remark())
            .setAtMicros(Micros.of(letter.at()));
    if (letter.kind() == retex.server.notice.LetterKind.ERASED) {
      var order = ErasureOrder.sign(keys.of("bundle"), letter.record(), letter.at());
      message.setErasure(Erasures.message(order));
    }
    return message.build();
  }

  private ByteString check(NumberedLetter last) {
    return ByteString.copyFrom(Pieces.digest(letter(last).toByteArray()));
  }

  private static LetterKind kind(retex.server.notice.LetterKind kind) {
    return switch (kind) {
      case RETURNED -> LetterKind.LETTER_KIND_RETURNED;
      case ACCEPTED -> LetterKind.LETTER_KIND_ACCEPTED;
      case QUARANTINED -> LetterKind.LETTER_KIND_QUARANTINED;
      case IN_FEEDBACK -> LetterKind.LETTER_KIND_IN_FEEDBACK;
      case ERASED -> LetterKind.LETTER_KIND_ERASED;
    };
  }

  /** What a laptop's reference data were made from. */
  private record Seen(long reference, long previous, Optional<DeviceScope> scope) {}

  /** One laptop's cursors, as it said them and as they moved since. */
  private final class ForLaptop implements Waiting {
    private final DeviceId device;
    private final int epoch;
    private final Map<ReferenceKind, ByteString> held = new EnumMap<>(ReferenceKind.class);
    private Optional<Seen> seen = Optional.empty();
    private long lettersHeld;

    ForLaptop(DeviceId device, Hello hello) {
      this.device = device;
      this.epoch = hello.getEpoch();
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
      var now = new Seen(feed.version(), previous.version(), scopes.of(device));
      boolean isNew = !seen.equals(Optional.of(now));
      seen = Optional.of(now);
      if (isNew) {
        String mission = now.scope().map(DeviceScope::mission).orElse("");
        send(ReferenceKind.REFERENCE_KIND_INSTRUMENT, feed.instruments(), frames, out);
        send(ReferenceKind.REFERENCE_KIND_UNIT, feed.units(mission), frames, out);
      }
      if (isNew && held.containsKey(ReferenceKind.REFERENCE_KIND_REVISION)) {
        Pieces pieces = revisions.pieces(new LogId(device, epoch));
        send(ReferenceKind.REFERENCE_KIND_REVISION, pieces, frames, out);
      }
      sendLetters(out);
      if (isNew && held.containsKey(ReferenceKind.REFERENCE_KIND_PREVIOUS)) {
        Pieces pieces = previous.pieces(now.scope());
        send(ReferenceKind.REFERENCE_KIND_PREVIOUS, pieces, frames, out);
      }
    }

    private void send(
        ReferenceKind kind, Pieces pieces, FrameEncoder frames, Consumer<ExchangeResponse> out) {
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
