package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_ALTERED;
import static retex.bundle.BundleRefusal.BUNDLE_DEVICE_REVOKED;
import static retex.bundle.BundleRefusal.BUNDLE_DEVICE_UNKNOWN;
import static retex.bundle.BundleRefusal.BUNDLE_LOG_DIFFERS;
import static retex.bundle.BundleRefusal.BUNDLE_LOG_STOPPED;
import static retex.bundle.BundleRefusal.BUNDLE_VERSION;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.contract.Seal;
import retex.exchange.Headquarters;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.HeadquartersStore;
import retex.exchange.Laptop;
import retex.proto.bundle.v1.DownOpening;
import retex.proto.bundle.v1.FileHere;
import retex.proto.bundle.v1.FilePiece;
import retex.proto.bundle.v1.FilesHere;
import retex.proto.bundle.v1.UpOpening;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Resume;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.wire.FrameEncoder;
import retex.wire.Opening;

/**
 * What headquarters makes of a laptop's bundle: its messages are said to {@link Headquarters} as if
 * they came over a link, so that entries land once and by the same rules; and the answer.
 */
public final class HeadquartersBundles {

  private static final int MOST_FILES = 256; // bundle_service.proto, FilesHere

  private final HeadquartersStore store;
  private final HeadquartersOutbox outbox;
  private final HeadquartersFiles files;
  private final Seal.Pair keys;
  private final IntFunction<FrameEncoder> encoders;

  public HeadquartersBundles(
      HeadquartersStore store, HeadquartersOutbox outbox, HeadquartersFiles files, Seal.Pair keys) {
    this(store, outbox, files, keys, FrameEncoder::new);
  }

  /** {@code encoders}: what cuts the frames of answers, by the number of their opening. */
  public HeadquartersBundles(
      HeadquartersStore store,
      HeadquartersOutbox outbox,
      HeadquartersFiles files,
      Seal.Pair keys,
      IntFunction<FrameEncoder> encoders) {
    this.encoders = encoders;
    this.store = store;
    this.outbox = outbox;
    this.files = files;
    this.keys = keys;
  }

  /**
   * Reads all of a bundle and changes nothing: refuses one that is not whole, not for this server,
   * or of a device that may not speak.
   */
  public Greeting check(BundleFile file) {
    String name = BundleFile.name(file.path());
    try (BundleMessages messages = file.open(keys)) {
      requireEnrolled(file.device());
      file.requireWhole();
      UpOpening opening = messages.required(UpOpening.parser());
      ExchangeRequest first = messages.required(ExchangeRequest.parser());
      if (file.hasFiles()) { // nothing of it is done where a later message is malformed
        eachRequest(file, messages, request -> {});
        eachPiece(messages, piece -> {});
      }
      messages.passOver();
      Hello hello = first.getHello();
      if (opening.getProtocol() != Laptop.PROTOCOL
          || hello.getProtocol() != Laptop.PROTOCOL
          || !Opening.isKnown(hello.getOpening())) {
        throw BUNDLE_VERSION.at(name).asException();
      }
      if (!first.hasHello()
          || !DeviceId.of(hello.getDevice().toByteArray()).equals(file.device())
          || !Seal.fits(opening.getAnswerKey().toByteArray())) {
        throw BUNDLE_ALTERED.at(name).asException();
      }
      return new Greeting(opening, hello);
    }
  }

  /**
   * Lets the entries and the bytes of files land that are not here yet. What has landed is on disk;
   * a crash in the middle leaves a beginning, and the same bundle again brings the rest.
   */
  public Landing land(BundleFile file, Greeting greeting) {
    LogId log = greeting.log();
    long before = store.tip(log).number();
    if (greeting.first() - 1 > before) {
      return new Landing(before, 0, 0, Landed.NOTHING, true, Optional.empty());
    }
    Optional<LogTip> place = store.at(log, greeting.first() - 1);
    if (place.isEmpty() || !previous(place.get()).equals(greeting.hello.getPrevious())) {
      Optional<Stop> differs = Optional.of(differs(greeting));
      return new Landing(before, 0, 0, Landed.NOTHING, false, differs);
    }
    try (BundleMessages messages = file.open(keys)) {
      messages.required(UpOpening.parser());
      var ear = new Said();
      Optional<Stop> stopped = entries(file, messages, log, ear);
      long after = store.tip(log).number();
      if (stopped.isEmpty() && ear.acknowledged < ear.batches) {
        stopped = Optional.of(differs(greeting));
      }
      var landing = new FileLanding(files, log.device());
      if (file.hasFiles()) {
        eachPiece(messages, landing::take);
      }
      Landed landed = landing.landed();
      return new Landing(after, after - before, ear.keptAside, landed, landed.isGap(), stopped);
    }
  }

