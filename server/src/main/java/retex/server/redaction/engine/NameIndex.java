package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Known names, ready to be looked up: as rows of words, written as one word, as parts, as initials,
 * by nickname, by sound and with one letter wrong. A look-up takes the same time for ten names as
 * for a million. Built by one thread, then read by many.
 */
final class NameIndex {

  /** A row of words that begins a name and is none yet. */
  static final int BEGINS = 1000;

  private static final Pattern PIECES = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*|\\p{Nd}+");
  private static final Set<Category> OF_PARTS =
      Set.of(
          Category.PERSON,
          Category.EVALUATOR,
          Category.UNIT,
          Category.PLACE,
          Category.STATE,
          Category.MISSION,
          Category.CALLSIGN);

  /** Endings of inflected names, English and French. */
  static final String[] ENDINGS = {
    "s", "n", "ns", "ne", "nes", "es", "ian", "ians", "ien", "iens", "ienne", "iennes", "ese", "ais"
  };

  private final Vocabulary vocabulary;
  private final WordLists lists;
  private final OtherForms forms = OtherForms.LOADED;
  private final LongTable rows = new LongTable();
  private final LongTable joined = new LongTable();
  private final LongTable initials = new LongTable();
  private final LongTable sounds = new LongTable();
  private final Map<String, Category> parts = new HashMap<>();
  private final Map<String, Category> ordinaryParts = new HashMap<>();
  private final NearNames near = new NearNames();

  NameIndex(Context context, String language) {
    this.vocabulary = Vocabulary.of(language);
    this.lists = WordLists.of(language);
    context.names().forEach((category, names) -> names.forEach(name -> add(category, name)));
    parts.keySet().forEach(near::add);
    ordinaryParts.keySet().forEach(near::add);
  }

  /** The hash of a row of words and one more. */
  static long row(long before, String folded) {
    return LongTable.step(LongTable.step(before, folded), ' ');
  }

  /** Ordinal of the category of a row of words, {@link #BEGINS} or NONE. */
  int row(long hash) {
    return rows.get(hash);
  }

  /** Ordinal of the category of names written without spaces, or NONE. */
  int joined(long hash) {
    return joined.get(hash);
  }

  /** Ordinal of the category of initials or of an acronym, or NONE. */
  int initials(String folded) {
    return initials.get(LongTable.hash(folded));
  }

  /** Ordinal of the category of a part that one letter was changed of, or NONE. */
  private int near(String folded) {
    return near.get(
        folded,
        name ->
            parts.getOrDefault(name, ordinaryParts.getOrDefault(name, Category.UNSURE)).ordinal());
  }

  /** Ordinal of the category of a part that is written otherwise and sounds the same, or NONE. */
  private int sounding(String folded) {
    String sound = OtherForms.sound(folded);
    return sound.length() < 4 ? LongTable.NONE : sounds.get(LongTable.hash(sound));
  }

  /** What is known of a word alone. */
  Word.Known of(String folded, boolean ordinary, boolean figure) {
    int row = row(row(LongTable.START, folded));
    if (figure) {
      return row == LongTable.NONE ? Word.Known.NOTHING : known(folded, row, true);
    }
    return known(folded, row, ordinary);
  }

  private Word.Known known(String folded, int row, boolean ordinary) {
    Category inflected = null;
    boolean inflectedRow = false;
    for (String ending : ENDINGS) {
      int stem = folded.length() - ending.length();
      if (!ordinary && stem >= 4 && folded.endsWith(ending)) {
        String base = folded.substring(0, stem);
        inflected = inflected == null ? parts.get(base) : inflected;
        int found = row(row(LongTable.START, base));
        inflectedRow |= found != LongTable.NONE && found != BEGINS;
      }
    }
    int near = ordinary || parts.containsKey(folded) ? LongTable.NONE : near(folded);
    boolean sounds = !ordinary && near == LongTable.NONE;
    return new Word.Known(
        row,
        inflectedRow,
        parts.get(folded),
        ordinaryParts.get(folded),
        inflected,
        initials(folded),
        near,
        sounds ? sounding(folded) : LongTable.NONE);
  }

  private void add(Category category, String name) {
    NormalText normal = NormalText.of(name);
    List<String> pieces = pieces(normal.folded());
    if (pieces.isEmpty() || String.join("", pieces).length() < 2) {
      return;
    }
    addRow(category, pieces);
    addRow(category, pieces.stream().map(forms::abbreviation).toList());
    if (OF_PARTS.contains(category)) {
      addParts(category, pieces(normal.text()), pieces);
    }
  }

  private void addRow(Category category, List<String> pieces) {
    long hash = LongTable.START;
    long together = LongTable.START;
    for (int i = 0; i < pieces.size(); i++) {
      hash = row(hash, pieces.get(i));
      together = LongTable.step(together, pieces.get(i));
      boolean last = i == pieces.size() - 1;
      if (last || rows.get(hash) == LongTable.NONE) {
        rows.put(hash, last ? category.ordinal() : BEGINS);
      }
    }
    if (String.join("", pieces).length() >= 5) {
      joined.put(together, category.ordinal());
    }
  }

  private void addParts(Category category, List<String> written, List<String> folded) {
    var capitals = new StringBuilder();
    var names = new ArrayList<String>();
    for (int i = 0; i < folded.size(); i++) {
      String piece = folded.get(i);
      boolean letters = Character.isLetter(piece.charAt(0));
      if (letters && !Ranks.isRank(written.get(i))) {
        capitals.append(piece.charAt(0));
        names.add(piece);
        addPart(category, written.get(i), piece);
      } else if (!letters) {
        capitals.append(piece);
      }
    }
    boolean isPerson = category == Category.PERSON || category == Category.EVALUATOR;
    if (capitals.length() >= (isPerson ? 2 : 3)) {
      initials.put(LongTable.hash(capitals), category.ordinal());
    }
    if (isPerson && names.size() > 1) {
      addPerson(category, names);
    }
  }

  private void addPerson(Category category, List<String> names) {
    addRow(category, names);
    var shortened = new ArrayList<>(names);
    shortened.set(0, names.get(0).substring(0, 1));
    addRow(category, shortened);
    long letters = LongTable.START;
    for (String name : names) {
      letters = row(letters, name.substring(0, 1));
    }
    rows.put(letters, BEGINS); // "i.o.l." is met as initials, not as a row of any three letters
    for (String nickname : forms.nicknames(names.get(0))) {
      addPart(category, nickname, nickname);
    }
  }

  private void addPart(Category category, String written, String folded) {
    if (folded.length() < 3
        || vocabulary.isTerm(written)
        || lists.has(WordLists.Kind.FUNCTION, folded)
        || (category != Category.PERSON && isGeneral(folded))) {
      return;
    }
    if (isOrdinary(folded)) {
      ordinaryParts.putIfAbsent(folded, category);
      return;
    }
    parts.putIfAbsent(folded, category);
    String sound = OtherForms.sound(folded);
    if (sound.length() >= 4) {
      sounds.put(LongTable.hash(sound), category.ordinal());
    }
  }

  /** A word such as {@code camp} or {@code battalion}, which stands in names of many. */
  private boolean isGeneral(String folded) {
    return lists.has(WordLists.Kind.PLACE, folded)
        || lists.has(WordLists.Kind.UNIT, folded)
        || lists.has(WordLists.Kind.TITLE, folded);
  }

  private boolean isOrdinary(String folded) {
    return vocabulary.knows(folded, folded) || Vocabulary.of("en").knows(folded);
  }

  private static List<String> pieces(String name) {
    return PIECES.matcher(name).results().map(match -> match.group()).toList();
  }
}
