package retex.agent.entry;

import static retex.agent.draft.DraftRefusal.DRAFT_CHANGED_ELSEWHERE;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  /** A draft after a change, with what was read for it. */
  record Kept(Changed changed, AtHand hand) {}

  /** One keeping: the form as it was read and the instruments are used for all of it. */
  private static final class Writing<T> implements Drafts.Maker, Function<Changed, T> {

    private final Library library;
    private final List<Change> changes;
    private final Function<Kept, T> then;
    private @Nullable AtHand hand; // until the edit

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
      return Keeping.edit(draft, before, after, names(changes));
    }

    @Override
    public Object made() {
      return hand();
    }

    @Override
    public T apply(Changed changed) {
      return then.apply(new Kept(changed, hand()));
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
    checkSeen(change, before);
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
    for (Change change : changes) {
      FormFields.check(draft, change.name(), instruments);
      checkSeen(change, form.value(change.name()));
      form.set(change.name(), change.value());
    }
  }

  private static void checkSeen(Change change, String now) {
    if (!now.equals(change.before()) && !now.equals(change.value())) {
      throw DRAFT_CHANGED_ELSEWHERE.at(change.name()).asException();
    }
  }

  /** Takes the last change back. Nothing happens where there is none. */
  void undo(String id) {
    drafts
        .lastChange(id)
        .ifPresent(
            change ->
                drafts.undo(
                    id,
                    change,
                    draft ->
                        edit(
                            draft,
                            form -> form.set(change.place(), change.before()),
                            List.of(change.place()))));
  }

  /** Puts the draft back to where it stood before the change that made {@code version}. */
  void goBack(String id, long version) {
    List<DraftChange> later =
        drafts.history(id).stream().filter(change -> change.version() >= version).toList();
    drafts.change(
        id,
        draft ->
            edit(
                draft,
                form -> later.forEach(change -> form.set(change.place(), change.before())),
                later.stream().map(DraftChange::place).distinct().toList()),
        changed -> changed);
  }

  /** Takes one item of a repeated area away. */
  void removeItem(String id, Area area, int item) {
    drafts.change(
        id,
        draft -> {
          int items = area.items(DraftAnswers.of(DraftForm.of(draft.content())));
          List<String> codes = area.criteria().stream().map(it -> it.code().value()).toList();
          return edit(
              draft, form -> form.removeItem(codes, item, Math.max(item, items)), List.of());
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

  /** What would become of each answer. */
  static List<Upgrade.Move> moves(DraftForm form, Instrument from, Instrument to) {
    List<CriterionCode> answered =
        new TreeSet<>(form.answered())
            .stream().filter(code -> isCode(code)).map(CriterionCode::new).toList();
    return Upgrade.moves(from, to, answered);
  }

  private static boolean isCode(String code) {
    return code.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");
  }

  private static void carry(DraftForm form, List<Upgrade.Move> moves) {
    for (Upgrade.Move move : moves) {
      if (move.from().isPresent()) {
        form.move(move.from().get().value(), move.to().map(CriterionCode::value));
      }
    }
  }

  /** Every field that the edit changed, with those that changed with it before those named. */
  private static Edit edit(Draft draft, Consumer<DraftForm> change, List<String> named) {
    DraftForm before = DraftForm.of(draft.content());
    DraftForm after = before.copy();
    change.accept(after);
    return edit(draft, before, after, named);
  }

  private static Edit edit(Draft draft, DraftForm before, DraftForm after, List<String> named) {
    List<String> places = before.answerFieldsUnlike(after);
    places.addAll(after.answerFieldsUnlike(before));
    places.removeAll(named); // with one keystroke nothing is left
    var fields = new ArrayList<Field>(1);
    for (String place : places.isEmpty() ? places : new TreeSet<>(places)) {
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
