package retex.server.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import retex.server.review.Accepted;

/**
 * What an officer is shown of a record: its texts, original and redacted, each place with its
 * reason, and which places wait for a second officer. Whoever clears it says by {@link #hash} what
 * they read.
 */
record Shown(Accepted record, List<RedactedField> fields, List<Decision> waiting) {

  Shown {
    fields = List.copyOf(fields);
    waiting = List.copyOf(waiting);
  }

  /** SHA-256 in hexadecimal: another text, place, reason or stand-in is another hash. */
  String hash() {
    var parts = new ArrayList<String>();
    parts.add(record.record().toString());
    parts.add(record.revision().hex());
    for (RedactedField it : fields) {
      parts.addAll(
          List.of(
              it.field(),
              it.redacted().language(),
              it.redacted().original(),
              it.redacted().text()));
    }
    return hash(
        Stream.of(
                parts.stream(),
                Stream.of(ReadSpans.of(fields).written()),
                waiting.stream().map(Decision::id).sorted())
            .flatMap(it -> it)
            .toList());
  }

  private static String hash(List<String> parts) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        hash.update(bytes);
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Shown[" + record.record() + "]";
  }
}
