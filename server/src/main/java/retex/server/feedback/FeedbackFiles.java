package retex.server.feedback;

import jakarta.inject.Singleton;
import retex.server.blob.BlobHolder;

/** The documents of feedbacks, which a record may name among its own files. */
@Singleton
final class FeedbackFiles implements BlobHolder {

  private final FeedbackRows rows;

  FeedbackFiles(FeedbackRows rows) {
    this.rows = rows;
  }

  @Override
  public boolean holds(String hash) {
    return rows.existsByBlob(hash);
  }
}
