package retex.agent.entry;

import static retex.agent.draft.DraftRefusal.DRAFT_CHANGED_ELSEWHERE;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.draft.Drafts.Changed;
import retex.agent.draft.Drafts.Edit;
import retex.agent.draft.Drafts.Field;
import retex.agent.library.Library;
import retex.instrument.Area;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.instrument.InstrumentRef;
import retex.instrument.Instruments;
import retex.instrument.Upgrade;

/**
 * Keeps what is entered, field by field. A writer says what stood in the field when it was shown;
 * where something else stands there now, nothing is overwritten and the writer is told.
 */
@Singleton
final class Keeping {

  private final Drafts drafts;
  private final Library library;

  Keeping(Drafts drafts, Library library) {
    this.drafts = drafts;
    this.library = library;
  }

  /** One field's new text, over what the writer saw there. */
  @Serdeable
  record Change(String name, String before, String value) {

    /** With numbers as they are kept. */
    Change read(Draft draft, Instruments instruments) {
      boolean isNumber =
          TypedNumber.isAsked(name, instruments.find(InstrumentRef.parse(draft.instrument())));
      return isNumber
          ? new Change(name, TypedNumber.plain(before), TypedNumber.plain(value))
          : this;
    }

    /** Without the value. */
    @Override
    public String toString() {
      return "Change[" + name + "]";
    }
  }

  /**
   * Refuses with {@code DRAFT_CHANGED_ELSEWHERE} at the field that holds what nobody here saw, and
   * with {@code FIELD_NOT_IN_FORM} a field that the draft's form has not.
   */
  Changed keep(String id, List<Change> changes) {
    return keep(id, changes, Kept::changed);
  }

  /** The same; {@code then} is answered from the same state of the store. */
  <T> T keep(String id, List<Change> changes, Function<Kept, T> then) {
    var writing = new Writing<>(library, changes, then);
    return drafts.change(id, draft -> writing.edit(draft, library.instruments()), writing);
  }

  /**
   * The same over one connection and without the framework, for the hands that wait; {@code then}
   * may ask the store for nothing. Keeps nothing, and answers nothing, where more is wanted.
   */
  <T> Optional<T> keepAlone(String id, Change change, Function<Kept, T> then) throws SQLException {
    var writing = new Writing<>(library, List.of(change), then);
    return drafts.changeAlone(id, writing, writing);
  }

  /**
   * A draft after a change, with what was read for it. {@code texts}: fields that hold another text
   * now than their writer sent, or knew of.
   */
  record Kept(Changed changed, AtHand hand, Map<String, String> texts) {

    /** Without content. */
    @Override
    public String toString() {
      return "Kept[" + texts.size() + "]";
    }
  }

  /** One keeping: the form as it was read and the instruments are used for all of it. */
  private static final class Writing<T> implements Drafts.Maker, Function<Changed, T> {

    private final Library library;
    private final List<Change> changes;
    private final Function<Kept, T> then;
    private @Nullable AtHand hand; // until the edit
    private Map<String, String> texts = Map.of();

    Writing(Library library, List<Change> changes, Function<Kept, T> then) {
      this.library = library;
      this.changes = changes;
      this.then = then;
    }

    Edit edit(Draft draft, Instruments known) {
      return edit(draft, new AtHand(DraftForm.of(draft.content()), known));
    }

    @Override
    public Optional<Edit> edit(Drafts.Opened opened) {
      if (opened.made() instanceof AtHand known) {
        return Optional.of(edit(opened.draft(), known));
      }
      Optional<Instruments> known = library.instrumentsAtHand(opened.connection());
      return known.isEmpty() ? Optional.empty() : Optional.of(edit(opened.draft(), known.get()));
    }

    private Edit edit(Draft draft, AtHand known) {
      hand = known;
      if (changes.size() == 1 && Standing.isRemark(changes.get(0).name())) {
        return remark(draft, known, changes.get(0));
      }
      DraftForm before = known.form();
      DraftForm after = before.copy();
      put(draft, after, changes, known.instruments());
      known.change(after);
      Edit edit = Keeping.edit(draft, before, after, names(changes));
      texts = texts(after, edit.fields());
      return edit;
    }

    private Map<String, String> texts(DraftForm after, List<Field> fields) {
      Map<String, String> unlike = new TreeMap<>();
      fields.forEach(it -> unlike.put(it.place(), it.after()));
      for (Change change : changes) {
        String now = after.value(change.name());
        unlike.put(change.name(), now);
        unlike.remove(change.name(), change.value());
      }
      return unlike;
    }

    @Override
    public Object made() {
      return hand();
    }

    @Override
    public T apply(Changed changed) {
      return then.apply(new Kept(changed, hand(), texts));
    }

    private AtHand hand() {
      return Objects.requireNonNull(hand);
    }
  }

  /** A remark, which is what is mostly typed, changes nothing but itself. */
  private static Edit remark(Draft draft, AtHand hand, Change change) {
    String name = change.name();
    if (!hand.isChecked(name)) {
      FormFields.check(draft, name, hand.instruments());
      hand.check(name);
    }
    DraftForm form = hand.form();
    String before = form.value(name);
    checkSeen(change, form);
    form.set(name, change.value());
    List<Field> fields =
        before.equals(change.value())
            ? List.of()
            : List.of(new Field(name, before, change.value()));
    return new Edit(form.content(), moved(draft, form), fields);
  }

  private static List<String> names(List<Change> changes) {
    var names = new ArrayList<String>(changes.size());
    changes.forEach(change -> names.add(change.name()));
    return names;
  }

