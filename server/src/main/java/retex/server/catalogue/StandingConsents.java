package retex.server.catalogue;

import java.util.ArrayList;
import java.util.List;

/** What is left of consents after everything that was recorded and withdrawn, in that order. */
final class StandingConsents {

  private StandingConsents() {}

  /** {@code imported} come first, whenever their file was imported: none outlives a withdrawal. */
  static List<Consent> of(List<Consent> imported, List<ConsentRow> events) {
    var standing = new ArrayList<>(imported);
    for (ConsentRow event : events) {
      if (event.kind().equals(ConsentRow.RECORDED)) {
        standing.add(event.consent());
      } else {
        withdraw(standing, event);
      }
    }
    return standing;
  }

  private static void withdraw(List<Consent> standing, ConsentRow event) {
    var last = event.consent().from().minusDays(1);
    var left = new ArrayList<Consent>();
    for (Consent it : standing) {
      if (!event.isOf(it) || it.to().isBefore(event.consent().from())) {
        left.add(it);
      } else if (!it.from().isAfter(last)) {
        left.add(new Consent(it.state(), it.provider(), it.from(), last));
      }
    }
    standing.clear();
    standing.addAll(left);
  }
}
