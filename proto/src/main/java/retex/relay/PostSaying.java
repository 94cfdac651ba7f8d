package retex.relay;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import retex.contract.FileHash;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.relay.TeamLine.Ended;
import retex.relay.TeamLine.How;
import retex.relay.TeamMail.Outgoing;

/**
 * Hands one file for others of a team over, in the caller's thread, from the byte that is wanted.
 */
final class PostSaying {

  private final TeamLine line;
  private final Measures measures;
  private final Mailing.Terms terms;

  PostSaying(TeamLine line, Measures measures, Mailing.Terms terms) {
    this.line = line;
    this.measures = measures;
    this.terms = terms;
  }

  /**
   * What headquarters said of it in the end; empty where the allotment, or the laptop, ended it
   * before the file did. {@code crossed} is told how far it is, in bytes.
   */
  Optional<PostResponse> run(Outgoing it, LongConsumer crossed) throws Ended {
    byte[] content = it.content();
    try (TeamLine.PostCall call = line.post()) {
      call.say(PostRequest.newBuilder().setBegin(begin(it, content)).build());
      PostResponse answer = hear(call);
      if (!answer.hasWantedFrom()) {
        return Optional.of(answer);
      }
      boolean isAll = send(call, content, answer.getWantedFrom(), crossed);
      call.saidAll();
      if (!isAll) {
        awaitEnd(call); // what has left arrives, and the next call goes on behind it
        return Optional.empty();
      }
      answer = hear(call);
      while (answer.hasReceived()) {
        answer = hear(call);
      }
      return Optional.of(answer);
    }
  }

  private static PostBegin begin(Outgoing it, byte[] content) {
    var begin =
        PostBegin.newBuilder()
            .setProtocol(Mailing.PROTOCOL)
            .setSha256(ByteString.copyFrom(FileHash.ofContent(content).bytes()))
            .setSize(content.length)
            .setTopic(ByteString.copyFrom(it.topic()));
    it.recipients().forEach(to -> begin.addRecipients(ByteString.copyFrom(to.bytes())));
    return begin.build();
  }

  /** False where the allotment, or the laptop, ends it before the file. */
  private boolean send(TeamLine.PostCall call, byte[] content, long from, LongConsumer crossed)
      throws Ended {
    int at = (int) Math.min(from, content.length);
    long arrived = at;
    while (at < content.length) {
      int next = (int) Math.min(measures.up(), terms.most().left());
      if (next <= 0 || !terms.goesOn().getAsBoolean()) {
        return false;
      }
      int to = Math.min(content.length, at + next);
      while (to - arrived > measures.mostUnderWay()) {
        PostResponse told = hear(call);
        if (!told.hasReceived()) {
          throw new Ended(How.CUT); // says why in the next call
        }
        arrived = told.getReceived();
      }
      ByteString piece = ByteString.copyFrom(Arrays.copyOfRange(content, at, to));
      call.say(PostRequest.newBuilder().setPiece(piece).build());
      terms.most().spend(to - at);
      at = to;
      crossed.accept(at);
    }
    return true;
  }

  private static void awaitEnd(TeamLine.PostCall call) throws Ended {
    boolean isMore = true;
    while (isMore) {
      isMore = call.hear().isPresent();
    }
  }

  private static PostResponse hear(TeamLine.PostCall call) throws Ended {
    return call.hear().orElseThrow(() -> new Ended(How.CUT)); // over before it was settled
  }
}