  private static void put(
      Draft draft, DraftForm form, List<Change> changes, Instruments instruments) {
    for (Change typed : changes) {
      FormFields.check(draft, typed.name(), instruments);
      Change change = typed.read(draft, instruments);
      checkSeen(change, form);
      form.set(change.name(), change.value());
    }
  }

  /** A writer may know a text as sent, or as the form kept it. */
  private static void checkSeen(Change change, DraftForm form) {
    String name = change.name();
    String now = form.value(name);
    boolean isSeen =
        now.equals(change.before())
            || now.equals(change.value())
            || !FileFields.isOne(name)
                && (now.equals(form.asKept(name, change.before()))
                    || now.equals(form.asKept(name, change.value())));
    if (!isSeen || isLost(change, form)) {
      throw DRAFT_CHANGED_ELSEWHERE.at(name).asException();
    }
  }

  /** The name of a unit that is of the list now, the caption of a photograph that is gone. */
  private static boolean isLost(Change change, DraftForm form) {
    String name = change.name();
    return (name.startsWith("unit.") || name.startsWith("caption."))
        && !change.value().isEmpty()
        && form.asKept(name, change.value()).isEmpty();
  }

  /** Takes the last change back, with what changed by the same act. Nothing where there is none. */
  void undo(String id) {
    List<DraftChange> act = lastAct(id);
    if (!act.isEmpty()) {
      drafts.undo(id, act.get(0), draft -> back(draft, act));
    }
  }

  /** The changes that {@link #undo} would take back, the last one first. */
  List<DraftChange> lastAct(String id) {
    return drafts
        .lastChange(id)
        .map(
            change -> drafts.history(id).stream().filter(it -> it.edit() == change.edit()).toList())
        .orElse(List.of());
  }

  /** Puts the draft back to where it stood before the act that made {@code version}. */
  void goBack(String id, long version) {
    List<DraftChange> later = since(id, version);
    if (!later.isEmpty()) {
      drafts.change(id, draft -> back(draft, later), changed -> changed);
    }
  }

  /** Every change from the act on that made {@code version}, the last one first. */
  List<DraftChange> since(String id, long version) {
    List<DraftChange> history = drafts.history(id);
    return history.stream()
        .filter(change -> change.version() >= version)
        .min(Comparator.comparing(DraftChange::version))
        .map(first -> history.stream().filter(it -> it.edit() >= first.edit()).toList())
        .orElse(List.of());
  }

  private static Edit back(Draft draft, List<DraftChange> changes) {
    return edit(
        draft,
        form -> changes.forEach(change -> form.set(change.place(), change.before())),
        changes.stream().map(DraftChange::place).distinct().toList());
  }

  /** Takes one item of a repeated area away. */
  void removeItem(String id, Area area, int item) {
    drafts.change(
        id,
        draft -> {
          List<String> codes = area.criteria().stream().map(it -> it.code().value()).toList();
          return edit(draft, form -> form.removeItem(codes, item, Area.Repeat.MOST), List.of());
        },
        changed -> changed);
  }

  /** Carries the draft over to another version of its instrument. */
  void upgrade(String id, Instrument from, Instrument to) {
    drafts.change(
        id,
        draft ->
            edit(
                draft,
                form -> {
                  carry(form, moves(form, from, to));
                  form.set("instrument", to.ref().toString());
                },
                List.of("instrument")),
        changed -> changed);
  }

  /** What would become of each answer, and of what was agreed or seen beside it. */
  static List<Upgrade.Move> moves(DraftForm form, Instrument from, Instrument to) {
    var spoken = new TreeSet<>(form.answered());
    spoken.addAll(form.improved());
    form.files().forEach(it -> spoken.add(it.criterion()));
    return Upgrade.moves(
        from, to, spoken.stream().filter(code -> isCode(code)).map(CriterionCode::new).toList());
  }

  private static boolean isCode(String code) {
    return code.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");
  }

  private static void carry(DraftForm form, List<Upgrade.Move> moves) {
    Map<String, Optional<String>> ways = new HashMap<>();
    for (Upgrade.Move move : moves) {
      move.from().ifPresent(it -> ways.put(it.value(), move.to().map(CriterionCode::value)));
    }
    form.move(ways);
  }

  /** Every field that the edit changed, with those that changed with it before those named. */
  private static Edit edit(Draft draft, Consumer<DraftForm> change, List<String> named) {
    DraftForm before = DraftForm.of(draft.content());
    DraftForm after = before.copy();
    change.accept(after);
    return edit(draft, before, after, named);
  }

  private static Edit edit(Draft draft, DraftForm before, DraftForm after, List<String> named) {
    SortedSet<String> places = before.unlike(after);
    for (String name : named) {
      places.remove(name);
      if (name.startsWith("caption.")) {
        places.remove(name.replaceFirst("caption", "file")); // whose text has it too
      }
    }
    var fields = new ArrayList<Field>(1);
    for (String place : places) { // with one keystroke none is left
      add(fields, place, before, after);
    }
    for (String place : named) {
      add(fields, place, before, after);
    }
    return new Edit(after.content(), moved(draft, after), fields);
  }

  /** The instrument to which the form says that the draft has moved. */
  private static Optional<String> moved(Draft draft, DraftForm form) {
    String instrument = form.value("instrument");
    return instrument.isEmpty() || instrument.equals(draft.instrument())
        ? Optional.empty()
        : Optional.of(instrument);
  }

  private static void add(List<Field> fields, String place, DraftForm before, DraftForm after) {
    String earlier = before.value(place);
    String now = after.value(place);
    if (!earlier.equals(now)) {
      fields.add(new Field(place, earlier, now));
    }
  }
}
