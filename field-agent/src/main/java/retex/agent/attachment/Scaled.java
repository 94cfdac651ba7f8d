package retex.agent.attachment;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Scales a picture down by the mean of the points under each new one, over white where it is
 * transparent. Plain arithmetic, so that two laptops make the same copy of the same photograph.
 */
final class Scaled {

  private Scaled() {}

  /** The longer side has at most {@code side} points; a smaller picture keeps its size. */
  static BufferedImage to(int side, BufferedImage from) {
    int longer = Math.max(from.getWidth(), from.getHeight());
    int width = longer <= side ? from.getWidth() : scaled(from.getWidth(), side, longer);
    int height = longer <= side ? from.getHeight() : scaled(from.getHeight(), side, longer);
    var to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[from.getWidth()];
    double[] across = new double[3 * width];
    double[] sums = new double[3 * width];
    double tall = (double) from.getHeight() / height;
    int next = 0;
    for (int y = 0; y < from.getHeight(); y++) {
      read(from, y, row);
      narrow(row, across, width);
      double left = 1; // of this row, in rows
      while (left > 1e-9 && next < height) {
        double room = (next + 1) * tall - (y + 1 - left);
        double taken = Math.min(left, room);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += across[i] * taken;
        }
        left -= taken;
        if (room - taken < 1e-9) {
          write(to, next++, sums, tall);
        }
      }
    }
    if (next < height) {
      write(to, next, sums, tall);
    }
    return to;
  }

  private static int scaled(int length, int side, int longer) {
    return Math.max(1, (int) ((long) length * side / longer));
  }

  private static void read(BufferedImage from, int y, int[] row) {
    if (from.getType() == BufferedImage.TYPE_3BYTE_BGR
        && from.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getData().length == 3 * row.length * from.getHeight()) {
      byte[] bytes = buffer.getData();
      int at = 3 * row.length * y;
      for (int x = 0; x < row.length; x++, at += 3) {
        row[x] =
            0xff000000
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 1] & 0xff) << 8
                | bytes[at] & 0xff;
      }
    } else {
      from.getRGB(0, y, row.length, 1, row, 0, row.length);
    }
  }

  /** One row: for each new point the mean of three colours under it. */
  private static void narrow(int[] row, double[] across, int width) {
    double wide = (double) row.length / width;
    for (int x = 0; x < width; x++) {
      double from = x * wide;
      double to = Math.min(row.length, from + wide);
      double red = 0;
      double green = 0;
      double blue = 0;
      for (int i = (int) from; i < to; i++) {
        double part = Math.min(to, i + 1.0) - Math.max(from, i);
        int point = row[i];
        double alpha = (point >>> 24) / 255.0 * part;
        double white = 255 * (part - alpha);
        red += (point >> 16 & 0xff) * alpha + white;
        green += (point >> 8 & 0xff) * alpha + white;
        blue += (point & 0xff) * alpha + white;
      }
      across[3 * x] = red / wide;
      across[3 * x + 1] = green / wide;
      across[3 * x + 2] = blue / wide;
    }
  }

  private static void write(BufferedImage to, int y, double[] sums, double tall) {
    for (int x = 0; x < to.getWidth(); x++) {
      int red = level(sums[3 * x] / tall);
      int green = level(sums[3 * x + 1] / tall);
      int blue = level(sums[3 * x + 2] / tall);
      to.setRGB(x, y, red << 16 | green << 8 | blue);
    }
    java.util.Arrays.fill(sums, 0);
  }

  private static int level(double value) {
    return Math.min(255, Math.max(0, (int) Math.round(value)));
  }
}
