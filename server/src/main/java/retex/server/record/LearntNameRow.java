package retex.server.record;

/** A row of the projection {@code learnt_name}; both columns are its key. */
record LearntNameRow(String kind, String name) {

  LearntNameRow {
    name = Column.of(name);
  }
}
