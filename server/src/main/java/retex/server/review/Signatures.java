package retex.server.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.SignOff;

/** Who signed a record, over its revisions. */
final class Signatures {

  private Signatures() {}

  /** A sign-off, and whether it is of what the revision shown says. */
  record Line(SignOff signOff, boolean isCurrent) {}

  /** Every sign-off up to the revision shown, the first one first. */
  static List<Line> upTo(Entry shown, List<Entry> revisions) {
    Optional<Evaluation> now = evaluation(shown);
    var lines = new ArrayList<Line>();
    var seen = new ArrayList<SignOff>();
    for (Entry entry : revisions) {
      for (SignOff it : evaluation(entry).map(Evaluation::signOffs).orElse(List.of())) {
        if (!seen.contains(it)) {
          seen.add(it);
          lines.add(new Line(it, now.filter(it::isOfContent).isPresent()));
        }
      }
      if (entry.equals(shown)) {
        break;
      }
    }
    return lines;
  }

  private static Optional<Evaluation> evaluation(Entry entry) {
    return entry.payload().fold(Optional::of, note -> Optional.empty(), gone -> Optional.empty());
  }
}
