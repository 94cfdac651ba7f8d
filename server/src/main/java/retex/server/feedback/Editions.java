package retex.server.feedback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import retex.server.document.Edition;
import retex.server.release.Release;

/** What makes a release's file its recipient's own, from the release and the recipient alone. */
final class Editions {

  private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

  private Editions() {}

  /** The day is that of the release, in UTC. */
  static Edition of(Release release) {
    String provider = release.provider().value();
    return new Edition(
        LocalDate.ofInstant(release.approvedAt(), ZoneOffset.UTC),
        copy(release.id(), provider),
        mark(release.id(), provider));
  }

  /** The number that stands on every page. */
  static String copy(String release, String provider) {
    byte[] hash = hash("retex.copy.v1", release, provider);
    var copy = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      copy.append(i == 4 ? "-" : "").append(SIGNS.charAt(hash[i] & 31));
    }
    return copy.toString();
  }

  /** The bits that are set into the spaces between letters. */
  static byte[] mark(String release, String provider) {
    return hash("retex.mark.v1", release, provider);
  }

  private static byte[] hash(String use, String release, String provider) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((use + "\0" + release + "\0" + provider).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
