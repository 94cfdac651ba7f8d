package retex.server.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/** Carries out a page's drawing operators as far as they decide what can be read where. */
final class Ink {

  private final RawPage page;
  private final Deque<State> saved = new ArrayDeque<>();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final List<double[]> path = new ArrayList<>();
  private State state;
  private Matrix line = Matrix.NONE;
  private Matrix text = Matrix.NONE;
  private boolean clips;
  private int order;

  Ink(RawPage page, Box sheet) {
    this.page = page;
    this.state = new State(Matrix.NONE, sheet);
  }

  void draw(byte[] content) {
    var tokens = new RawTokens(content, 0);
    var operands = new ArrayList<Raw>();
    while (!tokens.atEnd()) {
      Raw token = tokens.value(false);
      if (token instanceof Raw.Word word) {
        operate(word.word(), operands);
        operands.clear();
      } else {
        operands.add(token);
      }
    }
    if (!operands.isEmpty() || !saved.isEmpty() || !marks.isEmpty()) {
      page.fault(Fault.Kind.DRAWING);
    }
  }

  private void operate(String operator, List<Raw> operands) {
    order++;
    switch (operator) {
      case "q" -> saved.push(new State(state));
      case "Q" -> state = saved.isEmpty() ? state : saved.pop();
      case "cm" -> state.matrix = matrix(operands).then(state.matrix);
      case "w" -> state.lineWidth = operands.get(0).number();
      case "J", "j", "M", "d" -> {}
      case "m", "l" -> point(operands.get(0).number(), operands.get(1).number());
      case "c" -> curve(operands);
      case "re" -> rectangle(operands);
      case "h" -> {}
      case "W", "W*" -> clips = true;
      case "n" -> endPath();
      case "f", "F", "f*" -> fill();
      case "S", "s" -> stroke();
      case "rg", "g" -> state.fill = colour(operands);
      case "RG", "G" -> state.stroke = colour(operands);
      case "BT" -> setLine(Matrix.NONE);
      case "ET" -> {}
      case "Tf" -> font(operands);
      case "Tm" -> setLine(matrix(operands));
      case "Td" ->
          setLine(
              new Matrix(1, 0, 0, 1, operands.get(0).number(), operands.get(1).number())
                  .then(line));
      case "Tc" -> state.letterSpace = operands.get(0).number();
      case "Tw" -> state.wordSpace = operands.get(0).number();
      case "Tr" -> state.mode = operands.get(0).number();
      case "Tz" -> state.stretch = operands.get(0).number() / 100;
      case "Tj" -> show(List.of(operands.get(0)));
      case "TJ" -> show(operands.get(0).array());
      case "BMC" -> begin(operands.get(0).name(), Raw.NOTHING);
      case "BDC" -> begin(operands.get(0).name(), page.properties(operands.get(1)));
      case "EMC" -> end();
      default -> page.fault(Fault.Kind.DRAWING);
    }
  }

  private void font(List<Raw> operands) {
    state.font = operands.get(0).name();
    state.size = operands.get(1).number();
  }

  private void setLine(Matrix matrix) {
    line = matrix;
    text = matrix;
  }

  private void begin(String tag, Raw properties) {
    if (tag.equals("OC") || properties.at("Type").name().equals("OCG")) {
      page.fault(Fault.Kind.HIDDEN_LAYER);
    }
    for (String key : properties.dict().keySet()) {
      if (key.equals("ActualText") || key.equals("Alt") || key.equals("E")) {
        page.fault(Fault.Kind.ALTERNATIVE_TEXT);
      } else if (!key.equals("MCID")) {
        page.fault(Fault.Kind.UNLISTED);
      }
    }
    int id =
        properties.at("MCID") instanceof Raw.Number number ? (int) number.number() : Mark.NO_TAG;
    marks.push(new Mark(id, tag.equals("Artifact")));
  }

  private void end() {
    if (marks.isEmpty()) {
      page.fault(Fault.Kind.DRAWING);
    } else {
      marks.pop();
    }
  }

