package retex.agent.draft;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retex.agent.draft.Drafts.Field;
import retex.contract.Micros;

/**
 * Notes the changes that one edit of a draft makes in its history, within one transaction. The last
 * one lies with the draft itself, and is written with it.
 */
final class Noting {

  /** Changes of one field within this time are one change: a sentence that is being typed. */
  private static final long BURST = Micros.of(Instant.EPOCH.plus(Duration.ofSeconds(20)));

  private final Statements statements;
  private final String draft;
  private final boolean isUndo;
  private final long now; // microseconds since 1970
  private @Nullable DraftChange last; // where it is known
  private long version;
  private long edit; // 0 until the first change of it
  private @Nullable DraftChange noted;

  /** {@code last}: the draft's last change, where it is known. */
  Noting(Statements statements, Draft draft, @Nullable DraftChange last, boolean isUndo, long now) {
    this.statements = statements;
    this.draft = draft.id();
    this.version = draft.version();
    this.last = last;
    this.isUndo = isUndo;
    this.now = now;
  }

  /** One field's change, where it is one; {@code isAlone}: the act changes no other field. */
  void note(Field field, boolean isAlone) throws SQLException {
    if (field.before().equals(field.after())) {
      return;
    }
    version++;
    DraftChange earlier = last == null && !isUndo ? statements.last(draft).orElse(null) : last;
    boolean goesOn = earlier != null && !isUndo && isAlone && goesOn(earlier, field);
    DraftChange burst = goesOn ? earlier : null;
    String before = burst == null ? field.before() : burst.before();
    if (edit == 0) {
      edit = burst == null ? version : burst.edit();
    }
    var change =
        new DraftChange(draft, version, now, field.place(), before, field.after(), isUndo, edit);
    if (burst == null) {
      addLast();
    }
    last = change;
    noted = change;
  }

  private void addLast() throws SQLException {
    if (noted == null) {
      statements.joinLast(draft);
    } else {
      statements.add(noted);
    }
  }

  /** An act of several fields is never a part of what is typed. */
  private boolean goesOn(DraftChange earlier, Field field) throws SQLException {
    long since = now - earlier.at();
    return earlier.version() == version - 1 // the one that lies with the draft
        && !earlier.undone()
        && !field.after().isEmpty() // nobody types by emptying
        && earlier.place().equals(field.place())
        && isTypedOn(earlier.after(), field.after())
        && since >= 0
        && since < BURST
        && !statements.hasOther(earlier);
  }

  /** Whether a text is another one typed further or mended; a rating or a day for one is not. */
  private static boolean isTypedOn(String then, String now) {
    int shorter = Math.min(then.length(), now.length());
    int start = 0;
    while (start < shorter && then.charAt(start) == now.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && then.charAt(then.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
      end++;
    }
    int kept = start + end;
    int longer = Math.max(then.length(), now.length());
    return kept > 0 && (kept == shorter || shorter < longer && 2 * kept >= longer);
  }

  /** The draft's version with all that was noted. */
  long version() {
    return version;
  }

  /** When: microseconds since 1970. */
  long now() {
    return now;
  }

  /** What was noted last; nothing where nothing was. */
  @Nullable DraftChange noted() {
    return noted;
  }

  /** The change that an undo would take back, once the draft is written. */
  Optional<DraftChange> undoable() throws SQLException {
    return isUndo || noted == null ? statements.lastStanding(draft) : Optional.of(noted);
  }
}
