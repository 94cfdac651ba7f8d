package retex.instrument;

import org.jspecify.annotations.Nullable;

/**
 * The file of an evaluation form. Its heading is read at once; its criteria, which take a hundred
 * times as long, when they are first asked for. Safe for use by several threads.
 */
final class Form {

  private static final String BODY = "\nareas:";

  private final String name;
  private final String text;
  private final Topics topics;
  private final Heading heading;
  private volatile @Nullable Instrument whole;

  /** Refuses a heading that is malformed or of another form than {@code name} says. */
  Form(String name, String text, Topics topics) {
    this.name = name;
    this.text = text;
    this.topics = topics;
    int body = text.indexOf(BODY);
    this.heading =
        body > 0 ? InstrumentParser.heading(text.substring(0, body + 1), name) : whole().heading();
    if (!heading.ref().equals(InstrumentRef.parse(name))) {
      throw InstrumentRefusal.FILE_MALFORMED.at(name).asException();
    }
  }

  boolean isWrittenAs(String other) {
    return text.equals(other);
  }

  Heading heading() {
    return heading;
  }

  /** Refuses what is malformed. */
  Instrument whole() {
    Instrument known = whole;
    if (known == null) {
      known = InstrumentParser.instrument(text, topics, name);
      whole = known;
    }
    return known;
  }
}
