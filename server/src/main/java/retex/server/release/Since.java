package retex.server.release;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import retex.server.document.Content;

/**
 * What a document says otherwise than the last one that its provider was given, in whichever
 * language: two successive documents tell what lies between them, such as that one state's consent
 * has ended. {@code release} is the id of the one before. Units by their names; texts as they
 * stand, in {@code language}, that of the document before. {@code onlyUnits}: the texts of two
 * languages were compared while it was proposed, and are not any more.
 */
public record Since(
    String release,
    String on,
    String language,
    boolean onlyUnits,
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

  /**
   * The last of these that its provider was given, before it was given this one; none for the
   * first.
   */
  static Optional<Release> before(List<Release> all, Release it) {
    Instant now = it.state().wasOut() ? it.approvedAt() : Instant.MAX;
    return all.stream()
        .filter(one -> one.provider().equals(it.provider()))
        .filter(one -> one.state().wasOut() && !one.content().blocks().isEmpty())
        .filter(one -> !one.id().equals(it.id()) && !one.approvedAt().isAfter(now))
        .max(Comparator.comparing(Release::approvedAt));
  }

  /** {@code told}: what it tells, in the language of the one before; none where nobody knows. */
  static Since of(Release before, Release it, Optional<Content> told) {
    List<String> was = before.content().texts();
    List<String> is = told.map(Content::texts).orElse(was);
    return new Since(
        before.id(),
        before.approvedAt().atZone(ZoneOffset.UTC).toLocalDate().toString(),
        before.language(),
        told.isEmpty(),
        less(before.permitted(), it.permitted()),
        less(it.permitted(), before.permitted()),
        less(was, is),
        less(is, was));
  }

  /** What is in the one and not in the other, each as often as it is there more. */
  private static List<String> less(List<String> one, List<String> other) {
    var left = new ArrayList<>(one);
    other.forEach(left::remove);
    return left.stream().filter(it -> !it.isBlank()).toList();
  }
}
