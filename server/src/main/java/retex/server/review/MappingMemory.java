package retex.server.review;

import jakarta.inject.Singleton;
import java.util.List;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.server.record.Forgets;

/** Forgets how a unit was written by hand in a record that is erased. */
@Singleton
final class MappingMemory implements Forgets {

  private final UnitMappings mappings;

  MappingMemory(UnitMappings mappings) {
    this.mappings = mappings;
  }

  @Override
  public void forget(RecordId record, List<RevisionId> revisions) {
    mappings.forget(record.toString());
  }
}
