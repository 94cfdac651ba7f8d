package retex.server.catalogue;

import java.time.LocalDate;
import java.util.List;
import retex.contract.RotationCode;
import retex.contract.UnitCode;
import retex.instrument.TopicCode;

/**
 * Training given by a provider to one rotation of a unit, from its first to its last day. {@code
 * kind} and {@code language} may be empty.
 */
public record Activity(
    String code,
    ProviderCode provider,
    UnitCode unit,
    RotationCode rotation,
    String kind,
    List<TopicCode> topics,
    String language,
    LocalDate from,
    LocalDate to) {

  public Activity {
    topics = List.copyOf(topics);
  }
}
