package retex.server.release;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The releases' table. Every change of state names the state before, so that one of two wins. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ReleaseRows extends GenericRepository<ReleaseRow, String> {

  ReleaseRow save(ReleaseRow row);

  Optional<ReleaseRow> findById(String id);

  List<ReleaseRow> listOrderByProposedAtDesc();

  List<ReleaseRow> findByState(String state);

  List<ReleaseRow> findByIdIn(List<String> ids);

  @Query(
      """
      update feedback_release
      set state = :state, approver = :approver, approved_at = :at, remark = :remark
      where id = :id and state = 'PROPOSED'
      """)
  int decide(String id, String state, String approver, long at, String remark);

  @Query(
      """
      update feedback_release
      set state = 'RECALL_ASKED', recall_reason = :reason, recall_asker = :actor,
        recall_asked_at = :at, recaller = '', recalled_at = 0
      where id = :id and state = 'APPROVED'
      """)
  int askRecall(String id, String reason, String actor, long at);

  @Query(
      """
      update feedback_release
      set state = :state, recaller = :recaller, recalled_at = :at
      where id = :id and state = 'RECALL_ASKED'
      """)
  int decideRecall(String id, String state, String recaller, long at);

  @Query("select id from feedback_release where state = 'RECALLED' and length(content) = 0")
  List<String> emptied();

  /**
   * Empties what is not out, or no longer, and rests on an erased record; which sentences it
   * quoted, too.
   */
  @Query(
      """
      update feedback_release
      set content = :nothing, quoted = ''
      where state in ('PROPOSED', 'REFUSED', 'RECALLED')
        and length(content) > 0
        and exists (
          select 1
          from release_basis
          join tombstone on tombstone.record = release_basis.record
          where release_basis.release = feedback_release.id)
      """)
  int emptyContents(byte[] nothing);
}