  private Optional<Stop> entries(BundleFile file, BundleMessages messages, LogId log, Said ear) {
    try (var headquarters =
        new Headquarters(
            log.device(),
            store,
            (device, hello) -> HeadquartersOutbox.Waiting.NOTHING,
            ear::heard,
            () -> {})) {
      eachRequest(
          file,
          messages,
          request -> {
            if (headquarters.isStopped()) {
              return; // files follow, of what landed
            }
            if (request.hasHeads()) {
              ear.heads = request;
              return;
            }
            ear.batches += request.hasBatch() ? 1 : 0;
            headquarters.heard(request);
            if (ear.isMismatch) {
              headquarters.heard(ear.heads);
            }
          });
      return headquarters.refused().map(HeadquartersBundles::stopped);
    }
  }

  /** What is said of the log: to the end, or to the message of no bytes before files. */
  private static void eachRequest(
      BundleFile file, BundleMessages messages, Consumer<ExchangeRequest> said) {
    var next = messages.next(ExchangeRequest.parser());
    while (next.isPresent()
        && !(file.hasFiles() && next.get().equals(ExchangeRequest.getDefaultInstance()))) {
      said.accept(next.get());
      next = messages.next(ExchangeRequest.parser());
    }
  }

  private static void eachPiece(BundleMessages messages, Consumer<FilePiece> taken) {
    var next = messages.next(FilePiece.parser());
    while (next.isPresent()) {
      taken.accept(next.get());
      next = messages.next(FilePiece.parser());
    }
  }

