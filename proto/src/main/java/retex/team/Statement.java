package retex.team;

import java.util.Comparator;

/**
 * One field as one evaluator has it; an empty value withdraws an earlier one. {@code since}: the
 * counter of the contribution that said it first. {@code at}: microseconds since 1970 by that
 * laptop's clock, later than what it said there before; shown, and compared with what the same
 * laptop said in a line that it forgot.
 */
public record Statement(String value, long since, long at) {

  private static final Comparator<Statement> LATER =
      Comparator.comparingLong(Statement::at)
          .thenComparingLong(Statement::since)
          .thenComparing(Statement::value);

  /** What one laptop said last, of two things that it said in one field. */
  static Statement last(Statement one, Statement other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }

  /** Whether nothing is lost with {@code that}: it is the same, or was said before this. */
  boolean follows(Statement that) {
    return (since > that.since && at > that.at) || equals(that);
  }

  /** What holds after both: the text of this, said anew if it does not follow that one. */
  Statement over(Statement that, long next) {
    return follows(that) ? this : new Statement(value, next, Math.max(at, that.at + 1));
  }

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
