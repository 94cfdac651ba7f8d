package retex.agent.entry;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import retex.agent.attachment.Attachments;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.library.Library;
import retex.agent.web.Words;
import retex.contract.FileHash;
import retex.contract.RecordKind;
import retex.instrument.Area;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.InstrumentRefusal;
import retex.instrument.NarrativeField;
import retex.instrument.Topic;
import retex.instrument.TopicCode;
import retex.instrument.Upgrade;
import retex.refusal.RefusedException;

/**
 * The fields of an evaluation's draft for the steps after this one: answers, narrative and
 * photographs by the names that the pages give them ({@code answers.FP1.rating}), read and put; and
 * how a person reads them.
 */
@Singleton
public final class DraftFields {

  /** The part of a form that is no area: its summary. */
  public static final String NARRATIVE = Forms.NARRATIVE;

  private static final Set<String> PARTS =
      Set.of("rating", "value", "reason", "comment", "action", "owner", "due");
  private static final String NEEDS = "trainingNeeds.";
  private static final List<String> HEAD =
      List.of(
          "unit.code",
          "unit.name",
          "unit.type",
          "unit.state",
          "unit.mission",
          "rotation",
          "period.from",
          "period.to",
          "language",
          "classification",
          "evaluators");

  private final Drafts drafts;
  private final Keeping keeping;
  private final Library library;
  private final Attachments attachments;

  DraftFields(Drafts drafts, Keeping keeping, Library library, Attachments attachments) {
    this.drafts = drafts;
    this.keeping = keeping;
    this.library = library;
    this.attachments = attachments;
  }

  /** Whether a name is that of a part of what is said of a criterion: {@code rating}. */
  static boolean isPart(String name) {
    return PARTS.contains(name);
  }

  /** What the record says besides its answers: unit, visit, language, classification, team. */
  public Map<String, String> head(Draft draft) {
    DraftForm form = DraftForm.of(draft.content());
    SortedMap<String, String> head = new TreeMap<>();
    HEAD.forEach(name -> put(head, name, form.value(name)));
    return head;
  }

  /** A new draft of an instrument with this head; an unknown instrument is refused. */
  public Draft open(String instrument, Map<String, String> head) {
    instrument(instrument);
    DraftForm form = DraftForm.of("{}");
    form.set("kind", "evaluation");
    form.set("instrument", instrument);
    HEAD.stream()
        .filter(head::containsKey)
        .forEach(name -> form.set(name, head.getOrDefault(name, "")));
    return drafts.open(RecordKind.EVALUATION.name(), instrument, "", "", form.content());
  }

  /**
   * Carries a draft over to the newer version that its chief chose; one that is not newer, or not
   * known here, changes nothing.
   */
  public Draft carry(Draft draft, String chosen) {
    InstrumentRef ref = InstrumentRef.parse(chosen);
    Instrument from = instrument(draft.instrument());
    Optional<Instrument> to = library.instruments().find(ref);
    boolean isNewer = ref.id().equals(from.ref().id()) && ref.version() > from.ref().version();
    if (to.isEmpty() || !isNewer) {
      return draft;
    }
    keeping.upgrade(draft.id(), from, to.get());
    return drafts.find(draft.id());
  }

  /**
   * Where each criterion of one version of a form is in another, either way: by its code, the code
   * there, empty where it is gone; without those that stay as they are.
   */
  public Map<String, Optional<String>> ways(String before, String after) {
    Instrument from = instrument(before);
    Instrument to = instrument(after);
    boolean isBack = to.ref().version() < from.ref().version();
    Map<String, Optional<String>> ways = new HashMap<>();
    if (isBack) {
      codes(from).forEach(code -> ways.put(code.value(), Optional.empty()));
    }
    Instrument older = isBack ? to : from;
    for (Upgrade.Move move : Upgrade.moves(older, isBack ? from : to, codes(older))) {
      Optional<String> here = (isBack ? move.to() : move.from()).map(CriterionCode::value);
      Optional<String> there = (isBack ? move.from() : move.to()).map(CriterionCode::value);
      here.ifPresent(it -> ways.put(it, there));
    }
    ways.entrySet().removeIf(it -> it.getValue().filter(it.getKey()::equals).isPresent());
    return ways;
  }

  /** Of every criterion, and of every item that there may be. */
  private static List<CriterionCode> codes(Instrument form) {
    var codes = new ArrayList<CriterionCode>();
    for (Area area : form.areas()) {
      area.criteria().forEach(it -> codes.add(it.code()));
      int items = area.repeat().map(Area.Repeat::max).orElse(0);
      for (int item = 1; item <= items; item++) {
        area.item(item).forEach(it -> codes.add(it.code()));
      }
    }
    return codes;
  }

