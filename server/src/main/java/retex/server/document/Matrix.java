package retex.server.document;

/** A transformation of the plane, as PDF writes it: six numbers. */
record Matrix(double a, double b, double c, double d, double e, double f) {

  static final Matrix NONE = new Matrix(1, 0, 0, 1, 0, 0);

  /** This one first, then the other. */
  Matrix then(Matrix n) {
    return new Matrix(
        a * n.a + b * n.c,
        a * n.b + b * n.d,
        c * n.a + d * n.c,
        c * n.b + d * n.d,
        e * n.a + f * n.c + n.e,
        e * n.b + f * n.d + n.f);
  }

  double x(double x, double y) {
    return a * x + c * y + e;
  }

  double y(double x, double y) {
    return b * x + d * y + f;
  }

  /** The box around a rectangle after this transformation. */
  Box box(double left, double bottom, double right, double top) {
    return Box.around(
        new double[] {x(left, bottom), x(right, bottom), x(left, top), x(right, top)},
        new double[] {y(left, bottom), y(right, bottom), y(left, top), y(right, top)});
  }

  /** The smaller of the two scales: what is squashed in one direction is small. */
  double scale() {
    return Math.min(Math.hypot(a, b), Math.hypot(c, d));
  }
}
