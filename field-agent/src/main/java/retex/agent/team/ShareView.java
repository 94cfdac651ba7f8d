package retex.agent.team;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What is shown of one shared evaluation. {@code share} is empty before it is shared, {@code draft}
 * once it was submitted. {@code open}: evaluators differ and nobody decided; {@code decided}: they
 * differ and the chief did; {@code strays}: said on another version of the form, and in no draft.
 * {@code sent}: where the newest file is that goes over the link, and {@code came}: what a file
 * that was just taken brought, both in words, empty where there is none.
 */
@Serdeable
public record ShareView(
    String share,
    String draft,
    String unit,
    Role role,
    String why,
    String sent,
    String came,
    List<Person> people,
    List<AreaLine> areas,
    List<MemberLine> members,
    List<PlaceView> open,
    List<PlaceView> decided,
    List<PlaceView> strays) {

  public ShareView {
    people = List.copyOf(people);
    areas = List.copyOf(areas);
    members = List.copyOf(members);
    open = List.copyOf(open);
    decided = List.copyOf(decided);
    strays = List.copyOf(strays);
  }

  /** The same, and what a file that was just taken brought. */
  ShareView came(String said) {
    return new ShareView(
        share, draft, unit, role, why, sent, said, people, areas, members, open, decided, strays);
  }

  /**
   * Whether this laptop is the chief's, whether the evaluation is shared, and whether it could be:
   * with a name of its own and at least one compared colleague.
   */
  @Serdeable
  public record Role(boolean chief, boolean shared, boolean ready) {}

  /** Somebody who can see to an area. */
  @Serdeable
  public record Person(String device, String name) {}

  /** An area and the device that sees to it; empty where it is not shared. */
  @Serdeable
  public record AreaLine(String code, String title, String device) {}

  /** A member, how many answers of theirs are known here, and the moment of the last. */
  @Serdeable
  public record MemberLine(String name, long answers, String at) {}

  /** A place on which evaluators differ; {@code seen} goes back with a decision. */
  @Serdeable
  public record PlaceView(String place, String label, String seen, List<VersionView> versions) {

    public PlaceView {
      versions = List.copyOf(versions);
    }
  }

  /** What one evaluator has there. */
  @Serdeable
  public record VersionView(String evaluator, String at, List<String> lines, boolean chosen) {

    public VersionView {
      lines = List.copyOf(lines);
    }
  }
}
