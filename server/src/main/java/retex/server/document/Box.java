package retex.server.document;

/** A rectangle on a page, in points from its lower left corner. */
record Box(double left, double bottom, double right, double top) {

  static final Box NOWHERE = new Box(1, 1, 0, 0);

  static Box around(double[] xs, double[] ys) {
    Box box = new Box(xs[0], ys[0], xs[0], ys[0]);
    for (int i = 1; i < xs.length; i++) {
      box =
          new Box(
              Math.min(box.left, xs[i]),
              Math.min(box.bottom, ys[i]),
              Math.max(box.right, xs[i]),
              Math.max(box.top, ys[i]));
    }
    return box;
  }

  double area() {
    return Math.max(0, right - left) * Math.max(0, top - bottom);
  }

  Box and(Box other) {
    return new Box(
        Math.max(left, other.left),
        Math.max(bottom, other.bottom),
        Math.min(right, other.right),
        Math.min(top, other.top));
  }

  /** The share of this box that lies in another. */
  double shareIn(Box other) {
    return area() == 0 ? 0 : and(other).area() / area();
  }

  Box widened(double by) {
    return new Box(left - by, bottom - by, right + by, top + by);
  }
}
