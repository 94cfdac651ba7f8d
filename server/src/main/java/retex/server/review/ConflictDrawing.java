package retex.server.review;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.contract.Entry;
import retex.contract.Versions;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.server.catalogue.Catalogue;

/** Versions that stand against each other to the view of their page. */
@Singleton
final class ConflictDrawing {

  private final Catalogue catalogue;

  ConflictDrawing(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What the reader had chosen and why, and what was wrong with it. */
  record Tried(Map<String, Integer> chosen, String reason, String problem, boolean mayDecide) {}

  ConflictView view(Reviewed it, List<Entry> heads, Tried tried, Wording wording) {
    var versions = new ArrayList<ConflictView.Version>();
    for (Entry head : heads) {
      versions.add(
          new ConflictView.Version(
              versions.size() + 1, head.revision().id().hex(), origin(head, wording)));
    }
    List<Versions.Part> parts = Resolutions.parts(heads).map(Versions::parts).orElseGet(List::of);
    Optional<Instrument> form = catalogue.instruments().find(heads.get(0).revision().instrument());
    return new ConflictView(
        it.record().id().toString(),
        wording.kind(it.record().kind()) + " – " + wording.unit(it),
        tried.problem(),
        tried.reason(),
        tried.mayDecide(),
        versions,
        parts.stream()
            .filter(Versions.Part::differs)
            .map(part -> part(part, tried, form, wording))
            .toList(),
        parts.stream()
            .filter(part -> !part.differs())
            .map(part -> part(part, tried, form, wording))
            .toList());
  }

  private static String origin(Entry head, Wording wording) {
    var revision = head.revision();
    String what =
        head.payload()
            .fold(
                evaluation -> "",
                note -> "",
                gone -> wording.say("conflict.withdraws", gone.reason()));
    return wording.say(
            "conflict.origin",
            revision.author(),
            wording.minute(revision.writtenAt()),
            revision.log().device().hex().substring(0, 8),
            Integer.toString(revision.log().epoch()))
        + what;
  }

  private static ConflictView.Part part(
      Versions.Part part, Tried tried, Optional<Instrument> form, Wording wording) {
    return new ConflictView.Part(
        part.place(),
        label(part.place(), form, wording),
        part.texts().stream().map(text -> text(text, wording)).toList(),
        tried.chosen().getOrDefault(part.place(), -1) + 1);
  }

  /** What a part is called; empty for a place that is none, such as a field of the page. */
  Optional<String> label(String place, List<Entry> heads, Wording wording) {
    Optional<Instrument> form = catalogue.instruments().find(heads.get(0).revision().instrument());
    return Resolutions.parts(heads).stream()
        .flatMap(it -> it.parts().stream())
        .map(Versions.Part::place)
        .filter(it -> it.equals(place) || it.equals("answers." + place))
        .findFirst()
        .map(it -> label(it, form, wording));
  }

  private static String label(String place, Optional<Instrument> form, Wording wording) {
    String[] words = place.split("\\.", 2);
    String kind = wording.say("conflict.part." + words[0]);
    if (words.length == 1) {
      return kind;
    }
    Optional<String> title =
        words[0].equals("narrative")
            ? form.flatMap(
                it ->
                    it.narrative().stream()
                        .filter(field -> field.code().equals(words[1]))
                        .map(field -> field.title().in(wording.language()))
                        .findFirst())
            : form.flatMap(it -> it.criterion(new CriterionCode(words[1])))
                .map(it -> words[1] + " – " + it.text().in(wording.language()));
    String named = title.orElse(words[1]);
    return words[0].equals("improvements") ? wording.say("conflict.said", kind, named) : named;
  }

  /** Words of the contract in the reader's language; whatever a person wrote stays. */
  private static String text(String text, Wording wording) {
    String key =
        text.startsWith("CLASSIFICATION_")
            ? "review.classification." + text.substring("CLASSIFICATION_".length())
            : "conflict.value." + text;
    boolean isWord = text.matches("CLASSIFICATION_[A-Z_]+|true|false");
    return isWord && wording.words().knows(key) ? wording.say(key) : text;
  }
}
