package retex.agent.sync;

import static retex.agent.sync.SyncRefused.FILES_STOPPED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.record.Log;
import retex.agent.sync.TeamMail.Held;
import retex.agent.sync.TeamMail.Outgoing;
import retex.agent.sync.TeamMail.Piece;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamPiece;
import retex.proto.sync.v1.TeamRefusal;
import retex.proto.sync.v1.TeamServiceGrpc;
import retex.refusal.RefusedException;

/**
 * Hands files of teams to headquarters and brings those for this laptop, behind the records and
 * within the budget of files. A cut costs what was under way. One run at a time; safe to run again.
 */
@Singleton
@Order(4)
final class Relay implements UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  static final int PROTOCOL = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 1_000;
  private static final Set<Status.Code> CUT =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

  private final TeamMail mail;
  private final Budget budget;
  private final Log log;
  private final ReentrantLock running = new ReentrantLock();
  private final RandomGenerator random = new SecureRandom();
  private final long patienceMillis;
  private volatile Optional<Crossing> crossing = Optional.empty();
  private final Hourly asking = new Hourly();

  @Inject
  Relay(TeamMail mail, Budget budget, Log log) {
    this(mail, budget, log, PATIENCE);
  }

  Relay(TeamMail mail, Budget budget, Log log, Duration patience) {
    this.mail = mail;
    this.budget = budget;
    this.log = log;
    this.patienceMillis = patience.toMillis();
  }

  /**
   * Sends and brings what waits, at most so many bytes of files both ways; how many crossed.
   * Refuses with {@code LINK_DOWN} on a cut and {@code FILES_STOPPED} where headquarters ends the
   * call. An older headquarters passes nothing on.
   */
  long run(ManagedChannel channel, long most) {
    if (!mail.isInUse() || !running.tryLock()) {
      return 0;
    }
    try {
      long allowed = Math.min(most, budget.allowance());
      var allowance = new Allowance(budget, allowed);
      new Run(channel, allowance, () -> true, false).run();
      return allowed - allowance.left();
    } finally {
      running.unlock();
    }
  }

  /**
   * The same as long as a conversation on the same line stays and no record waits, hearing at once
   * of what comes, in a thread of its own.
   */
  void along(ManagedChannel channel, BooleanSupplier goesOn) {
    var thread =
        new Thread(
            () -> {
              try {
                BackOff backOff = BackOff.NONE;
                boolean isKnown = true;
                while (isKnown && goesOn.getAsBoolean()) {
                  try {
                    isKnown = turn(channel, goesOn);
                    backOff = BackOff.NONE;
                  } catch (RuntimeException later) { // refused or busy: the line may stand
                    LOG.info("sync.team_waits at={}", said(later));
                    Thread.sleep(backOff.pause(random).toMillis());
                    backOff = backOff.failed();
                  }
                  Thread.sleep(LOOK_MILLIS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sync-team");
    thread.setDaemon(true);
    thread.start();
  }

  private static String said(RuntimeException later) {
    return later instanceof RefusedException refused
        ? refused.refusal().code().name()
        : later.getClass().getSimpleName();
  }

  @Override
  public Optional<String> progress(Words words) {
    return crossing.map(
        it -> words.say("sync.team.progress", it.done() / 1_000.0, it.bytes() / 1_000.0));
  }

  /** Whether a file crosses. */
  boolean isCrossing() {
    return crossing.isPresent();
  }

  /** Files that wait to be handed over. */
  TeamMail.Load waiting() {
    return mail.load();
  }

  /** Bytes of a file that have crossed, of so many. */
  private record Crossing(long done, long bytes) {}

  /** False where headquarters knows nothing of teams. */
  private boolean turn(ManagedChannel channel, BooleanSupplier goesOn) {
    long allowed = budget.allowance();
    if (allowed <= 0 || !mail.isInUse() || log.pending() > 0 || !running.tryLock()) {
      return true;
    }
    try {
      BooleanSupplier isFree = () -> goesOn.getAsBoolean() && log.pending() == 0;
      return new Run(channel, new Allowance(budget, allowed), isFree, true).run();
    } finally {
      running.unlock();
    }
  }

  /** Whether headquarters is asked what it still knows to have had. */
  private boolean isToAsk() {
    if (!asking.isDue()) {
      return false;
    }
    boolean isAny = !mail.posted().isEmpty();
    if (!isAny) {
      asking.asked();
    }
    return isAny;
  }

  /** What crosses over one line, until nothing more may. */
  private final class Run {
    private final ManagedChannel channel;
    private final Allowance most;
    private final BooleanSupplier goesOn;
    private boolean stays;
    private boolean isMisunderstood;

    Run(ManagedChannel channel, Allowance most, BooleanSupplier goesOn, boolean stays) {
      this.channel = channel;
      this.most = most;
      this.goesOn = goesOn;
      this.stays = stays;
    }

    /** False where headquarters knows nothing of teams. */
    boolean run() {
      try {
        mail.takeIn();
        if (mayGoOn() && isToAsk()) {
          ask();
        }
        boolean more = true;
        boolean isAny = true;
        while (more && isAny && !isMisunderstood && mayGoOn()) {
          Optional<Outgoing> next = mail.next();
          isAny = next.isPresent();
          more = !isAny || post(next.get());
        }
        while (more && mayGoOn()) {
          more = fetch();
          mail.takeIn();
        }
        if (isMisunderstood) { // it waits, and is tried again; what comes has come
          throw stopped(TeamRefusal.TEAM_REFUSAL_UNSPECIFIED);
        }
        return true;
      } catch (StatusException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
          LOG.info("sync.team_unknown");
          return false;
        }
        throw LINK_DOWN.at("").asException();
      } catch (TimeoutException e) {
        throw LINK_DOWN.at("").asException();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw LINK_DOWN.at("").asException();
      } finally {
        crossing = Optional.empty();
      }
    }

    private boolean mayGoOn() {
      return most.left() > 0 && goesOn.getAsBoolean();
    }

    /**
     * What headquarters has lost, put back from a copy, waits once more. Where it cannot say,
     * nothing is held up: it is asked another time.
     */
    private void ask() throws StatusException {
      List<FileHash> posted = mail.posted();
      var request = LackingRequest.newBuilder().setProtocol(PROTOCOL);
      posted.forEach(it -> request.addPosted(ByteString.copyFrom(it.bytes())));
      try {
        LackingResponse answer =
            TeamServiceGrpc.newBlockingV2Stub(channel)
                .withDeadlineAfter(patienceMillis, TimeUnit.MILLISECONDS)
                .lacking(request.build());
        List<ByteString> lacking = answer.getLacking().getPostedList(); // none where it refuses
        List<FileHash> lost =
            posted.stream()
                .filter(it -> lacking.contains(ByteString.copyFrom(it.bytes())))
                .toList();
        mail.lost(lost);
        LOG.info(
            "sync.team_asked posted={} lost={} refused={}",
            posted.size(),
            lost.size(),
            answer.getRefused());
      } catch (StatusException e) {
        if (CUT.contains(e.getStatus().getCode())) {
          throw e;
        }
        LOG.info("sync.team_not_asked status={}", e.getStatus().getCode());
      }
      asking.asked();
    }

    /** False where no more may cross. */
    private boolean post(Outgoing it)
        throws StatusException, TimeoutException, InterruptedException {
      int bytes = it.size();
      var call = new PostCall(channel, most, goesOn, patienceMillis);
      Optional<PostResponse> answer =
          call.run(it, done -> crossing = Optional.of(new Crossing(done, bytes)));
      crossing = Optional.empty();
      return answer.isPresent() && settle(it, bytes, answer.get());
    }

    private boolean settle(Outgoing it, int bytes, PostResponse answer) {
      if (answer.hasKept()) {
        List<DeviceId> leftOut =
            answer.getKept().getLeftOutList().stream()
                .map(device -> DeviceId.of(device.toByteArray()))
                .toList();
        mail.posted(it, leftOut);
        LOG.info("sync.team_posted bytes={} left_out={}", bytes, leftOut.size());
        return true;
      }
      return switch (answer.getRefused()) {
        case TEAM_REFUSAL_TOO_LARGE -> refused(it, SyncRefused.TEAM_FILE_TOO_LARGE);
        case TEAM_REFUSAL_NOBODY -> refused(it, SyncRefused.TEAM_NOBODY);
        case TEAM_REFUSAL_MISSION_MISSING -> refused(it, SyncRefused.TEAM_MISSION_MISSING);
        case TEAM_REFUSAL_FULL -> refused(it, SyncRefused.TEAM_POST_FULL);
        case TEAM_REFUSAL_UNSPECIFIED, TEAM_REFUSAL_MALFORMED, UNRECOGNIZED -> misunderstood();
        case TEAM_REFUSAL_HASH_WRONG,
            TEAM_REFUSAL_OUT_OF_TURN,
            TEAM_REFUSAL_REVOKED,
            TEAM_REFUSAL_DEVICE_UNKNOWN,
            TEAM_REFUSAL_PROTOCOL ->
            throw stopped(answer.getRefused()); // it waits for the next time
      };
    }

    /** It stays here; it may be so each time, so what waits for this laptop comes all the same. */
    private boolean misunderstood() {
      isMisunderstood = true;
      stays = false;
      return true;
    }

    private boolean refused(Outgoing it, SyncRefused why) {
      LOG.info("sync.team_refused code={}", why.name());
      mail.refused(it, why);
      return true;
    }

    /** Whether a file became whole, so that headquarters is to be told, and may have more. */
    private boolean fetch() throws StatusException, TimeoutException, InterruptedException {
      Held held = mail.held();
      var call = TeamServiceGrpc.newBlockingV2Stub(channel).fetch(request(held));
      boolean isWhole = false;
      try {
        while (goesOn.getAsBoolean() && !(stays && (mail.isWaiting() || isToAsk()))) {
          Optional<FetchResponse> next = next(call);
          if (next.isEmpty()) {
            return isWhole;
          }
          if (next.get().hasRefused()) {
            throw stopped(next.get().getRefused());
          }
          if (next.get().hasPiece()) {
            TeamPiece piece = FieldRules.check(next.get().getPiece());
            boolean isHere = keep(piece);
            isWhole |= isHere;
            crossing = isHere ? Optional.empty() : crossing; // the call may stay for hours
            if (isHere && piece.getOffset() + piece.getContent().size() < piece.getSize()) {
              return true; // it was here before: headquarters need say no more of it
            }
          }
        }
        return false;
      } finally {
        call.cancel("over", null);
      }
    }

    private FetchRequest request(Held held) {
      long left = most.left();
      return FetchRequest.newBuilder()
          .setProtocol(PROTOCOL)
          .setHeld(name(held.last()))
          .setPart(name(held.part()))
          .setOffset(held.bytes())
          .setMost(left == Long.MAX_VALUE ? 0 : left)
          .setStays(stays)
          .build();
    }

    private boolean keep(TeamPiece it) {
      most.spend(it.getContent().size());
      crossing = Optional.of(new Crossing(it.getOffset() + it.getContent().size(), it.getSize()));
      return mail.keep(
          new Piece(
              HexFormat.of().formatHex(it.getItem().toByteArray()),
              FileHash.of(it.getSha256().toByteArray()),
              (int) it.getSize(),
              DeviceId.of(it.getSender().toByteArray()),
              (int) it.getOffset(),
              it.getContent().toByteArray()));
    }

    /** Empty at the end; one without anything while a laptop that stays hears nothing. */
    private Optional<FetchResponse> next(BlockingClientCall<?, FetchResponse> call)
        throws StatusException, TimeoutException, InterruptedException {
      try {
        return Optional.ofNullable(
            call.read(stays ? LOOK_MILLIS : patienceMillis, TimeUnit.MILLISECONDS));
      } catch (TimeoutException nothing) {
        if (!stays) {
          throw nothing;
        }
        return Optional.of(FetchResponse.getDefaultInstance());
      }
    }
  }

  private static RefusedException stopped(TeamRefusal why) {
    return FILES_STOPPED.at(why.name().replace("TEAM_REFUSAL_", "")).asException();
  }

  private static ByteString name(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
