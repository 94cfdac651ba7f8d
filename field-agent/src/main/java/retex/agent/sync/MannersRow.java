package retex.agent.sync;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** What was chosen of the laptop's manners, once; empty texts for what was not. */
@MappedEntity("manners")
record MannersRow(@Id int id, String hours, boolean metered, String proxy) {}
