package retex.refusal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How a system says that a disk takes no more. It says so in words alone, and in its own language.
 */
public final class FullDisk {

  // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows, in English and French
  private static final List<String> WORDS =
      List.of(
          "no space left",
          "quota exceeded",
          "not enough space",
          "aucun espace disponible",
          "quota d'espace disque",
          "quota d’espace disque",
          "espace insuffisant");

  private FullDisk() {}

  /** Whether that is why reading or writing failed. */
  public static boolean isMeant(IOException failed) {
    String said = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(said::contains);
  }
}
