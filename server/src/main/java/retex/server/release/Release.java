package retex.server.release;

import java.time.Instant;
import java.util.List;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;

/**
 * A feedback on its way to a provider. {@code contentHash} is SHA-256 of the content's canonical
 * bytes: what is approved. {@code permitted} are the names that it may hold; {@code records} those
 * it rests on; {@code approver} is empty until it is decided; {@code remark} says why it was
 * refused. Instants that are not there yet are {@code EPOCH}.
 */
public record Release(
    String id,
    ProviderCode provider,
    String language,
    ReleaseState state,
    Content content,
    String contentHash,
    List<String> permitted,
    List<String> records,
    String policy,
    Terms terms,
    List<String> withheld,
    String proposer,
    Instant proposedAt,
    String approver,
    Instant approvedAt,
    String remark,
    Recall recall) {

  public Release {
    permitted = List.copyOf(permitted);
    records = List.copyOf(records);
    withheld = List.copyOf(withheld);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Release[" + id + ", " + state + "]";
  }

  /** Who asked for its recall and why, and who agreed; empty texts where nobody did. */
  public record Recall(String reason, String asker, Instant askedAt, String confirmer, Instant at) {

    /** Without the reason. */
    @Override
    public String toString() {
      return "Recall[]";
    }
  }
}
