package retex.agent.attachment;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * One original and what was made of it. {@code taken}, {@code position}, {@code camera} and {@code
 * owner} are confidential: they never leave. {@code addedAt}: microseconds since 1970.
 */
@MappedEntity("attachment")
record AttachmentRow(
    @Id String original,
    String originalType,
    int originalSize,
    String copy,
    String mediaType,
    int copySize,
    byte[] thumbnail,
    String taken,
    String position,
    String camera,
    String owner,
    long addedAt) {

  /** Without what the camera wrote. */
  @Override
  public String toString() {
    return "AttachmentRow[" + original + "]";
  }
}
