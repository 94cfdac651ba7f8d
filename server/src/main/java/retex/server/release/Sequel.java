package retex.server.release;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import retex.server.web.Words;

/** What became of a release in the step that follows, which this one does not know. */
public interface Sequel {

  /** Why its file is held back, in words; empty if it is not. */
  List<Hold> holds(String release, Words words);

  /** Every release whose file is held back, by its id, and why: one query for all. */
  Map<String, List<Hold>> held(Words words);

  /** One reason: its code, page (0: none), place in the content (may be empty), and sentence. */
  @Serdeable
  record Hold(String kind, int page, String place, String sentence) {}
}
