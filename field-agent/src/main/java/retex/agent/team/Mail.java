package retex.agent.team;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.sync.SyncRefused;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.Micros;
import retex.refusal.RefusedException;
import retex.relay.Coming;
import retex.relay.ComingStore;
import retex.relay.NotTaken;
import retex.relay.TeamMail;
import retex.team.Card;
import retex.team.TeamFile;

/**
 * Files of shared evaluations by way of headquarters. What comes is taken in as from a stick: once
 * or twice, in any order; what was refused waits to be taken in again. Safe for use by several
 * threads; a crash in between is made good by the next {@link #takeIn}.
 */
@Singleton
final class Mail implements TeamMail {

  private static final Logger LOG = LoggerFactory.getLogger(Mail.class);
  private static final byte[] NOTHING = {};
  private static final String COMING = "coming"; // state of one that is not whole
  private static final Duration ASKED_FOR = Duration.ofDays(30); // as long as headquarters keeps it
  private static final Duration REMEMBERED = Duration.ofDays(90); // said again for 30, waiting 30

  private final Shares shares;
  private final Colleagues colleagues;
  private final OutgoingRows outgoing;
  private final IncomingRows incoming;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Coming coming = new Coming(new Store());

  Mail(
      Shares shares,
      Colleagues colleagues,
      OutgoingRows outgoing,
      IncomingRows incoming,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.shares = shares;
    this.colleagues = colleagues;
    this.outgoing = outgoing;
    this.incoming = incoming;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The file for the team goes to headquarters, in place of one that still waits here. */
  void send(String id) {
    byte[] file = shares.export(id);
    Shares.Shared shared = shares.find(id);
    DeviceId self = colleagues.key().device();
    String recipients =
        words(shared.plan().members().stream().map(Card::device).filter(it -> !it.equals(self)));
    transactions.executeWrite(
        status -> {
          outgoing.deleteById(id);
          return outgoing.save(
              new OutgoingRow(
                  id,
                  FileHash.ofContent(file).hex(),
                  topic(id),
                  file,
                  recipients,
                  now(),
                  "waiting",
                  "",
                  ""));
        });
  }

  /** Leaves a team; what was to go goes no more, nor once more. */
  void leave(String share) {
    transactions.executeWrite(
        status -> {
          shares.leave(share);
          outgoing.deleteById(share);
          return share;
        });
  }

  /** What became of the newest file of a shared evaluation; empty where none was to go. */
  Optional<OutgoingRow> sent(String share) {
    return outgoing.told(share);
  }

  /** What came, the newest first. */
  List<IncomingRow> came() {
    return incoming.came();
  }

  /** Tries again what was refused: a card may have been compared since. */
  void again() {
    coming.again();
  }

  @Override
  public boolean isInUse() {
    return !colleagues.name().isEmpty();
  }

  @Override
  public boolean isWaiting() {
    return outgoing.isWaiting();
  }

  @Override
  public long notTakenIn() {
    return incoming.countByState("refused");
  }

  @Override
  public Load load() {
    return new Load(outgoing.waiting(), outgoing.waitingBytes());
  }

  @Override
  public Optional<Outgoing> next() {
    return outgoing
        .next()
        .map(
            it ->
                new Outgoing(
                    it.file(), it.topic(), it.content(), devices(it.recipients()).toList()));
  }

  @Override
  public void posted(Outgoing it, List<DeviceId> leftOut) {
    LOG.info("sync.team_posted bytes={} left_out={}", it.size(), leftOut.size());
    outgoing.posted(it.id(), words(leftOut.stream()), now());
  }

  @Override
  public List<FileHash> posted() {
    return outgoing.posted(Micros.of(clock.instant().minus(ASKED_FOR))).stream()
        .map(FileHash::parse)
        .toList();
  }

  @Override
  public void lost(List<FileHash> files) {
    files.forEach(it -> outgoing.waits(it.hex(), now()));
  }

  @Override
  public void refused(Outgoing it, NotTaken why) {
    String code = SyncRefused.of(why).name();
    LOG.info("sync.team_refused code={}", code);
    outgoing.refused(it.id(), code, now());
  }

  @Override
  public Held held() {
    return coming.held();
  }

  @Override
  public boolean keep(Piece piece) {
    return transactions.executeWrite(status -> coming.keep(piece));
  }

  @Override
  public void takeIn() {
    outgoing.dropBefore(Micros.of(clock.instant().minus(ASKED_FOR)));
    coming.takeIn();
  }

  private boolean isTaken(IncomingRow it) {
    try {
      String sender = TeamFile.sender(it.content()).hex();
      String share = shares.take(it.content()).id().hex();
      incoming.update(with(it, "taken", NOTHING, share, "").from(sender));
      LOG.info("team.taken bytes={}", it.size());
      return true;
    } catch (RefusedException refused) {
      String code = refused.refusal().code().name();
      incoming.update(with(it, "refused", it.content(), "", code));
      LOG.info("team.refused code={}", code);
      return false;
    } catch (RuntimeException bug) { // it waits, and keeps nothing else up
      LOG.warn("team.not_taken at={}", bug.getClass().getSimpleName());
      return false;
    }
  }

  private IncomingRow with(
      IncomingRow it, String state, byte[] content, String share, String code) {
    return new IncomingRow(
        it.item(),
        it.number(),
        it.file(),
        it.size(),
        it.sender(),
        state.equals("whole") ? now() : it.at(),
        state,
        content,
        share,
        code);
  }

  /** The same for one shared evaluation, and of no use to whoever does not know its id. */
  private static byte[] topic(String share) {
    byte[] said = ("retex.team.topic.v1" + share).getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(FileHash.ofContent(said).bytes(), 16);
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  /** Devices out of {@link #words}. */
  static Stream<DeviceId> devices(String words) {
    return words.isEmpty() ? Stream.empty() : Stream.of(words.split(" ")).map(DeviceId::parse);
  }

  private static String words(Stream<DeviceId> devices) {
    return devices.map(DeviceId::hex).collect(Collectors.joining(" "));
  }

  /** The tables of files that come. */
  private final class Store implements ComingStore {

    @Override
    public Optional<String> cursor() {
      return incoming.cursor();
    }

    @Override
    public void cursor(String item) {
      incoming.cursor(item);
    }

    @Override
    public Optional<String> coming() {
      return incoming.items(COMING).stream().findFirst();
    }

    @Override
    public int bytes(String item) {
      return incoming.bytes(item);
    }

    @Override
    public boolean isHere(String item, FileHash file) {
      return incoming.findById(item).filter(it -> !it.state().equals(COMING)).isPresent()
          || incoming.isHere(file.hex());
    }

    @Override
    public void dropOthers(String item) {
      incoming.dropOthers(item);
      incoming.dropPieces();
    }

    @Override
    public void add(Piece piece) {
      if (!incoming.existsById(piece.item())) {
        begin(piece);
      }
      incoming.add(piece.item(), piece.offset(), piece.content());
    }

    private void begin(Piece it) {
      incoming.save(
          new IncomingRow(
              it.item(),
              incoming.nextNumber(),
              it.file().hex(),
              it.size(),
              it.sender().hex(),
              now(),
              COMING,
              NOTHING,
              "",
              ""));
    }

    @Override
    public byte[] content(String item) {
      var whole = new ByteArrayOutputStream();
      incoming.pieces(item).forEach(it -> whole.writeBytes(it.content()));
      return whole.toByteArray();
    }

    @Override
    public void drop(String item) {
      incoming.deleteById(item);
      incoming.dropPieces();
    }

    @Override
    public void whole(String item, byte[] content) {
      incoming.update(
          with(incoming.findById(item).orElseThrow(), name(State.WHOLE), content, "", ""));
      incoming.dropPieces();
    }

    @Override
    public List<String> items(State state) {
      return incoming.items(name(state));
    }

    private String name(State state) {
      return state.name().toLowerCase(Locale.ROOT); // as the table has it
    }

    @Override
    public boolean take(String item) {
      return incoming.findById(item).filter(Mail.this::isTaken).isPresent();
    }

    @Override
    public void forget() {
      incoming.forget(Micros.of(clock.instant().minus(REMEMBERED)));
    }
  }
}
