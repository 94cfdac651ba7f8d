package retex.server.relay;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/** The tables {@code team_post} and {@code team_posted}. */
@JdbcRepository(dialect = Dialect.ANSI)
interface PostRows extends CrudRepository<PostRow, String> {

  Optional<PostRow> findByItemAndRecipient(String item, String recipient);

  /** What waits for a laptop behind a number, in order. */
  List<PostRow> findByRecipientAndNumberGreaterThanOrderByNumber(String recipient, long number);

  List<PostRow> findBySenderAndTopic(String sender, String topic);

  List<PostRow> findBySenderAndSha256(String sender, String sha256);

  @Query(
      """
      insert into team_posted (sender, sha256, at)
      values (:sender, :sha256, :at)
      on conflict (sender, sha256) do update set at = excluded.at
      """)
  void remember(String sender, String sha256, long at);

  @Query("select exists (select 1 from team_posted where sender = :sender and sha256 = :sha256)")
  boolean isRemembered(String sender, String sha256);

  @Query("delete from team_posted where sender = :sender and sha256 = :sha256")
  void unremember(String sender, String sha256);

  @Query("delete from team_posted where at < :moment")
  void unrememberBefore(long moment);

  @Query("select coalesce(max(number), 0) + 1 from team_post")
  long nextNumber();

  @Query(
      """
      delete from team_post
      where sender = :sender
      and recipient = :recipient
      and topic = :topic
      """)
  void replace(String sender, String recipient, String topic);

  List<PostRow> findByAtLessThan(long moment);

  /** Files from a sender for a laptop, but for those about a topic. */
  @Query(
      """
      select count(*)
      from team_post
      where sender = :sender
      and recipient = :recipient
      and topic <> :topic
      """)
  long count(String sender, String recipient, String topic);

  /** Bytes of what waits from a sender, each file once, but for those about a topic. */
  @Query(
      """
      select coalesce(sum(size), 0)
      from (
        select distinct sha256, size
        from team_post
        where sender = :sender
        and topic <> :topic
      ) as file
      """)
  long bytes(String sender, String topic);

  /** Bytes of everything that waits, each file once. */
  @Query(
      """
      select coalesce(sum(size), 0)
      from (
        select distinct sender, sha256, size
        from team_post
      ) as file
      """)
  long allBytes();
}
