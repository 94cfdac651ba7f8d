package retex.agent.entry;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import retex.agent.draft.Draft;
import retex.agent.web.Words;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;

/**
 * What a person calls the place of a change or of a refusal, and what leads there. A place is a
 * field's name ({@code answers.FP1.rating}), a criterion's or an area's code, or a path in a line
 * of the import format ({@code evaluators[0].name}). Every place has a name: one that is not known
 * goes by itself.
 */
final class FormPlaces {

  private static final Set<String> BY_CRITERION = Set.of("answers", "improvement", "attachments");

  private FormPlaces() {}

  /** {@code instrument} is asked for where it is needed. */
  static String label(Draft draft, String place, Words words, Supplier<Instrument> instrument) {
    String bare = place.replaceAll("\\[[0-9]+]", "");
    String[] parts = bare.split("\\.", 2);
    if (FileFields.isOne(place)) {
      return of(FileFields.criterion(place), words.say("form." + parts[0]));
    }
    if (BY_CRITERION.contains(parts[0])) {
      return ofCriterion(parts, words);
    }
    if (!Forms.isNote(draft)) {
      Optional<String> title = title(parts, words, instrument);
      if (title.isPresent()) {
        return title.get();
      }
    }
    return known(words, "form." + bare)
        .or(() -> known(words, "form." + parts[0]))
        .orElse(place.isEmpty() ? words.say("form.title") : place);
  }

  private static String ofCriterion(String[] parts, Words words) {
    String group =
        switch (parts[0]) {
          case "improvement" -> words.say("form.improvement");
          case "attachments" -> words.say("form.files");
          default -> "";
        };
    if (parts.length < 2) {
      return group.isEmpty() ? words.say("form.part.value") : group;
    }
    String code = criterion(String.join(".", parts));
    String part = parts[1].length() > code.length() ? parts[1].substring(code.length() + 1) : "";
    return of(code, known(words, "form.part." + part).orElse(group));
  }

  private static String of(String criterion, String what) {
    boolean isBoth = !criterion.isEmpty() && !what.isEmpty();
    return isBoth ? criterion + " – " + what : criterion + what;
  }

  /** Of a field of the summary, or of an area. */
  private static Optional<String> title(
      String[] parts, Words words, Supplier<Instrument> instrument) {
    if (parts[0].equals("narrative") && parts.length > 1) {
      return Optional.of(
          instrument.get().narrative().stream()
              .filter(field -> field.code().equals(parts[1]))
              .map(field -> field.title().in(words.language()))
              .findFirst()
              .orElse(parts[1]));
    }
    return words.knows("form." + parts[0])
        ? Optional.empty()
        : instrument.get().areas().stream()
            .filter(area -> area.code().equals(parts[0]))
            .map(area -> area.title().in(words.language()))
            .findFirst();
  }

  private static Optional<String> known(Words words, String key) {
    return words.knows(key) ? Optional.of(words.say(key)) : Optional.empty();
  }

  /** The code of the criterion that a place is about; empty where it is about none. */
  static String criterion(String place) {
    if (FileFields.isOne(place)) {
      return FileFields.criterion(place);
    }
    int dot = place.indexOf('.');
    boolean isGrouped = dot > 0 && BY_CRITERION.contains(place.substring(0, dot));
    String rest = isGrouped ? place.substring(dot + 1) : place;
    int last = rest.lastIndexOf('.');
    boolean isField = isGrouped && last > 0 && DraftFields.isPart(rest.substring(last + 1));
    String code = isField ? rest.substring(0, last) : rest;
    return isCode(code) ? code : "";
  }

  /** The part of the form in which a place is mended. */
  static String section(Instrument instrument, String place) {
    if (place.startsWith("narrative")) {
      return Forms.NARRATIVE;
    }
    if (place.startsWith("improvement") || place.startsWith("unitComment")) {
      return Forms.AFTER;
    }
    String code = criterion(place);
    for (Area area : instrument.areas()) {
      boolean isHere =
          area.code().equals(code)
              || find(instrument, code).filter(it -> holds(area, it.code())).isPresent();
      if (isHere) {
        return area.code();
      }
    }
    return Forms.ABOUT;
  }

  /** The criterion that a place is about, where the form has it. */
  static Optional<Criterion> find(Instrument instrument, String place) {
    String code = criterion(place);
    return code.isEmpty() ? Optional.empty() : instrument.criterion(new CriterionCode(code));
  }

  /** The link to where a place is mended; {@code section} is empty in a note. */
  static String link(Draft draft, String section, String place) {
    String draftLink = "/drafts/" + draft.id();
    if (place.equals("attachments") || place.startsWith("attachments[")) {
      return draftLink + "/attachments";
    }
    return draftLink + (section.isEmpty() ? "" : "?section=" + section) + "#" + anchor(place);
  }

  private static String anchor(String place) {
    if (place.startsWith("improvement.") && place.endsWith("." + criterion(place))) {
      return "at-" + place + ".action";
    }
    if (place.startsWith("improvement.")) {
      return "at-" + place;
    }
    if (place.equals("unit")) {
      return "at-unit.name";
    }
    String code = criterion(place);
    return "at-" + (code.isEmpty() ? place.replaceAll("[^A-Za-z0-9.-].*", "") : code);
  }

  private static boolean holds(Area area, CriterionCode code) {
    CriterionCode plain =
        area.repeat().isPresent() ? code.item().map(CriterionCode.Item::of).orElse(code) : code;
    return area.criteria().stream().anyMatch(it -> it.code().equals(plain));
  }

  private static boolean isCode(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");
  }
}
