package retex.agent.sync;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** A small picture whose file declares a huge one. */
final class SomeBomb {

  private SomeBomb() {}

  static byte[] of(String type, int width, int height) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), type, out);
    byte[] file = out.toByteArray();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    switch (type) {
      case "png" -> {
        bytes.putInt(16, width).putInt(20, height); // IHDR, whose check follows it
        var check = new CRC32();
        check.update(file, 12, 17);
        bytes.putInt(29, (int) check.getValue());
      }
      case "jpg" -> {
        int frame = startOfFrame(file);
        bytes.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
      }
      case "gif" -> bytes.order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) width);
      case "bmp" -> bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
      default -> throw new IllegalArgumentException(type);
    }
    return file;
  }

  private static int startOfFrame(byte[] jpeg) {
    for (int i = 2; i < jpeg.length - 9; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
        return i;
      }
    }
    throw new IllegalArgumentException("no baseline JPEG");
  }
}
