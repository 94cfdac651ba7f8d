package retex.server.feedback;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import retex.server.document.LetterMark;

/**
 * Whose copy a file or a page is: the mark in it, or the number on it, is compared with those of
 * every file ever drawn.
 */
@Singleton
public final class Tracing {

  private final FeedbackRows rows;

  Tracing(FeedbackRows rows) {
    this.rows = rows;
  }

  /** The copies that the file agrees with, the best first: one, or none. */
  public List<Trace> of(byte[] pdf) {
    LetterMark.Reading read = LetterMark.read(pdf);
    var traces = new ArrayList<Trace>();
    for (FeedbackRow row : rows.findAll()) {
      byte[] mark = Editions.mark(row.release(), row.provider());
      if (read.isOf(mark)) {
        traces.add(
            new Trace(
                row.provider(),
                row.release(),
                Editions.copy(row.release(), row.provider()),
                read.bits(),
                read.agreement(mark)));
      }
    }
    traces.sort(Comparator.comparingDouble(Trace::agreement).reversed());
    return traces;
  }

  /** The copy with this number, as it stands on each page, in whatever case and spaces. */
  List<Trace> of(String copy) {
    String number = written(copy);
    return number.isEmpty()
        ? List.of()
        : StreamSupport.stream(rows.findAll().spliterator(), false)
            .filter(it -> written(Editions.copy(it.release(), it.provider())).equals(number))
            .map(
                it ->
                    new Trace(
                        it.provider(),
                        it.release(),
                        Editions.copy(it.release(), it.provider()),
                        0,
                        1))
            .toList();
  }

  /** What is read alike is written alike, as base 32 by Crockford wants it. */
  private static String written(String copy) {
    return copy.toUpperCase(Locale.ROOT)
        .replaceAll("[^0-9A-Z]", "")
        .replace('O', '0')
        .replaceAll("[IL]", "1");
  }

  /**
   * A copy, how many of the mark's 256 bits the file tells (0: found by its number), and the share
   * that agrees.
   */
  @Serdeable
  public record Trace(String provider, String release, String copy, int bits, double agreement) {}
}
