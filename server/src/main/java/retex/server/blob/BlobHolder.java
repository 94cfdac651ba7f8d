package retex.server.blob;

/** A step that keeps bytes of its own under their hash: nobody else deletes those. */
public interface BlobHolder {

  /** Whether it has bytes of this hash, in hexadecimal. */
  boolean holds(String hash);
}
