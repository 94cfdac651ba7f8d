package retex.agent.team;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The tables of files that come, of their pieces, and of the cursor. */
@JdbcRepository(dialect = Dialect.ANSI)
interface IncomingRows extends CrudRepository<IncomingRow, String> {

  long countByState(String state);

  /** What came whole, the newest first. */
  @Query(
      """
      select item, number, file, size, sender, at, state, x'' as content, share, code
      from team_incoming
      where state <> 'coming'
      order by number desc
      limit 50
      """)
  List<IncomingRow> came();

  @Query("select item from team_incoming where state = :state order by number")
  List<String> items(String state);

  @Query("select exists (select 1 from team_incoming where file = :file and state <> 'coming')")
  boolean isHere(String file);

  @Query("select coalesce(max(number), 0) + 1 from team_incoming")
  long nextNumber();

  @Query("delete from team_incoming where state = 'coming' and item <> :item")
  void dropOthers(String item);

  @Query(
      """
      delete from team_piece
      where item not in (select item from team_incoming where state = 'coming')
      """)
  void dropPieces();

  @Query("insert into team_piece (item, at, content) values (:item, :at, :content)")
  void add(String item, int at, byte[] content);

  @Query("select coalesce(sum(length(content)), 0) from team_piece where item = :item")
  int bytes(String item);

  @Query("select at, content from team_piece where item = :item order by at")
  List<PieceRow> pieces(String item);

  @Query("select item from team_cursor where id = 1")
  Optional<String> cursor();

  @Query("insert or replace into team_cursor (id, item) values (1, :item)")
  void cursor(String item);

  /**
   * Of what was taken in the newest hundred are remembered, and what came since a moment; of what
   * was refused the newest ten wait.
   */
  @Query(
      """
      delete from team_incoming
      where (
        state = 'taken'
        and at < :moment
        and number <= (select max(number) from team_incoming) - 100)
      or (state = 'refused' and item not in (
        select item from team_incoming where state = 'refused' order by number desc limit 10))
      """)
  void forget(long moment);
}
