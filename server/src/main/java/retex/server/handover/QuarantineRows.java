package retex.server.handover;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import retex.server.record.EpochOpeningRow;
import retex.server.record.HeadRow;

/** The tables of entries, heads and openings in quarantine. */
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
      set payload = :nothing
      where record = :record
      """)
  int empty(String record, byte[] nothing);

  @Query("delete from hand_over_entry where device = :device")
  int forget(String device);

  @Query("delete from hand_over_head where device = :device")
  int forgetHeads(String device);

  @Query("delete from hand_over_opening where device = :device")
  int forgetOpenings(String device);

  @Query(
      """
      select device, epoch, number, revision, signature
      from hand_over_head
      where device = :device
      order by epoch, number
      """)
  List<HeadRow> heads(String device);

  @Query(
      """
      insert into hand_over_head (revision, device, epoch, number, signature)
      values (:revision, :device, :epoch, :number, :signature)
      """)
  void vouch(String revision, String device, int epoch, long number, byte[] signature);

  @Query(
      """
      select device, epoch, forked_epoch, fork_number, fork_revision, signature
      from hand_over_opening
      where device = :device
      order by epoch
      """)
  List<EpochOpeningRow> openings(String device);

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
