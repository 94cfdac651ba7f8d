package retex.server.release;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** What releases rest on. */
@JdbcRepository(dialect = Dialect.ANSI)
interface BasisRows extends GenericRepository<BasisRow, String> {

  void save(BasisRow row);

  @Query(
      """
      select release, record, revision, state, seen_on, consent_to, unit, rotation, seen_from, by_unit
      from release_basis
      where release = :release
      order by record
      """)
  List<BasisRow> ofRelease(String release);

  /** The revisions that feedbacks whose file is kept use, beside that of {@code release}. */
  @Query(
      """
      select distinct release_basis.revision
      from release_basis
      join feedback_release on feedback_release.id = release_basis.release
      join feedback on feedback.release = release_basis.release
      where feedback_release.state in ('APPROVED', 'RECALL_ASKED')
        and release_basis.release <> :release
      """)
  List<String> givenBesides(String release);

  /** Those of several. */
  @Query(
      """
      select release, record, revision, state, seen_on, consent_to, unit, rotation, seen_from, by_unit
      from release_basis
      where release in (:releases)
      order by release, record
      """)
  List<BasisRow> ofReleases(List<String> releases);
}
