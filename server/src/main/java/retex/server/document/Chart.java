package retex.server.document;

import com.openhtmltopdf.css.parser.FSRGBColor;
import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.FSObjectDrawerFactory;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Bars drawn as paths, one under the other, the newest darkest. With an alternative they are a
 * figure of their own among the tags; without one, an ornament of the text beside them.
 */
final class Chart implements FSObjectDrawer {

  static final FSObjectDrawerFactory FACTORY =
      new FSObjectDrawerFactory() {
        @Override
        public FSObjectDrawer createDrawer(Element element) {
          return new Chart();
        }

        @Override
        public boolean isReplacedObject(Element element) {
          return element.getAttribute("type").equals(TYPE);
        }
      };

  private static final String TYPE = "bars";
  private static final FSRGBColor GROUND = new FSRGBColor(0xee, 0xf1, 0xf5);
  private static final FSRGBColor OLD = new FSRGBColor(0x8f, 0xb3, 0xd9);
  private static final FSRGBColor NEW = new FSRGBColor(0x0b, 0x57, 0xa4);
  private static final double ALONE = 3.6; // mm
  private static final double BESIDE = 2.4;
  private static final double BETWEEN = 0.5;

  private Chart() {}

  static String html(Content.Bar bar, double most, boolean rightToLeft) {
    if (bar.alternative().isEmpty()) {
      double share = share(bar.values().get(bar.values().size() - 1), most);
      return "<div class=\"full\"><div class=\"part\" style=\"width:"
          + Math.round(share * 400) / 10.0
          + "mm\"></div></div>";
    }
    String shares =
        bar.values().stream()
            .map(it -> String.format(Locale.ROOT, "%.4f", share(it, most)))
            .collect(Collectors.joining(" "));
    int count = bar.values().size();
    double height = count == 1 ? ALONE : count * (BESIDE + BETWEEN) - BETWEEN;
    return String.format(
        Locale.ROOT,
        "<object type=\"%s\" shares=\"%s\" from=\"%s\" alt=\"%s\" class=\"chart\""
            + " style=\"height:%.1fmm\"></object>",
        TYPE,
        shares,
        rightToLeft ? "right" : "left",
        Typesetter.escaped(bar.alternative()),
        height);
  }

  private static double share(double value, double most) {
    return Math.max(0, Math.min(1, value / most));
  }

  @Override
  public @Nullable Map<Shape, String> drawObject(
      Element element,
      double x,
      double y,
      double width,
      double height,
      OutputDevice on,
      RenderingContext context,
      int dotsPerPixel) {
    double[] shares =
        Arrays.stream(element.getAttribute("shares").split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    boolean fromRight = element.getAttribute("from").equals("right");
    double unit = height / (shares.length * (BESIDE + BETWEEN) - BETWEEN);
    double thick = shares.length == 1 ? height : BESIDE * unit;
    for (int i = 0; i < shares.length; i++) {
      double top = y + i * (BESIDE + BETWEEN) * unit;
      double length = width * shares[i];
      fill(on, GROUND, x, top, width, thick);
      if (length > 0) {
        FSRGBColor colour = i == shares.length - 1 ? NEW : OLD;
        fill(on, colour, fromRight ? x + width - length : x, top, length, thick);
      }
    }
    return null;
  }

  private static void fill(
      OutputDevice on, FSRGBColor colour, double x, double y, double width, double height) {
    on.setColor(colour);
    on.fill(new Rectangle2D.Double(x, y, width, height));
  }
}
