package retex.server.record;

/** Why a record is erased, who asked for it and who agreed: two people. */
public record Erasure(String reason, String asker, String confirmer) {

  /** Of an order that this server gave and has lost since: a laptop said it again. */
  static Erasure remembered() {
    return new Erasure("as a laptop remembers it", "headquarters", "the order as it was signed");
  }

  /** Without the reason. */
  @Override
  public String toString() {
    return "Erasure[]";
  }
}
