package retex.server.sync;

import com.google.protobuf.ByteString;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.ErasureOrder;
import retex.contract.LogId;
import retex.contract.Micros;
import retex.exchange.FeedStore;
import retex.exchange.Feeds;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.Pieces;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.proto.sync.v1.ReferenceKind;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.key.ServerKeys;
import retex.server.notice.NumberedLetter;
import retex.wire.Erasures;

/**
 * What headquarters has for laptops: reference data and previous evaluations as far as a laptop may
 * hold them, and its letters. {@link Feeds} says which of it is said, and when. Safe for use by
 * several threads.
 */
@Singleton
final class Downward implements HeadquartersOutbox, FeedStore {

  static final int KEPT = 5_000; // cursors of a kind: months of them, as units are a few hundred

  private final ReferenceFeed feed;
  private final PreviousFeed previous;
  private final RevisionFeed revisions;
  private final DeviceScopes scopes;
  private final retex.server.notice.Letters letters;
  private final ServerKeys keys;
  private final CursorRows cursors;
  private final TransactionOperations<Connection> transactions;

  Downward(
      ReferenceFeed feed,
      PreviousFeed previous,
      RevisionFeed revisions,
      DeviceScopes scopes,
      retex.server.notice.Letters letters,
      ServerKeys keys,
      CursorRows cursors,
      TransactionOperations<Connection> transactions) {
    this.feed = feed;
    this.previous = previous;
    this.revisions = revisions;
    this.scopes = scopes;
    this.letters = letters;
    this.keys = keys;
    this.cursors = cursors;
    this.transactions = transactions;
  }

  @Override
  public Waiting waiting(DeviceId device, Hello hello) {
    return new Feeds(this).waiting(device, hello);
  }

  @Override
  public Object version(DeviceId device) {
    return new Seen(feed.version(), previous.version(), scopes.of(device));
  }

  @Override
  public Pieces pieces(ReferenceKind kind, LogId log) {
    return switch (kind) {
      case REFERENCE_KIND_INSTRUMENT -> feed.instruments();
      case REFERENCE_KIND_UNIT ->
          feed.units(scopes.of(log.device()).map(DeviceScope::mission).orElse(""));
      case REFERENCE_KIND_PREVIOUS -> previous.pieces(scopes.of(log.device()));
      case REFERENCE_KIND_REVISION -> revisions.pieces(log);
      case REFERENCE_KIND_UNSPECIFIED, UNRECOGNIZED -> new Pieces(Map.of());
    };
  }

  @Override
  public List<Letter> letters(DeviceId device, long after, int atMost) {
    return letters.after(device, after, atMost).stream().map(this::letter).toList();
  }

  @Override
  public Optional<String> held(ReferenceKind kind, String cursor) {
    return cursors.find(name(kind), cursor).map(CursorRow::items);
  }

  /** A laptop whose cursor is too old to be among them is sent everything once more. */
  @Override
  public void keep(ReferenceKind kind, String cursor, String lines) {
    transactions.executeWrite(
        status -> {
          cursors.keep(name(kind), cursor, lines);
          return cursors.trim(name(kind), KEPT);
        });
  }

  private static String name(ReferenceKind kind) {
    return kind.name().replace("REFERENCE_KIND_", "");
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

  private static LetterKind kind(retex.server.notice.LetterKind kind) {
    return switch (kind) {
      case RETURNED -> LetterKind.LETTER_KIND_RETURNED;
      case ACCEPTED -> LetterKind.LETTER_KIND_ACCEPTED;
      case QUARANTINED -> LetterKind.LETTER_KIND_QUARANTINED;
      case IN_FEEDBACK -> LetterKind.LETTER_KIND_IN_FEEDBACK;
      case ERASED -> LetterKind.LETTER_KIND_ERASED;
    };
  }

  /** What a laptop's reference data are made from. */
  private record Seen(long reference, long previous, Optional<DeviceScope> scope) {}
}
