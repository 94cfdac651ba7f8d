package retex.relay;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
import retex.relay.TeamLine.Ended;
import retex.relay.TeamLine.How;
import retex.relay.TeamMail.Held;
import retex.relay.TeamMail.Outgoing;
import retex.relay.TeamMail.Piece;

/**
 * What a laptop does with files of its teams over one line, until nothing more may cross: it says
 * what waits, and fetches what is for it. A cut costs what was under way; safe to run again.
 */
public final class Mailing {

  public static final int PROTOCOL = 1;

  private final TeamMail mail;
  private final TeamLine line;
  private final Measures measures;
  private final Asking asking;
  private final Terms terms;
  private boolean stays;
  private boolean isMisunderstood;

  public Mailing(TeamMail mail, TeamLine line, Measures measures, Asking asking, Terms terms) {
    this.mail = mail;
    this.line = line;
    this.measures = measures;
    this.asking = asking;
    this.terms = terms;
    this.stays = terms.stays();
  }

  /** Who watches what crosses. */
  public interface Watch {

    /** So many bytes of a file of so many have crossed. */
    void crosses(long done, long bytes);

    /** No file crosses now. */
    void rests();
  }

  /** What may cross, how long it goes on, and whether it hears at once of what comes meanwhile. */
  public record Terms(Allotment most, BooleanSupplier goesOn, boolean stays, Watch watch) {}

  /** Headquarters ended a call, and says why. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final TeamRefusal why;

    Stopped(TeamRefusal why) {
      super(why.name());
      this.why = why;
    }

    public TeamRefusal why() {
      return why;
    }
  }

  /** Ends with {@link Stopped} where headquarters does not let it go on. */
  public void run() throws Ended {
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
        throw new Stopped(TeamRefusal.TEAM_REFUSAL_UNSPECIFIED);
      }
    } finally {
      terms.watch().rests();
    }
  }

  private boolean mayGoOn() {
    return terms.most().left() > 0 && terms.goesOn().getAsBoolean();
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

  /**
   * What headquarters has lost, put back from a copy, waits once more. Where it cannot say, nothing
   * is held up: it is asked another time.
   */
  private void ask() throws Ended {
    List<FileHash> posted = mail.posted();
    var request = LackingRequest.newBuilder().setProtocol(PROTOCOL);
    posted.forEach(it -> request.addPosted(ByteString.copyFrom(it.bytes())));
    try {
      LackingResponse answer = line.lacking(request.build());
      List<ByteString> lacking = answer.getLacking().getPostedList(); // none where it refuses
      mail.lost(
          posted.stream().filter(it -> lacking.contains(ByteString.copyFrom(it.bytes()))).toList());
    } catch (Ended ended) {
      if (ended.how() == How.CUT) {
        throw ended;
      }
    }
    asking.asked();
  }

  /** False where no more may cross. */
  private boolean post(Outgoing it) throws Ended {
    int bytes = it.size();
    Optional<PostResponse> answer =
        new PostSaying(line, measures, terms).run(it, done -> terms.watch().crosses(done, bytes));
    terms.watch().rests();
    return answer.isPresent() && settle(it, answer.get());
  }

  private boolean settle(Outgoing it, PostResponse answer) {
    if (answer.hasKept()) {
      mail.posted(
          it,
          answer.getKept().getLeftOutList().stream()
              .map(device -> DeviceId.of(device.toByteArray()))
              .toList());
      return true;
    }
    return switch (answer.getRefused()) {
      case TEAM_REFUSAL_TOO_LARGE -> refused(it, NotTaken.TOO_LARGE);
      case TEAM_REFUSAL_NOBODY -> refused(it, NotTaken.NOBODY);
      case TEAM_REFUSAL_MISSION_MISSING -> refused(it, NotTaken.MISSION_MISSING);
      case TEAM_REFUSAL_FULL -> refused(it, NotTaken.FULL);
      case TEAM_REFUSAL_UNSPECIFIED, TEAM_REFUSAL_MALFORMED, UNRECOGNIZED -> misunderstood();
      case TEAM_REFUSAL_HASH_WRONG,
          TEAM_REFUSAL_OUT_OF_TURN,
          TEAM_REFUSAL_REVOKED,
          TEAM_REFUSAL_DEVICE_UNKNOWN,
          TEAM_REFUSAL_PROTOCOL ->
          throw new Stopped(answer.getRefused()); // it waits for the next time
    };
  }

  /** It stays here; it may be so each time, so what waits for this laptop comes all the same. */
  private boolean misunderstood() {
    isMisunderstood = true;
    stays = false;
    return true;
  }

  private boolean refused(Outgoing it, NotTaken why) {
    mail.refused(it, why);
    return true;
  }

  /** Whether a file became whole, so that headquarters is to be told, and may have more. */
  private boolean fetch() throws Ended {
    boolean isWhole = false;
    try (TeamLine.FetchCall call = line.fetch(request(mail.held()))) {
      while (terms.goesOn().getAsBoolean() && !(stays && (mail.isWaiting() || isToAsk()))) {
        Optional<FetchResponse> next = call.hear();
        if (next.isEmpty()) {
          return isWhole;
        }
        if (next.get().hasRefused()) {
          throw new Stopped(next.get().getRefused());
        }
        if (next.get().hasPiece()) {
          TeamPiece piece = FieldRules.check(next.get().getPiece());
          boolean isHere = keep(piece);
          isWhole |= isHere;
          if (isHere) {
            terms.watch().rests(); // the call may stay for hours
          }
          if (isHere && piece.getOffset() + piece.getContent().size() < piece.getSize()) {
            return true; // it was here before: headquarters need say no more of it
          }
        }
      }
      return false;
    }
  }

  private FetchRequest request(Held held) {
    long left = terms.most().left();
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
    terms.most().spend(it.getContent().size());
    terms.watch().crosses(it.getOffset() + it.getContent().size(), it.getSize());
    return mail.keep(
        new Piece(
            HexFormat.of().formatHex(it.getItem().toByteArray()),
            FileHash.of(it.getSha256().toByteArray()),
            (int) it.getSize(),
            DeviceId.of(it.getSender().toByteArray()),
            (int) it.getOffset(),
            it.getContent().toByteArray()));
  }

  private static ByteString name(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
