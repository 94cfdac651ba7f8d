package retex.agent.team;

import io.micronaut.core.annotation.Introspected;

/** Bytes of a file that comes. */
@Introspected
record PieceRow(int at, byte[] content) {

  /** Without content. */
  @Override
  public String toString() {
    return "PieceRow[" + at + "]";
  }
}
