package retex.delivery;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import retex.contract.FieldRules;
import retex.contract.FileHash;
import retex.proto.sync.v1.DeliverOffer;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileChunk;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileRefused;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;

/**
 * One call in which a laptop brings files, as the laptop says it. Headquarters says what it lacks
 * and from which byte on, so nothing crosses twice; no more is under way than four seconds of the
 * measured rate, so that records written meanwhile and a cut cost little. For one thread, but for
 * {@link #progress}. All times are milliseconds of a clock that only goes forward.
 */
public final class Sending {

  private static final int PROTOCOL = 1;
  private static final int MOST_NOT_SENT = 4_096; // as the contract says

  private final SendingStore store;
  private final Measures measures;
  private final Plan plan;
  private final Rate rate;
  private final List<FileHash> files = new ArrayList<>();
  private final List<Long> offsets = new ArrayList<>();
  private final Set<Integer> settled = new HashSet<>(); // by their numbers, from 1
  private final Set<Integer> sentWhole = new HashSet<>();
  // where, in the bytes of this call, a file's first byte would stand, and where its last one does
  private final Map<Integer, Long> beginOfFile = new HashMap<>();
  private final Map<Integer, Long> endOfFile = new HashMap<>();
  private final Set<FileHash> inVain = new HashSet<>();
  private final Set<FileHash> notTaken = new HashSet<>();
  private Optional<FileRefusal> stopped = Optional.empty();
  private boolean isBegun;
  private boolean isCutShort;
  private int number; // of the file that is being sent
  private byte[] bytes = {};
  private int at;
  private long sent;
  private long arrived;
  private boolean resumed;
  private int kept;
  private volatile int done;
  private volatile int refused;
  private volatile int toCross;
  private volatile long bytesToCross;
  private volatile long bytesDone;
  private volatile double bytesASecond;

  public Sending(SendingStore store, Measures measures, Plan plan, long now) {
    this.store = store;
    this.measures = measures;
    this.plan = plan;
    this.rate = new Rate(now, measures.leastUnderWay());
  }

  /** What headquarters says that does not belong where it says it: a fault of its program. */
  public static final class OutOfTurn extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The first word. */
  public DeliverRequest begin() {
    var offer = DeliverOffer.newBuilder().setProtocol(PROTOCOL);
    plan.notSent().stream()
        .limit(MOST_NOT_SENT)
        .forEach(it -> offer.addNotSent(ByteString.copyFrom(it.bytes())));
    return DeliverRequest.newBuilder().setOffer(offer).build();
  }

  /** Refuses a message that breaks its fields' rules; {@link OutOfTurn}. */
  public void hear(DeliverResponse answer, long now) {
    if (answer.hasRefused() && answer.getRefused().getFile() == 0) {
      stopped = Optional.of(answer.getRefused().getCode());
      return;
    }
    if (isBegun == answer.hasWanted()) {
      throw new OutOfTurn();
    }
    switch (answer.getMessageCase()) {
      case WANTED -> wanted(FieldRules.check(answer.getWanted()));
      case RECEIVED -> arrived(answer.getReceived().getFile(), answer.getReceived().getUpTo(), now);
      case KEPT -> kept(requireWanted(answer.getKept().getFile()), now);
      case REFUSED -> refused(answer.getRefused(), now);
      case MESSAGE_NOT_SET -> throw new OutOfTurn();
    }
    bytesDone = arrived;
    bytesASecond = rate.bytesASecond(now);
  }

  /** Why headquarters has ended the call, where it did. */
  public Optional<FileRefusal> stopped() {
    return stopped;
  }

  /** Whether headquarters has said what it wants. */
  public boolean isBegun() {
    return isBegun;
  }

  private void wanted(FilesWanted message) {
    isBegun = true;
    for (FileWanted it : message.getFilesList()) {
      files.add(FileHash.of(it.getSha256().toByteArray()));
      offsets.add(it.getOffset());
    }
    Set<FileHash> thoughtThere = store.kept();
    files.stream().filter(thoughtThere::contains).forEach(store::wanted);
    keepUnwanted();
    measure();
  }

  /** What headquarters does not ask for, it has: from this laptop or from another. */
  private void keepUnwanted() {
    if (files.size() < measures.mostFiles()) {
      Set<FileHash> asked = new HashSet<>(files);
      plan.sendable().stream().filter(it -> !asked.contains(it)).forEach(store::keep);
    }
  }

  private void measure() {
    for (int i = 0; i < files.size(); i++) {
      if (crosses(files.get(i))) {
        toCross++;
        bytesToCross += store.size(files.get(i)) - offsets.get(i);
      }
    }
  }

  private boolean crosses(FileHash file) {
    return !plan.left().contains(file) && store.holds(file);
  }

  /** Whether what comes next has to wait until headquarters has told that more has arrived. */
  public boolean isFull(long now) {
    int next = piece();
    return next > 0 && sent - arrived + next > rate.mostUnderWay(now);
  }

