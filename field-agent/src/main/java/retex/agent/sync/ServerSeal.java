package retex.agent.sync;

import static retex.agent.sync.SyncRefused.NOT_ENROLLED;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The key to which bundles for the one server are sealed, as it said at enrolment or renewal. */
@Singleton
public final class ServerSeal {

  private final HeadquartersRows rows;

  ServerSeal(HeadquartersRows rows) {
    this.rows = rows;
  }

  /** Empty where an older server did not say it; refused where the laptop is not enrolled. */
  public Optional<byte[]> key() {
    HeadquartersRow row = rows.findById(1).orElseThrow(() -> NOT_ENROLLED.at("").asException());
    return Optional.of(row.bundleKey()).filter(key -> key.length > 0);
  }
}
