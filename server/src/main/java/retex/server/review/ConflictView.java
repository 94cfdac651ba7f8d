package retex.server.review;

import java.util.List;

/**
 * What the page of a conflict shows, in the reader's language. {@code differing} and {@code same}
 * are empty where one version can only be taken whole.
 */
public record ConflictView(
    String record,
    String heading,
    String problem,
    String reason,
    boolean mayDecide,
    List<Version> versions,
    List<Part> differing,
    List<Part> same) {

  public ConflictView {
    versions = List.copyOf(versions);
    differing = List.copyOf(differing);
    same = List.copyOf(same);
  }

  /** One of the versions: its number from 1, its revision, and who wrote it when and where. */
  public record Version(int number, String revision, String origin) {}

  /** One part and its text in each version, in their order; {@code chosen} is a number or 0. */
  public record Part(String place, String label, List<String> texts, int chosen) {

    public Part {
      texts = List.copyOf(texts);
    }
  }
}
