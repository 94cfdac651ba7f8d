package retex.agent.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.record.Conflicts;
import retex.agent.record.OwnRecord;
import retex.agent.web.Dates;
import retex.agent.web.Words;
import retex.contract.Entry;
import retex.contract.Versions;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;

/**
 * What the page of a conflict shows, in the reader's language. {@code differing} and {@code same}
 * are empty where one version can only be taken whole.
 */
public record ConflictView(
    String record,
    String unit,
    String problem,
    String reason,
    List<Version> versions,
    List<Part> differing,
    List<Part> same) {

  public ConflictView {
    versions = List.copyOf(versions);
    differing = List.copyOf(differing);
    same = List.copyOf(same);
  }

  /** One of the versions: its number from 1, its revision, and who wrote it when and where. */
  public record Version(int number, String revision, String origin) {}

  /** One part and its text in each version, in their order; {@code chosen} is a number or 0. */
  public record Part(String place, String label, List<String> texts, int chosen) {

    public Part {
      texts = List.copyOf(texts);
    }
  }

  /** What the reader had chosen and why, and what was wrong with it. */
  record Tried(Map<String, Integer> chosen, String reason, String problem) {
    static final Tried NOTHING = new Tried(Map.of(), "", "");
  }

  /** What a part is called; empty for a place that is none. */
  String label(String place) {
    return differing.stream()
        .filter(it -> it.place().equals(place) || it.place().equals("answers." + place))
        .findFirst()
        .map(Part::label)
        .orElse("");
  }

  /** {@code here} is the device and epoch that this laptop writes. */
  static ConflictView of(
      OwnRecord record,
      String here,
      List<Entry> heads,
      Optional<Instrument> form,
      Tried tried,
      Words words) {
    var versions = new ArrayList<Version>();
    for (Entry head : heads) {
      versions.add(
          new Version(versions.size() + 1, head.revision().id().hex(), origin(head, here, words)));
    }
    List<Versions.Part> parts = Conflicts.parts(heads).map(Versions::parts).orElseGet(List::of);
    List<Part> differing = new ArrayList<>();
    List<Part> same = new ArrayList<>();
    for (Versions.Part it : parts) {
      var part =
          new Part(
              it.place(),
              label(it.place(), form, words),
              it.texts().stream().map(text -> text(text, words)).toList(),
              tried.chosen().getOrDefault(it.place(), -1) + 1);
      (it.differs() ? differing : same).add(part);
    }
    return new ConflictView(
        record.id().toString(),
        record.unit(),
        tried.problem(),
        tried.reason(),
        versions,
        differing,
        same);
  }

  private static String origin(Entry head, String here, Words words) {
    var revision = head.revision();
    var written = revision.log().device().hex() + " " + revision.log().epoch();
    String where = words.say(written.equals(here) ? "conflict.here" : "conflict.elsewhere");
    String what =
        head.payload()
            .fold(
                evaluation -> "",
                note -> "",
                gone -> " " + words.say("conflict.withdraws", gone.reason()));
    String at = Dates.minute(revision.writtenAt(), words);
    return words.say("conflict.origin", revision.author(), at, where) + what;
  }

  private static String label(String place, Optional<Instrument> form, Words words) {
    String[] parts = place.split("\\.", 2);
    String kind = words.say("conflict.part." + parts[0]);
    if (parts.length == 1) {
      return kind;
    }
    Optional<String> title =
        parts[0].equals("narrative")
            ? form.flatMap(
                it ->
                    it.narrative().stream()
                        .filter(field -> field.code().equals(parts[1]))
                        .map(field -> field.title().in(words.language()))
                        .findFirst())
            : form.flatMap(it -> it.criterion(new CriterionCode(parts[1])))
                .map(it -> parts[1] + " – " + it.text().in(words.language()));
    String named = title.orElse(parts[1]);
    return parts[0].equals("improvements") ? words.say("form.said", kind, named) : named;
  }

  /** Words of the contract in the reader's language; whatever a person wrote stays. */
  private static String text(String text, Words words) {
    boolean isWord = text.matches("CLASSIFICATION_[A-Z_]+|true|false");
    String key = "conflict.value." + text;
    return isWord && words.knows(key) ? words.say(key) : text;
  }
}
