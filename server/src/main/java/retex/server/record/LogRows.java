package retex.server.record;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The tables {@code revision}, {@code head} and {@code epoch_opening} read log by log. */
@JdbcRepository(dialect = Dialect.ANSI)
interface LogRows extends GenericRepository<EpochOpeningRow, String> {

  void save(EpochOpeningRow row);

  @Query(
      """
      select count(*)
      from epoch_opening
      where device = :device
        and epoch = :epoch
      """)
  long openings(String device, int epoch);

  @Query(
      """
      select count(*)
      from epoch_opening
      where device = :device
      """)
  long openings(String device);

  /** Revisions in other epochs of a device, of records whose ids are between two texts. */
  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where device = :device
        and epoch <> :epoch
        and record >= :from
        and record < :to
      order by position
      """)
  List<RevisionRow> alike(String device, int epoch, String from, String to);

  @Query(
      """
      select device, epoch, forked_epoch, fork_number, fork_revision, signature
      from epoch_opening
      where device = :device
        and epoch = :epoch
      """)
  Optional<EpochOpeningRow> opening(String device, int epoch);

  @Query(
      """
      select distinct epoch
      from revision
      where device = :device
      order by epoch
      """)
  List<Integer> epochs(String device);

  @Query(
      """
      select id, record, device, epoch, number, canonical, payload, received_at
      from revision
      where device = :device
        and epoch = :epoch
        and number between :from and :to
      order by number
      """)
  List<RevisionRow> between(String device, int epoch, long from, long to);

  @Query(
      """
      select device, epoch, number, revision, signature
      from head
      where device = :device
        and epoch = :epoch
        and number >= :number
      order by number
      limit 1
      """)
  Optional<HeadRow> headFrom(String device, int epoch, long number);
}
