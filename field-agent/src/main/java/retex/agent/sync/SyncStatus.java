package retex.agent.sync;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Where the laptop stands with headquarters: entries waiting and entries on the server's disk, and
 * the instant of the last completed conversation; files of teams that wait to be handed over, and
 * their bytes; what holds of its manners, empty texts for none. {@code server} and {@code
 * lastContact} are null before the first.
 */
@Serdeable
public record SyncStatus(
    String device,
    @io.micronaut.core.annotation.Nullable @Nullable String server,
    long pending,
    long acknowledged,
    @io.micronaut.core.annotation.Nullable @Nullable String lastContact,
    long referenceVersion,
    int units,
    long teamFiles,
    long teamFileBytes,
    String hours,
    boolean metered,
    String proxy) {}
