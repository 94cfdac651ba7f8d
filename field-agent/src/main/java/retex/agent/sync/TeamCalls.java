package retex.agent.sync;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamServiceGrpc;
import retex.relay.TeamLine;

/** {@link TeamLine} over gRPC; whoever is silent for so long as its patience counts as cut. */
final class TeamCalls implements TeamLine {

  private static final Logger LOG = LoggerFactory.getLogger(TeamCalls.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final Set<Status.Code> CUT =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

  private final ManagedChannel channel;
  private final long patienceMillis;

  TeamCalls(ManagedChannel channel, long patienceMillis) {
    this.channel = channel;
    this.patienceMillis = patienceMillis;
  }

  @Override
  public LackingResponse lacking(LackingRequest said) throws Ended {
    try {
      LackingResponse answer =
          TeamServiceGrpc.newBlockingV2Stub(channel)
              .withDeadlineAfter(patienceMillis, TimeUnit.MILLISECONDS)
              .lacking(said);
      LOG.info(
          "sync.team_asked posted={} lost={} refused={}",
          said.getPostedCount(),
          answer.getLacking().getPostedCount(),
          answer.getRefused());
      return answer;
    } catch (StatusException e) {
      LOG.info("sync.team_not_asked status={}", e.getStatus().getCode());
      throw ended(e);
    }
  }

  @Override
  public PostCall post() {
    return new Posting(TeamServiceGrpc.newBlockingV2Stub(channel).post());
  }

  @Override
  public FetchCall fetch(FetchRequest said) {
    return new Fetching(TeamServiceGrpc.newBlockingV2Stub(channel).fetch(said), said.getStays());
  }

  private static <T> Optional<T> heard(BlockingClientCall<?, T> call, long millis)
      throws Ended, TimeoutException {
    try {
      return Optional.ofNullable(call.read(millis, TimeUnit.MILLISECONDS));
    } catch (StatusException e) {
      throw ended(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static Ended ended(StatusException e) {
    Status.Code code = e.getStatus().getCode();
    return new Ended(
        code == Status.Code.UNIMPLEMENTED
            ? How.UNKNOWN
            : CUT.contains(code) ? How.CUT : How.FAILED);
  }

  private static Ended interrupted() {
    Thread.currentThread().interrupt();
    return new Ended(How.CUT);
  }

  private final class Posting implements PostCall {
    private final BlockingClientCall<PostRequest, PostResponse> call;

    Posting(BlockingClientCall<PostRequest, PostResponse> call) {
      this.call = call;
    }

    /** Says it once there is room. */
    @Override
    public void say(PostRequest said) throws Ended {
      try {
        call.write(said, patienceMillis, TimeUnit.MILLISECONDS);
      } catch (StatusException e) {
        throw ended(e);
      } catch (TimeoutException silent) {
        throw new Ended(How.CUT);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }

    @Override
    public void saidAll() {
      call.halfClose();
    }

    @Override
    public Optional<PostResponse> hear() throws Ended {
      try {
        return heard(call, patienceMillis);
      } catch (TimeoutException silent) {
        throw new Ended(How.CUT);
      }
    }

    @Override
    public void close() {
      call.cancel("over", null);
    }
  }

  private final class Fetching implements FetchCall {
    private final BlockingClientCall<?, FetchResponse> call;
    private final boolean stays;

    Fetching(BlockingClientCall<?, FetchResponse> call, boolean stays) {
      this.call = call;
      this.stays = stays;
    }

    @Override
    public Optional<FetchResponse> hear() throws Ended {
      try {
        return heard(call, stays ? LOOK_MILLIS : patienceMillis);
      } catch (TimeoutException nothing) {
        if (stays) {
          return Optional.of(FetchResponse.getDefaultInstance());
        }
        throw new Ended(How.CUT);
      }
    }

    @Override
    public void close() {
      call.cancel("over", null);
    }
  }
}
