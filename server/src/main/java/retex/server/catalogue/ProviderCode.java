package retex.server.catalogue;

import static retex.server.catalogue.CatalogueRefusal.CODE_MISSING;

/** A capacity provider's code, such as {@code P-NOR}. */
public record ProviderCode(String value) implements Comparable<ProviderCode> {

  public ProviderCode {
    if (value.isBlank() || value.length() > 100) {
      throw CODE_MISSING.at("provider").asException();
    }
  }

  @Override
  public int compareTo(ProviderCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
