package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.CODE_MISSING;

/** A state's code, such as {@code ELD}. */
public record StateCode(String value) implements Comparable<StateCode> {

  public StateCode {
    if (value.isBlank() || value.length() > 100) {
      throw CODE_MISSING.at("state").asException();
    }
  }

  @Override
  public int compareTo(StateCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
