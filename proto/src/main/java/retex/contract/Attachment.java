package retex.contract;

import static retex.contract.ContractRefusal.ANSWERED_TWICE;

import java.util.HashSet;
import java.util.List;

/**
 * A photograph or document that a record names: the copy that crosses the link, by its hash. {@code
 * size} in bytes; {@code caption} may be empty, and {@code criterion} is for the record as a whole.
 * Never released.
 */
public record Attachment(
    FileHash hash, int size, String mediaType, String caption, String criterion) {

  /** What every photograph becomes. */
  public static final String JPEG = "image/jpeg";

  /** A document, without what its writers left in it. */
  public static final String PDF = "application/pdf";

  /** Largest copy that may cross, in bytes. */
  public static final int LARGEST = 4_000_000;

  public boolean isPhotograph() {
    return mediaType.equals(JPEG);
  }

  /** A copy of the list; refuses one that names a file twice for a criterion. */
  static List<Attachment> each(List<Attachment> attachments) {
    var seen = new HashSet<String>();
    for (Attachment it : attachments) {
      if (!seen.add(it.hash() + it.criterion())) {
        throw ANSWERED_TWICE.at("attachments").asException();
      }
    }
    return List.copyOf(attachments);
  }

  /** Without the caption. */
  @Override
  public String toString() {
    return "Attachment[" + hash + "]";
  }
}
