package retex.agent.sync;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** The one budget; limits in bytes, 0 for none. {@code day}: on which {@code spent} was spent. */
@MappedEntity("file_budget")
record BudgetRow(
    @Id int id, long perSync, long perDay, boolean recordsOnly, String day, long spent) {}
