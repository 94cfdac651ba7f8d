package retex.server.redaction;

import java.util.List;
import retex.server.review.Accepted;

/** An accepted record whose redaction an officer has read and cleared. */
public record ClearedRecord(Accepted record, List<RedactedField> fields) {

  public ClearedRecord {
    fields = List.copyOf(fields);
  }
}
