package retex.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The instruments known to one side: those shipped with the product, and those that came down from
 * headquarters. Immutable; safe for use by several threads.
 */
public final class Instruments {

  private static final String FOLDER = "/instruments/";
  private static final String TOPICS = "topics@1";
  private static final String NOTE = "trainer-note@";

  private static final Instruments SHIPPED = load();

  private final Map<String, String> sources;
  private final Topics topics;
  private final Map<InstrumentRef, Instrument> instruments = new LinkedHashMap<>();
  private final Map<InstrumentRef, NoteForm> noteForms = new LinkedHashMap<>();

  private Instruments(Map<String, String> sources) {
    this.sources = new LinkedHashMap<>(sources);
    String topicFile = sources.get(TOPICS);
    if (topicFile == null) {
      throw InstrumentRefusal.FILE_MALFORMED.at(TOPICS).asException();
    }
    this.topics = InstrumentParser.topics(topicFile);
    sources.forEach(this::add);
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
    return new Instruments(sources);
  }

  /** The files, by reference: what a server sends to its laptops. */
  public Map<String, String> sources() {
    return Map.copyOf(sources);
  }

  public Optional<Instrument> find(InstrumentRef ref) {
    return Optional.ofNullable(instruments.get(ref));
  }

  public Optional<NoteForm> noteForm(InstrumentRef ref) {
    return Optional.ofNullable(noteForms.get(ref));
  }

  /** The newest version that applies to a type of unit. */
  public Optional<Instrument> newestFor(UnitType type) {
    return instruments.values().stream()
        .filter(instrument -> instrument.appliesTo().equals(type))
        .max(Comparator.comparingInt(instrument -> instrument.ref().version()));
  }

  /** The newest version of an instrument, where one is known. */
  public Optional<Instrument> newest(String id) {
    return instruments.values().stream()
        .filter(instrument -> instrument.ref().id().equals(id))
        .max(Comparator.comparingInt(instrument -> instrument.ref().version()));
  }

  /** The newest form of a trainer's note. */
  public NoteForm newestNoteForm() {
    return noteForms.values().stream()
        .max(Comparator.comparingInt(form -> form.ref().version()))
        .orElseThrow(() -> InstrumentRefusal.INSTRUMENT_UNKNOWN.at(NOTE).asException());
  }

  /** Whether a record of either kind can be driven by it. */
  public boolean knows(InstrumentRef ref) {
    return instruments.containsKey(ref) || noteForms.containsKey(ref);
  }

  /** Every evaluation form. */
  public Collection<Instrument> all() {
    return List.copyOf(instruments.values());
  }

  /** Of each evaluation form its newest version: what a new evaluation may begin on. */
  public Collection<Instrument> newest() {
    var byId = new LinkedHashMap<String, Instrument>();
    for (Instrument each : instruments.values()) {
      byId.merge(
          each.ref().id(),
          each,
          (one, two) -> one.ref().version() > two.ref().version() ? one : two);
    }
    return List.copyOf(byId.values());
  }

  public Topics topics() {
    return topics;
  }

  private void add(String reference, String text) {
    if (reference.equals(TOPICS)) {
      return;
    }
    InstrumentRef ref = InstrumentRef.parse(reference);
    InstrumentRef found;
    if (reference.startsWith(NOTE)) {
      NoteForm form = InstrumentParser.noteForm(text, reference);
      found = form.ref();
      noteForms.put(found, form);
    } else {
      Instrument instrument = InstrumentParser.instrument(text, topics, reference);
      found = instrument.ref();
      instruments.put(found, instrument);
    }
    if (!found.equals(ref)) {
      throw InstrumentRefusal.FILE_MALFORMED.at(reference).asException();
    }
  }

  private static Instruments load() {
    var sources = new LinkedHashMap<String, String>();
    for (String name : read("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
      sources.put(name, read(file(name)));
    }
    return new Instruments(sources);
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