  /**
   * Fields that hold anything in these areas: answers, what was agreed on them, files; with the
   * summary, training needed. The unit's comment is the chief's.
   */
  public Map<String, String> of(Draft draft, Set<String> areas) {
    Instrument instrument = instrument(draft.instrument());
    DraftForm form = DraftForm.of(draft.content());
    SortedMap<String, String> fields = new TreeMap<>();
    for (String field : form.unlike(DraftForm.of("{}"))) {
      if (PARTS.contains(field.substring(field.lastIndexOf('.') + 1))
          && areas.contains(area(instrument, field))
          && !isIdle(form, field)) {
        put(fields, field, form.value(field));
      }
    }
    for (FileFields.One file : form.files()) {
      String place = FileFields.file(file.criterion(), file.hash());
      if (belongs(instrument, place, areas)) {
        fields.put(place, file.bare().text());
        put(fields, FileFields.caption(file.criterion(), file.hash()), file.caption());
      }
    }
    if (areas.contains(NARRATIVE)) {
      for (Topic topic : library.instruments().topics().all()) {
        put(fields, NEEDS + topic.code(), form.value(NEEDS + topic.code()));
      }
      for (NarrativeField field : instrument.narrative()) {
        put(fields, "narrative." + field.code(), form.value("narrative." + field.code()));
      }
    }
    return fields;
  }

  /** A reason of what was observed after all. */
  private static boolean isIdle(DraftForm form, String field) {
    String answer = field.substring(0, field.lastIndexOf('.'));
    return field.endsWith(".reason") && !form.value(answer + ".rating").equals("NO");
  }

  /** When each field was last changed here, microseconds since 1970. */
  public Map<String, Long> changedAt(Draft draft) {
    Map<String, Long> at = new HashMap<>();
    for (DraftChange change : drafts.history(draft.id())) {
      at.merge(change.place(), change.at(), Math::max);
    }
    return at;
  }

