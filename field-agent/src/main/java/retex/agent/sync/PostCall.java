package retex.agent.sync;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import retex.agent.sync.TeamMail.Outgoing;
import retex.contract.FileHash;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamServiceGrpc;

/**
 * Hands one file for others of a team over, in the caller's thread, from the byte that is wanted.
 */
final class PostCall {

  private static final int PIECE = 8_192; // bytes: a quarter of a second at 256 kbit/s
  private static final long MOST_UNDER_WAY = 65_536; // bytes that headquarters has not told of

  private final BlockingClientCall<PostRequest, PostResponse> call;
  private final Allowance most;
  private final BooleanSupplier goesOn;
  private final long patienceMillis;

  /** {@code patienceMillis} is waited for each message, either way. */
  PostCall(ManagedChannel channel, Allowance most, BooleanSupplier goesOn, long patienceMillis) {
    this.call = TeamServiceGrpc.newBlockingV2Stub(channel).post();
    this.most = most;
    this.goesOn = goesOn;
    this.patienceMillis = patienceMillis;
  }

  /**
   * What headquarters said of it in the end; empty where the allowance, or the laptop, ended it
   * before the file did. {@code crossed} is told how far it is, in bytes.
   */
  Optional<PostResponse> run(Outgoing it, LongConsumer crossed)
      throws StatusException, TimeoutException, InterruptedException {
    byte[] content = it.content();
    try {
      write(PostRequest.newBuilder().setBegin(begin(it, content)).build());
      PostResponse answer = hear();
      if (!answer.hasWantedFrom()) {
        return Optional.of(answer);
      }
      boolean isAll = send(content, answer.getWantedFrom(), crossed);
      call.halfClose();
      if (!isAll) {
        awaitEnd(); // what has left arrives, and the next call goes on behind it
        return Optional.empty();
      }
      answer = hear();
      while (answer.hasReceived()) {
        answer = hear();
      }
      return Optional.of(answer);
    } finally {
      call.cancel("over", null);
    }
  }

  private static PostBegin begin(Outgoing it, byte[] content) {
    var begin =
        PostBegin.newBuilder()
            .setProtocol(Relay.PROTOCOL)
            .setSha256(ByteString.copyFrom(FileHash.ofContent(content).bytes()))
            .setSize(content.length)
            .setTopic(ByteString.copyFrom(it.topic()));
    it.recipients().forEach(to -> begin.addRecipients(ByteString.copyFrom(to.bytes())));
    return begin.build();
  }

  /** False where the allowance, or the laptop, ends it before the file. */
  private boolean send(byte[] content, long from, LongConsumer crossed)
      throws StatusException, TimeoutException, InterruptedException {
    int at = (int) Math.min(from, content.length);
    long arrived = at;
    while (at < content.length) {
      int next = (int) Math.min(PIECE, most.left());
      if (next <= 0 || !goesOn.getAsBoolean()) {
        return false;
      }
      int to = Math.min(content.length, at + next);
      while (to - arrived > MOST_UNDER_WAY) {
        PostResponse told = hear();
        if (!told.hasReceived()) {
          throw new StatusException(Status.UNAVAILABLE); // says why in the next call
        }
        arrived = told.getReceived();
      }
      ByteString piece = ByteString.copyFrom(Arrays.copyOfRange(content, at, to));
      write(PostRequest.newBuilder().setPiece(piece).build());
      most.spend(to - at);
      at = to;
      crossed.accept(at);
    }
    return true;
  }

  /** Says it once there is room; what is said to a call that is over is lost. */
  private void write(PostRequest said)
      throws StatusException, TimeoutException, InterruptedException {
    call.write(said, patienceMillis, TimeUnit.MILLISECONDS);
  }

  private void awaitEnd() throws StatusException, TimeoutException, InterruptedException {
    PostResponse next = call.read(patienceMillis, TimeUnit.MILLISECONDS);
    while (next != null) {
      next = call.read(patienceMillis, TimeUnit.MILLISECONDS);
    }
  }

  private PostResponse hear() throws StatusException, TimeoutException, InterruptedException {
    PostResponse next = call.read(patienceMillis, TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new StatusException(Status.UNAVAILABLE); // over before it was settled
    }
    return next;
  }
}
