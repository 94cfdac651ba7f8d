package retex.team;

/**
 * One field as one evaluator has it; an empty value withdraws an earlier one. {@code since}: the
 * counter of the contribution that said it first. {@code at}: microseconds since 1970 by that
 * laptop's clock; shown, never compared.
 */
public record Statement(String value, long since, long at) {

  static Statement read(retex.proto.team.v1.Statement it) {
    return new Statement(it.getValue(), it.getSince(), it.getAt());
  }

  retex.proto.team.v1.Statement message(String field) {
    return retex.proto.team.v1.Statement.newBuilder()
        .setField(field)
        .setValue(value)
        .setSince(since)
        .setAt(at)
        .build();
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "Statement[" + since + "]";
  }
}
