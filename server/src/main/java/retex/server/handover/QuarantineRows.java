package retex.server.handover;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The tables of entries and openings in quarantine. */
@JdbcRepository(dialect = Dialect.ANSI)
interface QuarantineRows extends GenericRepository<EntryRow, String> {

  void save(EntryRow row);

  @Query(
      """
      select id, device, epoch, number, record, canonical, payload, erasure, arrived_at
      from hand_over_entry
      where device = :device
      order by epoch, number
      """)
  List<EntryRow> of(String device);

  @Query(
      """
      select id, device, epoch, number, record, canonical, payload, erasure, arrived_at
      from hand_over_entry
      where device = :device
        and epoch = :epoch
        and number = :number
      """)
  Optional<EntryRow> at(String device, int epoch, long number);

  @Query(
      """
      select id, device, epoch, number, record, canonical, payload, erasure, arrived_at
      from hand_over_entry
      where device = :device
        and epoch = :epoch
      order by number desc
      limit 1
      """)
  Optional<EntryRow> last(String device, int epoch);

  @Query("select id from hand_over_entry where device = :device")
  List<String> ids(String device);

  @Query(
      """
      select distinct epoch
      from hand_over_entry
      where device = :device
      order by epoch
      """)
  List<Integer> epochs(String device);

  @Query(
      """
      select distinct device
      from hand_over_entry
      order by device
      """)
  List<String> devices();

  @Query(
      """
      update hand_over_entry
      set payload = x''
      where record = :record
      """)
  int empty(String record);

  @Query("delete from hand_over_entry where device = :device")
  int forget(String device);

  @Query("delete from hand_over_opening where device = :device")
  int forgetOpenings(String device);

  @Query(
      """
      select device, epoch, forked_epoch, fork_number, fork_revision, signature
      from hand_over_opening
      where device = :device
      order by epoch
      """)
  List<OpeningRow> openings(String device);

  @Query(
      """
      insert into hand_over_opening (
        device, epoch, forked_epoch, fork_number, fork_revision, signature)
      values (:device, :epoch, :forkedEpoch, :forkNumber, :forkRevision, :signature)
      on conflict do nothing
      """)
  void open(
      String device,
      int epoch,
      int forkedEpoch,
      long forkNumber,
      String forkRevision,
      byte[] signature);
}
