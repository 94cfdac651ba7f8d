package retex.agent.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.agent.library.Library;
import retex.agent.library.LibraryUnit;
import retex.agent.record.NamedFiles;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.record.Search;
import retex.agent.web.Words;
import retex.relay.TeamMail;

/**
 * What did not go all the way and waits for a person: records that headquarters keeps aside, files
 * of records that it did not take, files of teams that were not taken in here. Safe for use by
 * several threads.
 */
@Singleton
public final class Aside {

  private static final int MOST = 50; // records that are told one by one

  private final Search search;
  private final Library library;
  private final NamedFiles files;
  private final TeamMail mail;

  Aside(Search search, Library library, NamedFiles files, TeamMail mail) {
    this.search = search;
    this.library = library;
    this.files = files;
    this.mail = mail;
  }

  /** In words; empty where all went through. Not within a transaction that only reads. */
  Told told(Words words) {
    Search.Found found = search.find("", Optional.of(RecordState.QUARANTINED), 0, MOST);
    var others = new ArrayList<Other>();
    long refused = files.toMend();
    if (refused > 0) {
      others.add(new Other("", words.say("sync.aside.files", refused)));
    }
    long notTaken = mail.notTakenIn();
    if (notTaken > 0) {
      others.add(new Other("/team", words.say("sync.aside.team", notTaken)));
    }
    return new Told(
        found.records().stream().map(it -> line(it, words)).toList(), found.more(), others);
  }

  private Line line(OwnRecord it, Words words) {
    String unit = library.unit(it.unit()).map(LibraryUnit::label).orElse(it.unit());
    return new Line(
        "/own/" + it.id(),
        unit,
        words.say("sync.aside.kind." + it.kind().name()),
        means(it.remark(), words));
  }

  private static String means(String fault, Words words) {
    String key = "fault." + fault;
    return words.knows(key) ? words.say(key) : words.say("fault.other", fault);
  }

  /** {@code more}: there are more records than are told here. */
  public record Told(List<Line> lines, boolean more, List<Other> others) {

    public Told {
      lines = List.copyOf(lines);
      others = List.copyOf(others);
    }

    public boolean isEmpty() {
      return lines.isEmpty() && others.isEmpty();
    }
  }

  /** A record: where it is, what it is, and what it means that it is kept aside. */
  public record Line(String link, String unit, String kind, String means) {}

  /** Something else, and the page where more is said of it; empty for none. */
  public record Other(String link, String said) {}
}
