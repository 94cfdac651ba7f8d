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
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.contract.LogTip;
import retex.contract.RevisionId;
import retex.contract.Seal;
import retex.exchange.Headquarters;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.HeadquartersStore;
import retex.exchange.Laptop;
import retex.proto.bundle.v1.DownOpening;
import retex.proto.bundle.v1.UpOpening;
import retex.proto.sync.v1.EntryRefused;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Resume;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.wire.Opening;

/**
 * What headquarters makes of a laptop's bundle: its messages are said to {@link Headquarters} as if
 * they came over a link, so that entries land once and by the same rules; and the answer.
 */
public final class HeadquartersBundles {

  private final HeadquartersStore store;
  private final HeadquartersOutbox outbox;
  private final Seal.Pair keys;

  public HeadquartersBundles(HeadquartersStore store, HeadquartersOutbox outbox, Seal.Pair keys) {
    this.store = store;
    this.outbox = outbox;
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
      messages.passOver();
      Hello hello = first.getHello();
      if (opening.getProtocol() != Laptop.PROTOCOL
          || hello.getProtocol() != Laptop.PROTOCOL
          || !Opening.isKnown(hello.getOpening())) {
        throw BUNDLE_VERSION.at(name).asException();
      }
      if (!first.hasHello()
          || !DeviceId.of(hello.getDevice().toByteArray()).equals(file.device())) {
        throw BUNDLE_ALTERED.at(name).asException();
      }
      return new Greeting(opening, hello);
    }
  }

  /**
   * Lets the entries land that are not here yet. What has landed is on disk; a crash in the middle
   * leaves a beginning, and the same bundle again brings the rest.
   */
  public Landing land(BundleFile file, Greeting greeting) {
    LogId log = greeting.log();
    long before = store.tip(log).number();
    if (greeting.first() - 1 > before) {
      return new Landing(before, 0, 0, true, Optional.empty());
    }
    Optional<LogTip> place = store.at(log, greeting.first() - 1);
    if (place.isEmpty() || !previous(place.get()).equals(greeting.hello.getPrevious())) {
      return new Landing(before, 0, 0, false, Optional.of(differs(greeting)));
    }
    var ear = new Ear();
    try (BundleMessages messages = file.open(keys);
        var headquarters =
            new Headquarters(
                log.device(),
                store,
                (device, hello) -> (frames, out) -> {},
                ear::heard,
                () -> {})) {
      messages.required(UpOpening.parser());
      var heads = ExchangeRequest.getDefaultInstance();
      for (var next = messages.next(ExchangeRequest.parser());
          next.isPresent() && !headquarters.isStopped();
          next = messages.next(ExchangeRequest.parser())) {
        if (next.get().hasHeads()) {
          heads = next.get();
        } else {
          ear.batches += next.get().hasBatch() ? 1 : 0;
          headquarters.heard(next.get());
          if (ear.isMismatch) {
            headquarters.heard(heads);
          }
        }
      }
      Optional<Stop> stopped = headquarters.refused().map(HeadquartersBundles::stopped);
      long after = store.tip(log).number();
      if (stopped.isEmpty() && ear.acknowledged < ear.batches) {
        stopped = Optional.of(differs(greeting));
      }
      return new Landing(after, after - before, ear.keptAside, false, stopped);
    }
  }

  /**
   * Writes the answer to a greeting: where the log ends here, why it was stopped where it was, and
   * everything that waits for the laptop.
   */
  public void answer(OutputStream out, Greeting greeting, long serial, Optional<Stop> stopped)
      throws IOException {
    LogId log = greeting.log();
    LogTip tip = store.tip(log);
    Hello hello = greeting.hello;
    var writer =
        BundleWriter.down(
            out,
            BundleId.random(),
            keys,
            log.device(),
            greeting.opening.getAnswerKey().toByteArray());
    writer.add(
        DownOpening.newBuilder()
            .setProtocol(Laptop.PROTOCOL)
            .setSerial(serial)
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
    Optional<EntryRefused> refused = stopped.flatMap(it -> it.said);
    if (refused.isPresent()) {
      writer.add(ExchangeResponse.newBuilder().setRefused(refused.get()).build());
    }
    try (var headquarters =
        new Headquarters(
            log.device(), store, outbox, response -> add(writer, response), () -> {})) {
      headquarters.heard(
          ExchangeRequest.newBuilder()
              .setHello(
                  hello.toBuilder().setNextNumber(tip.number() + 1).setPrevious(previous(tip)))
              .build());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.finish();
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
   * What became of a bundle's entries: where the log now ends here, how many are new, how many were
   * kept aside; whether it {@code waits} for an earlier part; why it was stopped, where it was.
   */
  public record Landing(
      long upTo, long fresh, int keptAside, boolean waits, Optional<Stop> stopped) {}

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

  /** What headquarters would have said over a link. */
  private static final class Ear {
    private int batches;
    private int acknowledged;
    private int keptAside;
    private boolean isMismatch;

    void heard(ExchangeResponse response) {
      switch (response.getMessageCase()) {
        case ACKNOWLEDGED -> acknowledged++;
        case HEAD_MISMATCH -> isMismatch = true;
        case REFUSED -> keptAside += response.getRefused().getCodeValue() >= 20 ? 1 : 0;
        case RESUME, REFERENCE, LETTERS, CURRENT, OWN, MESSAGE_NOT_SET -> {
          // said in the answer
        }
      }
    }
  }
}
