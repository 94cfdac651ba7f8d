package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_DISK_FULL;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks that a bundle leaves room on the disk for what is written there meanwhile: {@code reserve}
 * bytes. Refuses {@code BUNDLE_DISK_FULL}; immutable.
 */
public record DiskRoom(long reserve) {

  private static final long LOOK_EVERY = 8 << 20; // bytes

  /** Refuses where so many bytes more, beside {@code file}, leave too little room. */
  public void require(Path file, long bytes) {
    try {
      Path place = Optional.ofNullable(file.getParent()).orElse(file);
      if (Files.getFileStore(place).getUsableSpace() - bytes < reserve) {
        throw BUNDLE_DISK_FULL.at(BundleFile.name(file)).asException();
      }
    } catch (IOException e) {
      throw BundleFile.failed(e, file);
    }
  }

  /** The same stream, written to {@code file}, which refuses in its middle. */
  public InputStream during(InputStream in, Path file) {
    return new FilterInputStream(in) {
      private long unseen;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int at, int count) throws IOException {
        int came = super.read(into, at, count);
        unseen += Math.max(0, came);
        if (unseen >= LOOK_EVERY) {
          unseen = 0;
          require(file, LOOK_EVERY);
        }
        return came;
      }
    };
  }
}
