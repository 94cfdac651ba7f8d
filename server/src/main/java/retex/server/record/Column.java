package retex.server.record;

/** Text as a column can hold it: to PostgreSQL U+0000 is no character, to SQLite an end. */
final class Column {

  private Column() {}

  /** What stands in the payload itself is not changed by it. */
  static String of(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
