package retex.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import retex.proto.sync.v1.InstrumentFile;

/**
 * The name of a set of reference data: a digest of each piece by its key, and of all of these.
 * Equal sets have equal names on both sides, whoever made them. Pure.
 */
public final class ReferenceCursor {

  private static final int DIGEST = 8; // bytes; a cursor is a name here, not a proof

  private ReferenceCursor() {}

  /** Of instrument files by their reference. */
  public static String ofInstruments(Map<String, String> files) {
    var digests = new TreeMap<String, String>();
    files.forEach(
        (reference, text) ->
            digests.put(
                reference,
                digest(
                    InstrumentFile.newBuilder()
                        .setReference(reference)
                        .setText(text)
                        .build()
                        .toByteArray())));
    return of(digests);
  }

  /** Of a set of pieces, each by its digest. */
  public static String of(SortedMap<String, String> digests) {
    return digest(lines(digests).getBytes(StandardCharsets.UTF_8));
  }

  /** A line a piece: its digest and its key. */
  public static String lines(SortedMap<String, String> digests) {
    return digests.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /** Of one piece's bytes, in hexadecimal. */
  public static String digest(byte[] bytes) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(Arrays.copyOf(whole, DIGEST));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