  /** The next chunk, wherever there is room; empty where all was sent that may be. */
  public Optional<DeliverRequest> next() {
    int length = piece();
    isCutShort |= isMore() && (length == 0 || !plan.goesOn().getAsBoolean());
    if (isCutShort || !isMore()) {
      return Optional.empty();
    }
    var chunk =
        FileChunk.newBuilder()
            .setFile(number)
            .setOffset(at)
            .setContent(ByteString.copyFrom(bytes, at, length));
    beginOfFile.putIfAbsent(number, sent - at);
    sent += length;
    at += length;
    endOfFile.put(number, sent);
    noteSentWhole();
    return Optional.of(DeliverRequest.newBuilder().setChunk(chunk).build());
  }

  /** Bytes of the next chunk; 0 where there is none, or where no more may be sent. */
  private int piece() {
    while (!isMore() && number < files.size() && plan.goesOn().getAsBoolean()) {
      open(++number);
    }
    return isMore() ? (int) Math.min(Math.min(measures.chunk(), bytes.length - at), left()) : 0;
  }

  private long left() {
    return plan.allowed() - sent;
  }

  private boolean isMore() {
    if (at < bytes.length && settled.contains(number)) { // another laptop has brought it meanwhile
      bytesToCross -= bytes.length - at;
      at = bytes.length;
    }
    return at < bytes.length;
  }

  private void open(int next) {
    FileHash file = files.get(next - 1);
    bytes = new byte[0];
    at = 0;
    if (plan.left().contains(file)) {
      return;
    }
    if (settled.contains(next)) {
      bytesToCross -= store.holds(file) ? store.size(file) - offsets.get(next - 1) : 0;
      return;
    }
    Optional<byte[]> copy = store.copy(file);
    if (copy.isEmpty()) { // not here, or damaged: the others go on
      store.miss(file);
      inVain.add(file);
      notTaken.add(file); // there may be a file, and no bytes of it
      return;
    }
    bytes = copy.get();
    at = (int) Math.min(offsets.get(next - 1), bytes.length);
    resumed |= at > 0;
    noteSentWhole();
  }

  private void noteSentWhole() {
    if (at == bytes.length) {
      sentWhole.add(number);
    }
  }

  private int requireWanted(int file) {
    if (file < 1 || file > files.size()) {
      throw new OutOfTurn();
    }
    return file;
  }

  private void kept(int file, long now) {
    FileHash it = files.get(file - 1);
    settled(file, now);
    store.keep(it);
    kept++;
    if (sentWhole.contains(file)) {
      done++;
    } else if (crosses(it)) {
      toCross--; // another laptop has brought it meanwhile
    }
  }

  private void refused(FileRefused answer, long now) {
    FileHash it = files.get(requireWanted(answer.getFile()) - 1);
    settled(answer.getFile(), now);
    refused++;
    notTaken.add(it);
    // a power cut at headquarters may have spoilt any byte of what had come before
    boolean isResumed = offsets.get(answer.getFile() - 1) > 0;
    boolean isAgain =
        answer.getCode() == FileRefusal.FILE_REFUSAL_HASH_WRONG
            && (isResumed || store.arrivedWrong(it));
    if (!isAgain) {
      store.refuse(it);
      inVain.add(it);
    }
  }

  private void settled(int file, long now) {
    settled.add(file);
    arrived(endOfFile.getOrDefault(file, arrived), now);
  }

  private void arrived(int file, long upTo, long now) {
    Long begin = beginOfFile.get(file);
    if (begin != null) {
      arrived(Math.min(sent, begin + upTo), now);
    }
  }

  private void arrived(long all, long now) {
    if (all > arrived) {
      arrived = all;
      rate.arrived(all, now);
    }
  }

  /** Bytes of files sent. */
  public long sent() {
    return sent;
  }

  /** Files that headquarters has kept of those that were sent to their last byte. */
  public int done() {
    return done;
  }

  /** Files that headquarters did not take. */
  public int refused() {
    return refused;
  }

  /** Whether a file went on where it had been cut. */
  public boolean isResumed() {
    return resumed;
  }

  /** Whether the budget ended it in the middle. */
  public boolean isOverBudget() {
    return isCutShort && plan.goesOn().getAsBoolean();
  }

  /** Whether headquarters could not say all that it lacks, and another call brings more of it. */
  public boolean isMoreWanted(Set<FileHash> inVainBefore) {
    boolean isNew = !inVainBefore.containsAll(inVain);
    return files.size() == measures.mostFiles() && (kept > 0 || isNew);
  }

  /** What headquarters asked for and does not get from here. */
  public Set<FileHash> inVain() {
    return Set.copyOf(inVain);
  }

  /** What headquarters asked for and did not take, or did not get, in this call. */
  public Set<FileHash> notTaken() {
    return Set.copyOf(notTaken);
  }

  /** How far it is. From any thread. */
  public FileProgress progress() {
    double speed = bytesASecond;
    long left = bytesToCross - bytesDone;
    return new FileProgress(
        done,
        toCross,
        bytesDone,
        bytesToCross,
        speed <= 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil(left / speed)));
  }
}
