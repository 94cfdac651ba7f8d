package retex.server.catalogue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;

/** A consent recorded, or withdrawn from {@code fromDay} on. Days count from 1970. */
@MappedEntity("consent_event")
record ConsentRow(
    @Id long number,
    String kind,
    String state,
    String provider,
    long fromDay,
    long toDay,
    String reference,
    String actor,
    long at) {

  static final String RECORDED = "RECORDED";
  static final String WITHDRAWN = "WITHDRAWN";

  boolean isOf(Consent it) {
    return state.equals(it.state().value()) && provider.equals(it.provider().value());
  }

  Consent consent() {
    return new Consent(
        new StateCode(state),
        new ProviderCode(provider),
        LocalDate.ofEpochDay(fromDay),
        LocalDate.ofEpochDay(toDay));
  }

  /** Without the reference. */
  @Override
  public String toString() {
    return "ConsentRow[" + number + "]";
  }
}
