package retex.server.record;

/** Why a record is erased, who asked for it and who agreed: two people. */
public record Erasure(String reason, String asker, String confirmer) {

  /** Without the reason. */
  @Override
  public String toString() {
    return "Erasure[]";
  }
}
