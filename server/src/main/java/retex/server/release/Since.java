package retex.server.release;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a document says otherwise than the last one that its provider was given in the same
 * language: two successive documents tell what lies between them, such as that one state's consent
 * has ended. Units by their names; texts as they stand.
 */
public record Since(
    String on,
    List<String> unitsGone,
    List<String> unitsNew,
    List<String> textsGone,
    List<String> textsNew) {

  public Since {
    unitsGone = List.copyOf(unitsGone);
    unitsNew = List.copyOf(unitsNew);
    textsGone = List.copyOf(textsGone);
    textsNew = List.copyOf(textsNew);
  }

  /** To the last of these that its provider was given in its language; none for the first. */
  static Optional<Since> last(List<Release> all, Release it) {
    return all.stream()
        .filter(one -> one.provider().equals(it.provider()) && one.language().equals(it.language()))
        .filter(one -> one.state().wasOut() && !one.content().blocks().isEmpty())
        .filter(one -> !one.id().equals(it.id()) && !one.approvedAt().isAfter(it.proposedAt()))
        .max(Comparator.comparing(Release::approvedAt))
        .map(before -> of(before, it));
  }

  private static Since of(Release before, Release now) {
    return new Since(
        before.approvedAt().atZone(ZoneOffset.UTC).toLocalDate().toString(),
        less(before.permitted(), now.permitted()),
        less(now.permitted(), before.permitted()),
        less(before.content().texts(), now.content().texts()),
        less(now.content().texts(), before.content().texts()));
  }

  /** What is in the one and not in the other, each as often as it is there more. */
  private static List<String> less(List<String> one, List<String> other) {
    var left = new ArrayList<>(one);
    other.forEach(left::remove);
    return left.stream().filter(it -> !it.isBlank()).toList();
  }
}
