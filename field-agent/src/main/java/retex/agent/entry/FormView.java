package retex.agent.entry;

import java.util.ArrayList;
import java.util.List;
import retex.contract.Attachment;
import retex.instrument.LocalText;

/**
 * What the pages of a form show, already in the reader's language. {@code isComplete}: it was asked
 * what is missing, and nothing is.
 */
public record FormView(
    String draft,
    long version,
    String title,
    String unit,
    boolean isNote,
    Spoken spoken,
    Place place,
    Standing standing,
    Sides sides,
    List<Group> groups,
    List<Problem> problems,
    boolean isComplete) {

  public FormView {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /** The same, which says that nothing is missing. */
  FormView complete() {
    return new FormView(
        draft, version, title, unit, isNote, spoken, place, standing, sides, groups, problems,
        true);
  }

  /**
   * The language in which the form asks, its direction, the others it speaks, and those that it
   * alone speaks.
   */
  public record Spoken(
      String language, String direction, List<Option> others, List<Option> papers) {

    public Spoken {
      others = List.copyOf(others);
      papers = List.copyOf(papers);
    }
  }

  /** Which part is shown, the one before it and the one after it; empty where there is none. */
  public record Place(String section, String title, String before, String next) {}

  /**
   * What stands beside the form: what undo would take back, the version that the draft could move
   * to, when the last evaluation ended, each empty where there is none; how many photographs and
   * documents it has; whether it is a part that another laptop submits; at how many places
   * evaluators differ and its own user decides; with which remark headquarters returned the record.
   */
  public record Sides(
      String undo,
      String upgrade,
      String last,
      int files,
      boolean isPart,
      int toDecide,
      String remark) {}

  /**
   * Fields under one heading; the heading is empty for a whole section. {@code item} counts the
   * items of a repeated area from 1, 0 elsewhere; {@code more} offers another item.
   */
  public record Group(String title, int item, boolean more, List<Row> rows) {

    private static final int FIRST = 6; // rows of 15 rem: with what stands above them two screens
    private static final int STRETCH = 12; // rows; .folded is as high
    private static final int LONG = 4 * STRETCH; // rows; a shorter group is made at once

    public Group {
      rows = List.copyOf(rows);
    }

    static Group of(List<Row> rows) {
      return new Group("", 0, false, rows);
    }

    /** What the browser makes into fields at once; all of it but of a long row of criteria. */
    public List<Row> near() {
      boolean isLong = rows.size() > LONG && rows.stream().allMatch(Row::isCriterion);
      return isLong ? rows.subList(0, FIRST) : rows;
    }

    /** What crosses as text and becomes fields a stretch at a time, below the first screens. */
    public List<List<Row>> far() {
      var stretches = new ArrayList<List<Row>>();
      for (int from = near().size(); from < rows.size(); from += STRETCH) {
        stretches.add(rows.subList(from, Math.min(from + STRETCH, rows.size())));
      }
      return stretches;
    }
  }

  /**
   * One field. {@code kind}: rating, yesno, number, text, longtext, choice, date, select, check,
   * topic. {@code required}: given the other answers, where it is asked; {@code optional}: not
   * required, or not with other answers. {@code asked}: not asked at present when false.
   */
  public record Row(
      String code,
      String name,
      String kind,
      String label,
      boolean required,
      boolean optional,
      boolean asked,
      String value,
      Words words,
      Before before,
      List<Option> options,
      List<File> files) {

    public Row {
      options = List.copyOf(options);
      files = List.copyOf(files);
    }

    /** A field that is not a criterion. */
    static Row field(
        String name,
        String kind,
        String label,
        boolean required,
        String value,
        List<Option> options) {
      return new Row(
          "",
          name,
          kind,
          label,
          required,
          !required,
          true,
          value,
          Words.NONE,
          Before.NONE,
          options,
          List.of());
    }

    /** The same, shown or not for the present. */
    Row asked(boolean isAsked) {
      return new Row(
          code, name, kind, label, required, optional, isAsked, value, words, before, options,
          files);
    }

    public boolean isCriterion() {
      return !code.isEmpty();
    }

    /** Whether the evaluator marked it as not observed. */
    public boolean isUnseen() {
      return words.rating().equals("NO");
    }

    /** Whether the answer needs a remark that is not there yet. */
    public boolean owesRemark() {
      String word = isUnseen() ? words.rating() : value;
      return words.comment().isBlank() && words.remarkFor().contains(word);
    }
  }

  /**
   * What is said and written about a criterion besides its answer; {@code remarkFor}: the answers
   * that need a remark.
   */
  public record Words(
      String guidance,
      String evidence,
      String rating,
      String reason,
      String comment,
      List<String> remarkFor) {

    static final Words NONE = new Words("", "", "", "", "", List.of());

    public Words {
      remarkFor = List.copyOf(remarkFor);
    }
  }

  /**
   * What is known of the last time: the answer as a person reads it, as a program does, its remark,
   * how it changed (better, worse, same, other; empty while there is nothing to compare), and what
   * was agreed to improve.
   */
  public record Before(String said, String word, String remark, String change, String agreed) {

    static final Before NONE = new Before("", "", "", "", "");
  }

  /** A photograph or document, and the criterion that it belongs to; empty for the record. */
  public record File(String hash, String criterion, String caption, boolean isPhotograph) {

    static File of(FileFields.One it) {
      return new File(it.hash(), it.criterion(), it.caption(), it.isPhotograph());
    }

    static File of(Attachment it) {
      return new File(it.hash().hex(), it.criterion(), it.caption(), it.isPhotograph());
    }

    /** Without the caption. */
    @Override
    public String toString() {
      return "File[" + hash + "]";
    }
  }

  /** One choice of a field. */
  public record Option(String value, String text) {

    static Option of(String value, LocalText text, Tongue tongue) {
      return new Option(value, tongue.in(text));
    }
  }

  /** One thing that is missing or wrong, and where to mend it. */
  public record Problem(String text, String link) {}
}
