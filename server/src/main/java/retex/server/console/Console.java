package retex.server.console;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a command prints: lines and tables for people, one JSON document for programs. */
public final class Console {

  private final PrintStream out;
  private final ObjectMapper json;

  public Console(PrintStream out, ObjectMapper json) {
    this.out = out;
    this.json = json;
  }

  /** One line for a person. */
  public void line(String text) {
    out.println(text);
  }

  /** One JSON document on one line. */
  public void json(Object value) {
    try {
      out.println(json.writeValueAsString(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Columns as wide as their widest cell; the first row is the heading. */
  public void table(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
