package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.RECORD_OF_ANOTHER_KIND;
import static retex.agent.record.RecordRefusal.RECORD_OF_ANOTHER_FORM;
import static retex.agent.record.RecordRefusal.RECORD_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import retex.agent.draft.Drafts;
import retex.agent.entry.RecordLines.RecordLine;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * Takes a whole file or nothing: every line is read before the first is submitted, and all are
 * submitted in one transaction. A line whose {@code reference} this laptop already has is left
 * alone, so that an import may be run again.
 */
@Singleton
final class FileImport {

  private final RecordLines lines;
  private final LineFiles files;
  private final Log log;
  private final Drafts drafts;
  private final TransactionOperations<Connection> transactions;

  FileImport(
      RecordLines lines,
      LineFiles files,
      Log log,
      Drafts drafts,
      TransactionOperations<Connection> transactions) {
    this.lines = lines;
    this.files = files;
    this.log = log;
    this.drafts = drafts;
    this.transactions = transactions;
  }

  /** The same where the lines name no files. */
  Outcome run(List<String> file, boolean asDrafts, boolean keepGoing) {
    return run(file, Path.of(""), asDrafts, keepGoing);
  }

  /** {@code folder}: where the paths of photographs and documents begin. */
  Outcome run(List<String> file, Path folder, boolean asDrafts, boolean keepGoing) {
    var problems = new ArrayList<Problem>();
    var good = new ArrayList<Read>();
    for (int number = 1; number <= file.size(); number++) {
      String text = file.get(number - 1);
      if (text.isBlank()) {
        continue;
      }
      RecordLines.Reading reading = lines.read(text);
      int line = number;
      reading.problems().forEach(why -> problems.add(new Problem(line, why)));
      reading
          .line()
          .ifPresent(
              it ->
                  unfollowable(it)
                      .ifPresentOrElse(
                          why -> problems.add(new Problem(line, why)),
                          () -> withFiles(new Read(line, text, it), folder, good, problems)));
    }
    if (!problems.isEmpty() && !keepGoing) {
      return new Outcome(List.of(), List.of(), problems, true);
    }
    return transactions.executeWrite(status -> take(good, problems, asDrafts));
  }

  /** Photographs and documents come in first, so that the record names what is there. */
  private void withFiles(Read read, Path folder, List<Read> good, List<Problem> problems) {
    try {
      String kept = files.kept(read.text(), folder);
      if (kept.equals(read.text())) {
        good.add(read);
        return;
      }
      RecordLines.Reading again = lines.read(kept);
      again.problems().forEach(why -> problems.add(new Problem(read.number(), why)));
      again.line().ifPresent(it -> good.add(new Read(read.number(), kept, it)));
    } catch (RefusedException refused) {
      problems.add(new Problem(read.number(), refused.refusal()));
    }
  }

  /**
   * Why a line that mends an earlier record cannot: there is none, or it is of another kind or
   * form.
   */
  private Optional<Refusal> unfollowable(RecordLine line) {
    try {
      return line.follows().map(this::current).flatMap(before -> unlike(before, line));
    } catch (RefusedException unknown) {
      return Optional.of(RECORD_UNKNOWN.at("record"));
    }
  }

  private static Optional<Refusal> unlike(OwnRecord before, RecordLine line) {
    if (before.kind() != line.payload().kind()) {
      return Optional.of(RECORD_OF_ANOTHER_KIND.at("record"));
    }
    return before.instrument().id().equals(line.instrument().id())
        ? Optional.empty()
        : Optional.of(RECORD_OF_ANOTHER_FORM.at("instrument"));
  }

  private Outcome take(List<Read> good, List<Problem> problems, boolean asDrafts) {
    var taken = new ArrayList<String>();
    var alreadyThere = new ArrayList<String>();
    Set<String> references = new HashSet<>();
    for (Read read : good) {
      String reference = read.line().payload().reference();
      boolean isNew = read.line().follows().isEmpty();
      if (isNew && !reference.isEmpty()) {
        if (log.findByReference(reference).isPresent() || !references.add(reference)) {
          alreadyThere.add(reference);
          continue;
        }
      }
      taken.add(asDrafts ? draft(read) : submit(read.line()));
    }
    return new Outcome(taken, alreadyThere, problems, false);
  }

  private String draft(Read read) {
    return drafts
        .open(
            read.line().payload().kind().name(),
            read.line().instrument().toString(),
            read.line().follows().orElse(""),
            read.line().follows().map(id -> current(id).revision().hex()).orElse(""),
            read.text())
        .id();
  }

  private String submit(RecordLine line) {
    if (line.follows().isEmpty()) {
      return log.submit(line.payload(), line.author(), line.instrument())
          .revision()
          .record()
          .toString();
    }
    OwnRecord before = current(line.follows().get());
    if (log.revisionsOf(before.id()).stream().anyMatch(entry -> isSame(entry, line))) {
      return before.id().toString(); // the same again: nothing changed
    }
    return log.revise(
            before.id(), before.revision(), line.payload(), line.author(), line.instrument())
        .revision()
        .record()
        .toString();
  }

  private static boolean isSame(Entry entry, RecordLine line) {
    return entry.payload().equals(line.payload())
        && entry.revision().instrument().equals(line.instrument());
  }

  private OwnRecord current(String follows) {
    return log.findByReference(follows).orElseGet(() -> log.find(RecordId.parse(follows)));
  }

  /** What became of a file. References are those of lines that were left alone. */
  record Outcome(
      List<String> taken, List<String> alreadyThere, List<Problem> problems, boolean isRefused) {

    long badLines() {
      return problems.stream().mapToInt(Problem::line).distinct().count();
    }
  }

  /** One thing wrong with one line, counted from 1. */
  record Problem(int line, Refusal why) {}

  private record Read(int number, String text, RecordLine line) {}
}
