package retex.server.redaction.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The name under which a text was redacted: the number of the rules in code, raised by hand, and
 * the beginning of a hash of every list and model that they read, so that none changes under an old
 * name.
 */
final class RulesVersion {

  /** Every file that the rules read. */
  static final List<String> FILES =
      List.of(
          "redaction/abbreviations.txt",
          "redaction/lists_en.txt",
          "redaction/lists_fr.txt",
          "redaction/model_en.bin",
          "redaction/model_fr.bin",
          "redaction/nicknames.txt",
          "redaction/sentences_en.txt",
          "redaction/sentences_fr.txt",
          "vocabulary/common_en.txt",
          "vocabulary/common_fr.txt",
          "vocabulary/domain_en.txt",
          "vocabulary/domain_fr.txt",
          "vocabulary/en.txt.gz",
          "vocabulary/fr.txt.gz",
          "vocabulary/names_en.txt",
          "vocabulary/names_fr.txt");

  private static final int NUMBER = 8;
  private static final int DIGITS = 8;

  private RulesVersion() {}

  static String now() {
    return "redaction-" + NUMBER + "-" + hash().substring(0, DIGITS);
  }

  /** SHA-256 over the files in their order, in hexadecimal digits. */
  private static String hash() {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (String file : FILES) {
        try (InputStream in = RulesVersion.class.getResourceAsStream("/" + file)) {
          if (in == null) {
            throw new IllegalStateException("no file " + file);
          }
          hash.update(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
