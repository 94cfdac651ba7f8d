package retex.server.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The append-only table of tombstones, and the one change that they allow. */
@JdbcRepository(dialect = Dialect.ANSI)
interface TombstoneRows extends GenericRepository<TombstoneRow, String> {

  void save(TombstoneRow row);

  Optional<TombstoneRow> findById(String revision);

  @Query(
      """
      select revision, record, payload_hash, reason, asker, confirmer, at, public_key, signature
      from tombstone
      where record = :record or payload_hash = :payloadHash
      order by at
      limit 1
      """)
  Optional<TombstoneRow> of(String record, String payloadHash);

  @Query("select exists (select 1 from tombstone)")
  boolean areAny();

  @Query("select coalesce(max(rowid), 0) from tombstone")
  long last();

  @Query("select count(*) from tombstone where record = :record")
  long countOf(String record);

  @Query(
      """
      select distinct record
      from tombstone
      order by record
      """)
  List<String> records();

  /** The schema lets it pass for a revision with a tombstone alone. */
  @Query(
      """
      update revision
      set payload = :nothing
      where id = :revision
      """)
  int empty(String revision, byte[] nothing);
}