  /** The photographs that these fields speak of. */
  public static Set<FileHash> files(Set<String> fields) {
    return fields.stream()
        .filter(FileFields::isOne)
        .map(it -> FileHash.parse(FileFields.hash(it)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Puts texts into fields of these areas; what the form does not have is left out, and so is a
   * photograph that this laptop does not hold.
   */
  public Draft put(Draft draft, Set<String> areas, Map<String, String> texts) {
    Instrument instrument = instrument(draft.instrument());
    List<String> names =
        texts.keySet().stream()
            .filter(name -> belongs(instrument, name, areas))
            .sorted(
                Comparator.comparing((String name) -> !name.endsWith(".rating"))
                    .thenComparing(name -> name.startsWith("caption.")) // after its file
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    for (String name : names) {
      DraftForm now = DraftForm.of(drafts.find(draft.id()).content());
      String text = texts.getOrDefault(name, "");
      if (name.startsWith("file.") && !text.isEmpty()) {
        text = named(name, now);
      }
      boolean isOfNone =
          name.startsWith("caption.") && !text.isEmpty() && now.asKept(name, text).isEmpty();
      if (isOfNone) {
        continue; // the photograph did not come
      }
      keeping.keep(draft.id(), List.of(new Keeping.Change(name, now.value(name), text)));
    }
    return drafts.find(draft.id());
  }

  /** The parts of a form that can be shared out: its areas by code, then its summary. */
  public Map<String, String> areas(String instrument, Words words) {
    Map<String, String> areas = new java.util.LinkedHashMap<>();
    instrument(instrument)
        .areas()
        .forEach(area -> areas.put(area.code(), area.title().in(words.language())));
    areas.put(NARRATIVE, words.say("form.narrative"));
    return areas;
  }

  /** The area of a field or a place; empty where the form has none such. */
  public String area(String instrument, String place) {
    return area(instrument(instrument), place);
  }

  /** What a place ({@code answers.FP1}, {@code narrative.strengths}) asks, in the form's words. */
  public String label(String instrument, String place, Words words) {
    Instrument form = instrument(instrument);
    if (place.startsWith("narrative.")) {
      return form.narrative().stream()
          .filter(it -> place.equals("narrative." + it.code()))
          .map(it -> it.title().in(words.language()))
          .findFirst()
          .orElse(place);
    }
    if (FileFields.isOne(place)) {
      String criterion = FileFields.criterion(place);
      return (criterion.isEmpty() ? "" : criterion + " – ") + words.say("form.caption");
    }
    if (place.startsWith(NEEDS)) {
      var code = new TopicCode(place.substring(NEEDS.length()));
      return words.say("form.trainingNeeds")
          + " – "
          + library
              .instruments()
              .topics()
              .find(code)
              .map(it -> it.title().in(words.language()))
              .orElse(code.value());
    }
    String code = place.substring(place.indexOf('.') + 1);
    int last = code.lastIndexOf('.');
    boolean isField = last > 0 && PARTS.contains(code.substring(last + 1));
    if (place.startsWith("improvement.") && isField) {
      return code.substring(0, last) + " – " + words.say("form.part." + code.substring(last + 1));
    }
    return code
        + criterion(form, code).map(it -> " – " + it.text().in(words.language())).orElse("");
  }

  /** The fields of one place as a person reads them, a line each. */
  public List<String> said(String instrument, Map<String, String> fields, Words words) {
    Instrument form = instrument(instrument);
    var lines = new ArrayList<String>();
    new TreeMap<>(fields)
        .forEach(
            (name, text) -> {
              String part = name.substring(name.lastIndexOf('.') + 1);
              switch (part) {
                case "rating" -> lines.add(0, rating(form, text, words));
                case "value" -> lines.add(0, value(text, words));
                default ->
                    lines.add(
                        name.startsWith("answers.") || name.startsWith("improvement.")
                            ? words.say("form.said", words.say("form.part." + part), text)
                            : value(text, words));
              }
            });
    return lines;
  }

  private static String rating(Instrument form, String rating, Words words) {
    if (!rating.matches("[1-4]|NO")) {
      return rating;
    }
    String text = form.rating(rating).in(words.language());
    return rating.equals("NO") ? text : rating + " " + text;
  }

  private static String value(String value, Words words) {
    return switch (value) {
      case "yes" -> words.say("form.yes");
      case "no" -> words.say("form.no");
      default -> value;
    };
  }

  /** What the draft shall say of a file that a colleague named, from the file itself. */
  private String named(String place, DraftForm form) {
    FileHash hash = FileHash.parse(FileFields.hash(place));
    String criterion = FileFields.criterion(place);
    boolean isFull = form.files().size() >= LineFiles.MOST;
    return attachments
        .held(hash)
        .filter(it -> !isFull)
        .map(it -> new FileFields.One(hash.hex(), it.size(), it.mediaType(), "", criterion).text())
        .orElseGet(() -> form.value(place));
  }

  /** What is about the record as a whole goes with any area. */
  private static boolean belongs(Instrument form, String name, Set<String> areas) {
    boolean isWhole = FileFields.isOne(name) && FileFields.criterion(name).isEmpty();
    return isWhole || areas.contains(area(form, name));
  }

  private static String area(Instrument form, String place) {
    if (FileFields.isOne(place)) {
      return areaOf(form, FileFields.criterion(place));
    }
    if (place.startsWith("narrative.") || place.startsWith(NEEDS)) {
      return NARRATIVE;
    }
    String[] parts = place.split("\\.", 2);
    if (!Set.of("answers", "improvement").contains(parts[0]) || parts.length < 2) {
      return "";
    }
    int last = parts[1].lastIndexOf('.');
    boolean isField = last > 0 && PARTS.contains(parts[1].substring(last + 1));
    return areaOf(form, isField ? parts[1].substring(0, last) : parts[1]);
  }

  private static String areaOf(Instrument form, String code) {
    return criterion(form, code)
        .flatMap(it -> form.areas().stream().filter(area -> holds(area, it.code())).findFirst())
        .map(Area::code)
        .orElse("");
  }

  private static boolean holds(Area area, CriterionCode code) {
    CriterionCode plain =
        area.repeat().isPresent() ? code.item().map(CriterionCode.Item::of).orElse(code) : code;
    return area.criteria().stream().anyMatch(it -> it.code().equals(plain));
  }

  private static Optional<Criterion> criterion(Instrument form, String code) {
    try {
      return form.criterion(new CriterionCode(code));
    } catch (RefusedException e) {
      return Optional.empty(); // no code of any criterion
    }
  }

  private Instrument instrument(String ref) {
    return library
        .instruments()
        .find(InstrumentRef.parse(ref))
        .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at("instrument").asException());
  }

  private static void put(Map<String, String> into, String name, String text) {
    if (!text.isEmpty()) {
      into.put(name, text);
    }
  }
}
