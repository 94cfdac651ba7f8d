package retex.agent.paper;

import java.util.List;

/** What one PDF shows, already in words. {@code mark} stands on every page. */
public record Sheet(
    String language,
    String title,
    String mark,
    String foot,
    List<Fact> facts,
    List<Part> parts,
    List<Fact> texts,
    List<Picture> pictures,
    List<String> signatures,
    List<String> signed) {

  /** Signed by nobody yet. */
  Sheet(
      String language,
      String title,
      String mark,
      String foot,
      List<Fact> facts,
      List<Part> parts,
      List<Fact> texts,
      List<Picture> pictures,
      List<String> signatures) {
    this(language, title, mark, foot, facts, parts, texts, pictures, signatures, List.of());
  }

  /** The same with who signed it, a sentence each. */
  Sheet signed(List<String> sentences) {
    return new Sheet(
        language, title, mark, foot, facts, parts, texts, pictures, signatures, sentences);
  }

  public Sheet {
    facts = List.copyOf(facts);
    parts = List.copyOf(parts);
    texts = List.copyOf(texts);
    pictures = List.copyOf(pictures);
    signatures = List.copyOf(signatures);
    signed = List.copyOf(signed);
  }

  /** Whether its columns go from right to left. */
  public boolean isRightToLeft() {
    return RightToLeft.isLanguage(language);
  }

  /** {@code rtl} or {@code ltr}, for a text in whatever language it was written. */
  public String direction(String text) {
    return RightToLeft.direction(text);
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Sheet[" + parts.size() + "]";
  }

  /** A photograph, small, as a data URI, and what it shows. */
  public record Picture(String source, String caption) {

    /** Without the picture. */
    @Override
    public String toString() {
      return "Picture[]";
    }
  }

  /** A name and what it is. */
  public record Fact(String name, String value) {}

  /** An area with its score and its questions. */
  public record Part(String title, String score, List<Row> rows) {

    public Part {
      rows = List.copyOf(rows);
    }
  }

  /** One question, what was answered, and the remark. */
  public record Row(String code, String question, String answer, String remark) {}
}
