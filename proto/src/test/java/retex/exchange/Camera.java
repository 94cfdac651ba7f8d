package retex.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import retex.contract.Attachment;
import retex.contract.FileHash;

/** What evaluators photograph: small files, some of them on the laptops of several. */
final class Camera {

  private static final int LARGEST = 900; // bytes
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private final Random random;
  private final Map<FileHash, byte[]> taken = new LinkedHashMap<>();

  Camera(Random random) {
    this.random = random;
  }

  /** The bytes of all that was ever taken. */
  Map<FileHash, byte[]> taken() {
    return taken;
  }

  /** What a record of a laptop names: nothing in most of them. */
  List<Attachment> photographs(Disk disk) {
    var named = new ArrayList<Attachment>();
    for (int i = random.nextInt(3); i > 1 || i == 1 && random.nextInt(2) == 0; i--) {
      byte[] bytes = photograph();
      FileHash file = FileHash.ofContent(bytes);
      taken.put(file, bytes);
      disk.album.held.put(file, bytes);
      if (named.stream().noneMatch(it -> it.hash().equals(file))) {
        named.add(new Attachment(file, bytes.length, Attachment.JPEG, "", ""));
      }
    }
    return named;
  }

  private byte[] photograph() {
    if (!taken.isEmpty() && random.nextInt(4) == 0) {
      return List.copyOf(taken.values()).get(random.nextInt(taken.size()));
    }
    byte[] bytes = new byte[JPEG.length + random.nextInt(LARGEST)];
    random.nextBytes(bytes);
    System.arraycopy(JPEG, 0, bytes, 0, JPEG.length);
    return bytes;
  }
}