  private void show(List<Raw> parts) {
    RawFont font = page.font(state.font);
    var letters = new StringBuilder();
    double width = 0;
    for (Raw part : parts) {
      if (part instanceof Raw.Number back) {
        width -= back.number() / 1000 * state.size * state.stretch;
        continue;
      }
      byte[] codes = part.bytes();
      for (int i = 0; i + 1 < codes.length; i += 2) {
        int code = (codes[i] & 0xFF) << 8 | (codes[i + 1] & 0xFF);
        String letter = font.letters(code);
        letters.append(letter);
        double advance = font.width(code) / 1000 * state.size + state.letterSpace;
        width += (advance + (letter.equals(" ") ? state.wordSpace : 0)) * state.stretch;
      }
    }
    Matrix place = text.then(state.matrix);
    Box box = place.box(0, -0.2 * state.size, width, 0.7 * state.size);
    double size = place.scale() * state.size * Math.min(1, state.stretch);
    Mark mark = marks.isEmpty() ? Mark.NONE : marks.peek();
    if (state.mode != 0) {
      page.fault(Fault.Kind.INVISIBLE);
    }
    page.add(
        new RawPage.Run(
            order, mark.id, mark.artifact, letters.toString(), box, size, state.fill, state.clip));
    text = new Matrix(1, 0, 0, 1, width, 0).then(text);
  }

  private void point(double x, double y) {
    path.add(new double[] {state.matrix.x(x, y), state.matrix.y(x, y)});
  }

  /** The points that steer it lie around it. */
  private void curve(List<Raw> operands) {
    for (int i = 0; i < 6; i += 2) {
      point(operands.get(i).number(), operands.get(i + 1).number());
    }
  }

  private void rectangle(List<Raw> operands) {
    double x = operands.get(0).number();
    double y = operands.get(1).number();
    double width = operands.get(2).number();
    double height = operands.get(3).number();
    point(x, y);
    point(x + width, y);
    point(x + width, y + height);
    point(x, y + height);
  }

  private Box pathBox() {
    return path.isEmpty()
        ? Box.NOWHERE
        : Box.around(
            path.stream().mapToDouble(it -> it[0]).toArray(),
            path.stream().mapToDouble(it -> it[1]).toArray());
  }

  private void fill() {
    page.add(new RawPage.Area(order, pathBox(), state.fill));
    endPath();
  }

  private void stroke() {
    for (int i = 1; i < path.size(); i++) {
      double[] from = path.get(i - 1);
      double[] to = path.get(i);
      Box box = Box.around(new double[] {from[0], to[0]}, new double[] {from[1], to[1]});
      page.add(new RawPage.Area(order, box.widened(state.lineWidth / 2), state.stroke));
    }
    endPath();
  }

  private void endPath() {
    if (clips) {
      Box box = pathBox();
      if (!isRectangle(box)) {
        page.fault(Fault.Kind.CLIPPED); // what such a clip shows is not worked out here
      }
      state.clip = state.clip.and(box);
    }
    clips = false;
    path.clear();
  }

  /** Every point is a corner of the box, and every corner a point. */
  private boolean isRectangle(Box box) {
    var corners = new HashSet<Integer>();
    for (double[] it : path) {
      boolean right = near(it[0], box.right());
      boolean top = near(it[1], box.top());
      if (!(right || near(it[0], box.left())) || !(top || near(it[1], box.bottom()))) {
        return false;
      }
      corners.add((right ? 1 : 0) + (top ? 2 : 0));
    }
    return corners.size() == 4;
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) < 0.01;
  }

  private static double[] colour(List<Raw> operands) {
    double first = operands.get(0).number();
    return operands.size() == 1
        ? new double[] {first, first, first}
        : new double[] {first, operands.get(1).number(), operands.get(2).number()};
  }

  private static Matrix matrix(List<Raw> it) {
    return new Matrix(
        it.get(0).number(),
        it.get(1).number(),
        it.get(2).number(),
        it.get(3).number(),
        it.get(4).number(),
        it.get(5).number());
  }

  /** Marked content: its number, and whether it is an artifact. */
  private record Mark(int id, boolean artifact) {
    static final int NO_TAG = -1;
    static final Mark NONE = new Mark(NO_TAG, false);
  }

  /** The part of the graphics state that matters here. */
  private static final class State {
    private Matrix matrix;
    private Box clip;
    private double[] fill = {0, 0, 0};
    private double[] stroke = {0, 0, 0};
    private double lineWidth = 1;
    private String font = "";
    private double size;
    private double letterSpace;
    private double wordSpace;
    private double stretch = 1;
    private double mode;

    State(Matrix matrix, Box clip) {
      this.matrix = matrix;
      this.clip = clip;
    }

    State(State other) {
      matrix = other.matrix;
      clip = other.clip;
      fill = other.fill;
      stroke = other.stroke;
      lineWidth = other.lineWidth;
      font = other.font;
      size = other.size;
      letterSpace = other.letterSpace;
      wordSpace = other.wordSpace;
      stretch = other.stretch;
      mode = other.mode;
    }
  }
}
