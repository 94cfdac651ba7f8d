package retex.server.feedback;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import retex.server.document.LetterMark;

/** Whose copy a file is: the mark in it is compared with those of every file ever drawn. */
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

  /** A copy, how many of the mark's 256 bits the file tells, and the share that agrees. */
  @Serdeable
  public record Trace(String provider, String release, String copy, int bits, double agreement) {}
}
