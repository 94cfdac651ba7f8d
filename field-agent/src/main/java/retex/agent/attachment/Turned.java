package retex.agent.attachment;

import java.awt.image.BufferedImage;

/** Turns a picture upright: EXIF 2.32, tag Orientation. */
final class Turned {

  private Turned() {}

  static BufferedImage of(BufferedImage from, int orientation) {
    if (orientation <= 1 || orientation > 8) {
      return from;
    }
    boolean swaps = orientation >= 5;
    int width = swaps ? from.getHeight() : from.getWidth();
    int height = swaps ? from.getWidth() : from.getHeight();
    var to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int right = from.getWidth() - 1;
    int bottom = from.getHeight() - 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int point =
            switch (orientation) {
              case 2 -> from.getRGB(right - x, y);
              case 3 -> from.getRGB(right - x, bottom - y);
              case 4 -> from.getRGB(x, bottom - y);
              case 5 -> from.getRGB(y, x);
              case 6 -> from.getRGB(y, bottom - x);
              case 7 -> from.getRGB(right - y, bottom - x);
              default -> from.getRGB(right - y, x);
            };
        to.setRGB(x, y, point);
      }
    }
    return to;
  }
}
