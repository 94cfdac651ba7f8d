package retex.bundle;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import retex.proto.bundle.v1.CarryBegin;
import retex.proto.bundle.v1.CarryOutcome;
import retex.proto.bundle.v1.CarryRequest;
import retex.refusal.RefusedException;

/**
 * One call in which a courier hands over a bundle that it cannot read, as the courier says it, and
 * what it does by what headquarters says in the end. Its copy goes when the answer is here, not
 * before: whatever is cut or falls over in between, it is handed over again.
 */
public final class Handing {

  private static final Set<BundleRefusal> FOR_A_WHILE = // the server's disk, or a name of later
      EnumSet.of(BundleRefusal.BUNDLE_DISK_FULL, BundleRefusal.BUNDLE_FILE_FAILED);

  private static final Set<BundleRefusal> ARRIVED_OTHERWISE = // a power cut may spoil all of it
      EnumSet.of(
          BundleRefusal.BUNDLE_ALTERED,
          BundleRefusal.BUNDLE_TRUNCATED,
          BundleRefusal.BUNDLE_NOT_ONE);

  private final BundleFile bundle;
  private final HandingStore kept;
  private final boolean isFirst;
  private final List<Path> older; // than what headquarters says now

  /** {@code isFirst}: one that arrives otherwise than it is here is worth to be sent anew. */
  public Handing(BundleFile bundle, HandingStore kept, boolean isFirst) {
    this.bundle = bundle;
    this.kept = kept;
    this.isFirst = isFirst;
    this.older = kept.carriedAnswers(bundle);
  }

  /** What becomes of a bundle of which headquarters has said what it thinks of it. */
  public enum End {
    /** It was handed over, and its answer is here. */
    DELIVERED,
    /** It arrived otherwise than it is here: to be sent at once, from its first byte. */
    ANEW,
    /** Headquarters cannot now: it stays for another time. */
    STAYS,
    /** Headquarters never takes it. */
    REFUSED
  }

  /** What comes behind the outcome. */
  public interface Rest {
    void copy(OutputStream out) throws IOException;
  }

  /** The first word. */
  public CarryRequest begin() {
    return CarryRequest.newBuilder()
        .setBegin(
            CarryBegin.newBuilder()
                .setId(ByteString.copyFrom(bundle.id().bytes()))
                .setSize(bundle.size()))
        .build();
  }

  /** What lies behind the byte from which headquarters wants it. */
  public Pieces from(long wanted, int size) throws IOException {
    return new Pieces(bundle, wanted, size);
  }

  /** Refuses an answer that came damaged, as {@code requireWhole}; an older one stays then. */
  public End end(CarryOutcome outcome, Rest rest) {
    if (outcome.getRefused().isEmpty()) {
      receive(rest);
      kept.delivered(bundle);
      kept.fetched(older);
      return End.DELIVERED;
    }
    BundleRefusal why = refusal(outcome.getRefused());
    if (isFirst && ARRIVED_OTHERWISE.contains(why) && isWhole()) {
      return End.ANEW;
    }
    if (FOR_A_WHILE.contains(why)) {
      return End.STAYS;
    }
    kept.refused(bundle, why);
    return End.REFUSED;
  }

  /** The answer is kept whole or not at all; without one the bundle is handed over again. */
  private void receive(Rest rest) {
    Path answer = kept.answer(bundle);
    BundleFile.writeWhole(
        answer,
        out -> {
          rest.copy(out);
          return answer;
        });
  }

  private boolean isWhole() {
    try {
      bundle.requireWhole();
      return true;
    } catch (RefusedException damaged) {
      return false;
    }
  }

  private static BundleRefusal refusal(String name) {
    return Stream.of(BundleRefusal.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElse(BundleRefusal.BUNDLE_FILE_FAILED);
  }

  /** The pieces of a bundle behind a byte, in order. To be closed. */
  public static final class Pieces implements AutoCloseable {
    private final InputStream in;
    private final int size;

    private Pieces(BundleFile bundle, long from, int size) throws IOException {
      this.size = size;
      this.in = Files.newInputStream(bundle.path());
      in.skipNBytes(from);
    }

    /** The next one; empty behind the last byte. */
    public Optional<ByteString> next() throws IOException {
      byte[] piece = in.readNBytes(size);
      return piece.length > 0 ? Optional.of(ByteString.copyFrom(piece)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
