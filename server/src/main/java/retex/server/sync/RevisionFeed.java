package retex.server.sync;

import com.google.protobuf.ByteString;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import retex.contract.LogId;
import retex.exchange.Pieces;
import retex.proto.sync.v1.RevisionElsewhere;
import retex.server.record.Elsewhere;

/** What a laptop lacks of its own records. Safe for use by several threads. */
@Singleton
final class RevisionFeed {

  private final Elsewhere elsewhere;

  RevisionFeed(Elsewhere elsewhere) {
    this.elsewhere = elsewhere;
  }

  Pieces pieces(LogId log) {
    Map<String, RevisionElsewhere> pieces = new HashMap<>();
    elsewhere
        .of(log)
        .forEach(
            it ->
                pieces.put(
                    it.revision().id().hex(),
                    RevisionElsewhere.newBuilder()
                        .setEnvelope(ByteString.copyFrom(it.revision().canonical()))
                        .setPayload(ByteString.copyFrom(it.payloadBytes()))
                        .build()));
    return new Pieces(pieces);
  }
}
