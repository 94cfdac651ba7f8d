package retex.server.release;

import java.util.List;
import retex.server.catalogue.ProviderCode;
import retex.server.document.Content;

/**
 * A feedback on its way to a provider. {@code contentHash} is SHA-256 of the content's canonical
 * bytes: what is approved. {@code permitted} are the names that it may hold; {@code records} those
 * it rests on; {@code approver} is empty until it is decided.
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
    String proposer,
    String approver) {

  public Release {
    permitted = List.copyOf(permitted);
    records = List.copyOf(records);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Release[" + id + ", " + state + "]";
  }
}
