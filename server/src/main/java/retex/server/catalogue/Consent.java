package retex.server.catalogue;

import java.time.LocalDate;

/** A contributing state's consent that a provider learns of its units, both days included. */
public record Consent(StateCode state, ProviderCode provider, LocalDate from, LocalDate to) {

  /** Whether it stands on this day. */
  public boolean covers(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
