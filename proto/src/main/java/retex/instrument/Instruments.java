package retex.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The instruments known to one side: those shipped with the product, and those that came down from
 * headquarters. What is shipped was read when it was built, and is read whole only when asked for.
 * Safe for use by several threads.
 */
public final class Instruments {

  private static final String FOLDER = "/instruments/";
  private static final String TOPICS = "topics@1";
  private static final String NOTE = "trainer-note@";

  private static final Instruments SHIPPED = load();

  private final Map<String, String> sources;
  private final Topics topics;
  private final Map<InstrumentRef, Form> forms = new LinkedHashMap<>();
  private final Map<InstrumentRef, NoteForm> noteForms = new LinkedHashMap<>();

  private Instruments(Map<String, String> sources, Map<InstrumentRef, Form> known) {
    this.sources = new LinkedHashMap<>(sources);
    String topicFile = sources.get(TOPICS);
    if (topicFile == null) {
      throw InstrumentRefusal.FILE_MALFORMED.at(TOPICS).asException();
    }
    this.topics = InstrumentParser.topics(topicFile);
    sources.forEach((reference, text) -> add(reference, text, known));
  }

  /** Those shipped with the product. */
  public static Instruments shipped() {
    return SHIPPED;
  }

  /**
   * From files by their reference ({@code infantry-battalion@1}, {@code trainer-note@1}, {@code
   * topics@1}); refuses with {@code FILE_MALFORMED} at the place that is wrong.
   */
  public static Instruments parse(Map<String, String> sources) {
    boolean sameTopics = Objects.equals(SHIPPED.sources.get(TOPICS), sources.get(TOPICS));
    var parsed = new Instruments(sources, sameTopics ? SHIPPED.forms : Map.of());
    parsed.forms.values().stream()
        .filter(form -> !SHIPPED.forms.containsValue(form))
        .forEach(Form::whole);
    return parsed;
  }

  /** The files, by reference: what a server sends to its laptops. */
  public Map<String, String> sources() {
    return Map.copyOf(sources);
  }

  public Optional<Instrument> find(InstrumentRef ref) {
    return Optional.ofNullable(forms.get(ref)).map(Form::whole);
  }

  public Optional<NoteForm> noteForm(InstrumentRef ref) {
    return Optional.ofNullable(noteForms.get(ref));
  }

  /** The newest version that applies to a type of unit. */
  public Optional<Heading> newestFor(UnitType type) {
    return headings().stream()
        .filter(heading -> heading.appliesTo().equals(type))
        .max(Comparator.comparingInt(heading -> heading.ref().version()));
  }

  /** The newest version of an instrument, where one is known. */
  public Optional<InstrumentRef> newest(String id) {
    return forms.keySet().stream()
        .filter(ref -> ref.id().equals(id))
        .max(Comparator.comparingInt(InstrumentRef::version));
  }

  /** The newest form of a trainer's note. */
  public NoteForm newestNoteForm() {
    return noteForms.values().stream()
        .max(Comparator.comparingInt(form -> form.ref().version()))
        .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at(NOTE).asException());
  }

  /** The languages of an evaluation form or of a note's; none of one that is not known. */
  public List<String> languages(InstrumentRef ref) {
    return find(ref)
        .map(Instrument::languages)
        .or(() -> noteForm(ref).map(NoteForm::languages))
        .orElse(List.of());
  }

  /** Whether a record of either kind can be driven by it. */
  public boolean knows(InstrumentRef ref) {
    return forms.containsKey(ref) || noteForms.containsKey(ref);
  }

  /** Every evaluation form, each read whole. */
  public Collection<Instrument> all() {
    return forms.values().stream().map(Form::whole).toList();
  }

  /** The headings of every evaluation form. */
  public Collection<Heading> headings() {
    return forms.values().stream().map(Form::heading).toList();
  }

  /** Of each evaluation form its newest version: what a new evaluation may begin on. */
  public Collection<Heading> newest() {
    return headings().stream()
        .filter(it -> newest(it.ref().id()).equals(Optional.of(it.ref())))
        .toList();
  }

  public Topics topics() {
    return topics;
  }

  private void add(String reference, String text, Map<InstrumentRef, Form> known) {
    if (reference.equals(TOPICS)) {
      return;
    }
    InstrumentRef ref = InstrumentRef.parse(reference);
    if (!reference.startsWith(NOTE)) {
      Form form = known.get(ref);
      boolean isKnown = form != null && form.isWrittenAs(text);
      forms.put(ref, isKnown ? form : new Form(reference, text, topics));
      return;
    }
    NoteForm form = InstrumentParser.noteForm(text, reference);
    if (!form.ref().equals(ref)) {
      throw InstrumentRefusal.FILE_MALFORMED.at(reference).asException();
    }
    noteForms.put(ref, form);
  }

  private static Instruments load() {
    var sources = new LinkedHashMap<String, String>();
    for (String name : read("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
      sources.put(name, read(file(name)));
    }
    return new Instruments(sources, Map.of());
  }

  // A later version lies beside the first, which records already written go on needing.
  private static String file(String reference) {
    return reference.replaceFirst("@1$", "").replace('@', '-') + ".yaml";
  }

  private static String read(String name) {
    try (InputStream in = Instruments.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw InstrumentRefusal.INSTRUMENT_UNKNOWN.at(name).asException();
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
