package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import retex.contract.Branches;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.RevisionId;

/**
 * Finds records of this laptop by their words and by what has become of them, the last written
 * first. Words are matched from their beginning, without regard to case and accents. What is looked
 * for is a projection: whatever the log has gained is read into it before each search, in the same
 * transaction, so it cannot miss a record. Safe for use by several threads and processes.
 */
@Singleton
public final class Search {

  private static final int BATCH = 50; // records of one transaction: a save gets in between
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private final SearchRows rows;
  private final RevisionRows revisions;
  private final Graph graph;
  private final Log log;
  private final LogScope scope;

  Search(SearchRows rows, RevisionRows revisions, Graph graph, Log log, LogScope scope) {
    this.rows = rows;
    this.revisions = revisions;
    this.graph = graph;
    this.log = log;
    this.scope = scope;
  }

  /**
   * One page of what matches; {@code words} may be empty for every record, {@code state} for any.
   * {@code page} counts from 0.
   */
  public Found find(String words, Optional<RecordState> state, int page, int size) {
    return find(words, any -> List.of(), state, page, size);
  }

  /** The same; {@code codes} answers what else a word may stand for in a record. */
  public Found find(
      String words,
      Function<String, List<String>> codes,
      Optional<RecordState> state,
      int page,
      int size) {
    catchUp();
    String match = match(words, codes);
    String wanted = state.map(Enum::name).orElse("");
    return scope.read(
        () -> {
          Map<Integer, Long> upTo = log.acknowledgedByEpoch();
          int skip = page * size;
          List<RecordRow> found =
              match.isEmpty()
                  ? rows.newest(wanted, size + 1, skip)
                  : rows.matching(match, wanted, size + 1, skip);
          return new Found(
              found.stream().limit(size).map(row -> Log.own(row, upTo)).toList(),
              found.size() > size);
        });
  }

  /** Reads what the log has gained since the last search, and what was written elsewhere. */
  public void catchUp() {
    while (scope.read(() -> rows.position() < rows.end())) {
      scope.write(
          () -> {
            List<String> unread = rows.unread(rows.position(), BATCH);
            unread.stream().map(id -> revisions.findById(id).orElseThrow()).forEach(this::read);
            if (!unread.isEmpty()) {
              rows.movedTo(rows.positionOf(unread.get(unread.size() - 1)));
            }
            return unread.size();
          });
    }
    while (scope.read(rows::isBehind)) {
      scope.write(
          () -> {
            List<String> behind = rows.behind(BATCH);
            behind.forEach(this::readAnew);
            return behind.size();
          });
    }
  }

  /** What a record says now, at the place that it has in the list. */
  private void readAnew(String record) {
    rows.caughtUp(record);
    Optional<Long> known = rows.placeOf(record);
    String words = words(RecordId.parse(record));
    if (known.isPresent() && !words.isEmpty()) { // else nothing was written of it here, or erased
      rows.forget(known.get());
      rows.keep(known.get(), words);
    }
  }

  /** Every version that stands; one that was withdrawn is still found by what it said. */
  private String words(RecordId record) {
    List<Entry> all = graph.of(record);
    List<Entry> heads = Branches.heads(all);
    Set<RevisionId> said =
        heads.stream()
            .filter(it -> it.revision().kind() == RecordKind.WITHDRAWAL)
            .flatMap(it -> it.revision().parents().stream())
            .collect(Collectors.toSet());
    return all.stream()
        .filter(it -> heads.contains(it) || said.contains(it.revision().id()))
        .map(RecordText::of)
        .collect(Collectors.joining("\n"));
  }

  private void read(RevisionRow row) {
    if (row.payload().length == 0) {
      if (rows.placeOf(row.record()).isEmpty()) {
        rows.place(row.record()); // erased: it stands in the list, and no word finds it
      }
      return;
    }
    Entry entry = row.entry();
    String record = entry.revision().record().toString();
    Optional<Long> known = rows.placeOf(record);
    String words = RecordText.of(entry);
    if (rows.isWrittenElsewhere(record)) {
      words = words(entry.revision().record());
    } else if (known.isPresent() && entry.revision().kind() == RecordKind.WITHDRAWAL) {
      words = rows.words(known.get()) + "\n" + words; // it is still found by what it said
    }
    if (known.isPresent()) {
      rows.forget(known.get());
      rows.displace(record); // the last written comes first
    }
    rows.place(record);
    rows.keep(rows.placeOf(record).orElseThrow(), words);
  }

  /** What was typed as an expression of FTS5: every word, each from its beginning. */
  static String match(String typed, Function<String, List<String>> codes) {
    return WORD.matcher(typed)
        .results()
        .limit(12)
        .map(word -> either(word.group(), codes.apply(word.group())))
        .collect(Collectors.joining(" AND "));
  }

  private static String either(String word, List<String> codes) {
    return codes.stream()
        .map(code -> " OR \"" + code.replace('"', ' ') + "\"")
        .collect(Collectors.joining("", "(\"" + word + "\" *", ")"));
  }

  /** One page; {@code more} when another follows. */
  public record Found(List<OwnRecord> records, boolean more) {

    public Found {
      records = List.copyOf(records);
    }

    /** Without what people wrote. */
    @Override
    public String toString() {
      return "Found[" + records.size() + "]";
    }
  }
}
