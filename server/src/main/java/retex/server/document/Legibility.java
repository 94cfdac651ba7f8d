package retex.server.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether all text of a page can be seen: on the sheet, in its clip, large, in front, in contrast.
 */
final class Legibility {

  private static final double SMALLEST = 6; // points
  private static final double LEAST_CONTRAST = 3; // WCAG 2.2, 1.4.11
  private static final double[] PAPER = {1, 1, 1};

  private Legibility() {}

  static List<Fault> faults(RawPage page) {
    var faults = new ArrayList<>(page.faults());
    for (RawPage.Run run : page.runs()) {
      if (!run.text().isBlank()) {
        kinds(page, run)
            .forEach(
                kind -> {
                  var fault = new Fault(kind, page.number(), "");
                  if (!faults.contains(fault)) {
                    faults.add(fault);
                  }
                });
      }
    }
    return faults;
  }

  private static List<Fault.Kind> kinds(RawPage page, RawPage.Run run) {
    var kinds = new ArrayList<Fault.Kind>();
    Box box = run.box();
    if (box.shareIn(page.sheet()) < 0.999) {
      kinds.add(Fault.Kind.OFF_PAGE);
    } else if (box.shareIn(run.clip()) < 0.95) {
      kinds.add(Fault.Kind.CLIPPED);
    }
    if (run.size() < SMALLEST || box.area() < SMALLEST) {
      kinds.add(Fault.Kind.TINY);
    }
    double[] under = PAPER;
    for (RawPage.Area area : page.areas()) {
      double share = box.shareIn(area.box());
      if (area.order() > run.order() && share > 0.05) {
        kinds.add(Fault.Kind.COVERED);
      } else if (area.order() < run.order() && share > 0.5) {
        under = area.colour();
      }
    }
    if (contrast(run.colour(), under) < LEAST_CONTRAST) {
      kinds.add(Fault.Kind.BACKGROUND_COLOURED);
    }
    return kinds;
  }

  private static double contrast(double[] one, double[] other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); // WCAG 2.2, contrast ratio
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  }

  private static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