  /**
   * Writes the answer to a greeting: where the log ends here, why it was stopped where it was, and
   * everything that waits for the laptop.
   */
  public void answer(
      OutputStream out, Greeting greeting, long serial, Optional<EntryRefused> refused)
      throws IOException {
    LogId log = greeting.log();
    LogTip tip = store.tip(log);
    Hello hello = greeting.hello;
    boolean hasFiles = greeting.opening.getAnswerFormat() >= Layout.FORMAT_WITH_FILES;
    var writer =
        BundleWriter.down(
            out,
            hasFiles ? Layout.FORMAT_WITH_FILES : Layout.FORMAT,
            keys,
            log.device(),
            greeting.opening.getAnswerKey().toByteArray());
    writer.add(
        DownOpening.newBuilder()
            .setProtocol(Laptop.PROTOCOL)
            .setSerial(serial)
            .setAnswers(greeting.serial())
            .setEpoch(hello.getEpoch())
            .setOpening(hello.getOpening())
            .setAcknowledged(greeting.opening.getAcknowledged())
            .setLettersHeld(hello.getLettersHeld())
            .setLettersCheck(hello.getLettersCheck())
            .addAllCursors(hello.getCursorsList())
            .build());
    writer.add(
        ExchangeResponse.newBuilder()
            .setResume(
                Resume.newBuilder().setNextNumber(tip.number() + 1).setPrevious(previous(tip)))
            .build());
    if (refused.isPresent()) {
      writer.add(ExchangeResponse.newBuilder().setRefused(refused.get()).build());
    }
    try (var headquarters =
        new Headquarters(
            log.device(),
            store,
            outbox,
            response -> add(writer, response),
            () -> {},
            () -> true,
            encoders)) {
      headquarters.heard(
          ExchangeRequest.newBuilder()
              .setHello(
                  hello.toBuilder().setNextNumber(tip.number() + 1).setPrevious(previous(tip)))
              .build());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (hasFiles) {
      addFiles(writer, log.device());
    }
    writer.finish();
  }

  private void addFiles(BundleWriter writer, DeviceId device) throws IOException {
    writer.turn();
    List<FileHere> here = files.here(device);
    for (int from = 0; from < here.size(); from += MOST_FILES) {
      int to = Math.min(here.size(), from + MOST_FILES);
      writer.add(FilesHere.newBuilder().addAllFiles(here.subList(from, to)).build());
    }
  }

  private static void add(BundleWriter writer, ExchangeResponse response) {
    try {
      writer.add(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireEnrolled(DeviceId device) {
    try {
      store.publicKey(device);
    } catch (RefusedException e) {
      boolean revoked = e.refusal().code().name().equals("DEVICE_REVOKED");
      throw (revoked ? BUNDLE_DEVICE_REVOKED : BUNDLE_DEVICE_UNKNOWN)
          .at(device.hex())
          .asException();
    }
  }

  private static Stop differs(Greeting greeting) {
    return new Stop(BUNDLE_LOG_DIFFERS.at("entry " + greeting.first()), Optional.empty());
  }

  private static Stop stopped(EntryRefused it) {
    String where = it.getCode().name().replace("SYNC_REFUSAL_", "") + ", entry " + it.getNumber();
    return new Stop(BUNDLE_LOG_STOPPED.at(where), Optional.of(it));
  }

  private static ByteString previous(LogTip tip) {
    return tip.revision().map(RevisionId::bytes).map(ByteString::copyFrom).orElse(ByteString.EMPTY);
  }

  /**
   * What became of a bundle: where the log now ends here, how many entries are new, how many were
   * kept aside; of files; whether it {@code waits} for an earlier part; why the log was stopped,
   * where it was.
   */
  public record Landing(
      long upTo, long fresh, int keptAside, Landed files, boolean waits, Optional<Stop> stopped) {

    /** Whether anything is here that was not. */
    public boolean isProgress() {
      return fresh > 0 || files.bytes() > 0;
    }
  }

  /** Files that became whole, bytes that are new, files refused; whether an earlier piece lacks. */
  public record Landed(int kept, long bytes, Map<FileHash, FileRefusal> refused, boolean isGap) {
    static final Landed NOTHING = new Landed(0, 0, Map.of(), false);

    public Landed {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * Why no more of a log was taken, for people and, where it is the log's fault, for the laptop.
   */
  public static final class Stop {
    private final Refusal why;
    private final Optional<EntryRefused> said;

    private Stop(Refusal why, Optional<EntryRefused> said) {
      this.why = why;
      this.said = said;
    }

    public Refusal why() {
      return why;
    }

    /** What its laptop is to be told in the next answer. */
    public Optional<EntryRefused> said() {
      return said;
    }
  }

  /** What a laptop said of itself in a bundle. Immutable. */
  public static final class Greeting {
    private final UpOpening opening;
    private final Hello hello;

    private Greeting(UpOpening opening, Hello hello) {
      this.opening = opening;
      this.hello = hello;
    }

    /** From what {@link #bytes} gave. */
    public static Greeting of(byte[] bytes) {
      try (var in = new java.io.ByteArrayInputStream(bytes)) {
        return new Greeting(
            UpOpening.parser().parseDelimitedFrom(in), Hello.parser().parseDelimitedFrom(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** To be kept until the next answer. */
    public byte[] bytes() {
      try (var out = new java.io.ByteArrayOutputStream()) {
        opening.writeDelimitedTo(out);
        hello.writeDelimitedTo(out);
        return out.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Of two bundles of a device, the higher one speaks for it. */
    public long serial() {
      return opening.getSerial();
    }

    /** Number of the bundle's first entry. */
    public long first() {
      return hello.getNextNumber();
    }

    public long backlog() {
      return hello.getBacklog();
    }

    public String program() {
      return opening.getProgram();
    }

    /** Whose log. */
    public LogId log() {
      return new LogId(DeviceId.of(hello.getDevice().toByteArray()), hello.getEpoch());
    }
  }
}
