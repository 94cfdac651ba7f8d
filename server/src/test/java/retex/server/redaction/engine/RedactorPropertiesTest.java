package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RedactorPropertiesTest {

  private static final Context CONTEXT =
      new Context(
          Map.of(
              Category.PERSON, Set.of("Maj Ines Okafor-Lind", "Grace Hope"),
              Category.UNIT, Set.of("ELDBATT-2", "Eldorian Battalion 2"),
              Category.PLACE, Set.of("Camp Amber"),
              Category.CALLSIGN, Set.of("KESTREL")));
  private static final Map<String, Redactor> REDACTORS =
      Map.of("en", new Redactor(CONTEXT, "en"), "fr", new Redactor(CONTEXT, "fr"));
  private static final List<String> PIECES =
      List.of(
          "Capt Rose Hunter",
          "Okafor-Lind",
          "Oka\u200bfor",
          "ELDBATT-2",
          "eldbatt 2",
          "Camp Amber",
          "C a m p",
          "KESTREL 6",
          "36N AB 12345 67890",
          "12 January 2026",
          "0530 hrs",
          "14-15/02/26",
          "+41 22 917 12 34",
          "a.b@c.example",
          "two soldiers were killed",
          "A witness told us",
          "The only unit",
          "is",
          "was slow",
          "The drill",
          "de Kesh",
          "La Source",
          "sergent",
          "and",
          "Radio discipline",
          "was good",
          ".",
          ". ",
          ", ",
          "\n",
          ": ",
          "- ",
          "[PERSON]",
          "[WITHHELD]",
          "[SENTENCE WITHHELD]",
          "[",
          "]",
          "'s",
          "Zanthia",
          "QRF",
          "4 of 5",
          "31 APCs",
          "L'",
          "М\u0430rch\u0430nd",
          "e\u0301",
          "Grace",
          "HOPE",
          "\u00ad",
          "Sto-\nwell",
          "Lt.",
          "J. Doe",
          "un soldat souffre",
          "He said so",
          "l’équipe",
          "1er",
          "12 mm",
          "Q3",
          "SGT STONE LEFT");

  @Property(tries = 400)
  void redacting_twice_changes_nothing(
      @ForAll("narratives") String text, @ForAll("languages") String language) {
    String once = REDACTORS.get(language).redact(text).text();

    assertThat(REDACTORS.get(language).redact(once).text()).isEqualTo(once);
  }

  @Property(tries = 300)
  void redacting_any_characters_twice_changes_nothing(
      @ForAll("anyUnicode") String text, @ForAll("languages") String language) {
    String once = REDACTORS.get(language).redact(text).text();

    assertThat(REDACTORS.get(language).redact(once).text()).isEqualTo(once);
  }

  @Property(tries = 400)
  void no_masked_word_stands_elsewhere_under_any_normalisation(
      @ForAll("narratives") String text, @ForAll("languages") String language) {
    Redacted redacted = REDACTORS.get(language).redact(text);
    var left = new java.util.HashSet<String>();
    int at = 0;
    for (Span span : redacted.spans()) {
      Words.of(NormalText.of(text.substring(at, span.from())))
          .forEach(word -> left.add(NormalText.fold(word.written())));
      at = span.to();
    }
    Words.of(NormalText.of(text.substring(at)))
        .forEach(word -> left.add(NormalText.fold(word.written())));

    for (Span span : redacted.spans()) {
      for (Words.Word word : Words.of(NormalText.of(text.substring(span.from(), span.to())))) {
        String folded = NormalText.fold(word.written());
        boolean ordinary =
            Stream.of("en", "fr")
                .map(Vocabulary::of)
                .anyMatch(it -> it.knows(word.lower(), folded) || isTerm(it, word));
        if (word.written().length() >= 4 && !ordinary) {
          assertThat(left).as(redacted.text()).doesNotContain(folded);
        }
      }
    }
  }

  private static boolean isTerm(Vocabulary vocabulary, Words.Word word) {
    return vocabulary.isTerm(word.written()) || vocabulary.isTerm(word.lower());
  }

  @Property(tries = 300)
  void a_known_name_that_is_written_otherwise_is_taken_out_wherever_it_stands(
      @ForAll("disguised") String name, @ForAll("narratives") String around) {
    String text = around + " " + name + " " + around;

    String left = REDACTORS.get("en").redact(text).text();

    assertThat(NormalText.fold(NormalText.of(left).text())).doesNotContain("okafor");
    assertThat(NormalText.fold(NormalText.of(left).text()).replaceAll("[^a-z]", ""))
        .doesNotContain("okafor");
  }

  @Property(tries = 300)
  void spans_stand_apart_and_part_no_character(
      @ForAll("anyUnicode") String before,
      @ForAll("narratives") String narrative,
      @ForAll("anyUnicode") String after,
      @ForAll("languages") String language) {
    String text = before + " " + narrative + " " + after;

    int last = 0;
    for (Span span : REDACTORS.get(language).redact(text).spans()) {
      assertThat(span.from()).isGreaterThanOrEqualTo(last);
      assertThat(span.to()).isGreaterThan(span.from()).isLessThanOrEqualTo(text.length());
      assertThat(isBorder(text, span.from()) && isBorder(text, span.to())).isTrue();
      last = span.to();
    }
  }

  private static boolean isBorder(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  @Property(tries = 400)
  void what_is_not_masked_is_the_original_character_for_character(
      @ForAll("anyUnicode") String before,
      @ForAll("narratives") String text,
      @ForAll("languages") String language) {
    String original = before + " " + text;
    Redacted redacted = REDACTORS.get(language).redact(original);

    var rebuilt = new StringBuilder();
    int at = 0;
    int inText = 0;
    for (Span span : redacted.spans()) {
      int width = span.from() - at;
      assertThat(redacted.text().substring(inText, inText + width))
          .isEqualTo(original.substring(at, span.from()));
      rebuilt.append(original, at, span.from()).append(original, span.from(), span.to());
      inText += width + span.category().replacement(language).length();
      at = span.to();
    }
    rebuilt.append(original.substring(at));

    assertThat(redacted.text().substring(inText)).isEqualTo(original.substring(at));
    assertThat(rebuilt).hasToString(original);
  }

  @Property(tries = 300)
  void every_character_of_the_normal_text_leads_back_to_its_original(
      @ForAll("anyUnicode") String text) {
    NormalText normal = NormalText.of(text);

    int last = 0;
    for (int i = 0; i < normal.text().length(); i++) {
      Span span = normal.span(i, i + 1, Category.UNSURE, "", "", 1);
      assertThat(span.from()).isGreaterThanOrEqualTo(last);
      assertThat(span.to()).isLessThanOrEqualTo(text.length());
      assertThat(NormalText.of(text.substring(span.from(), span.to())).text())
          .contains(normal.text().substring(i, i + 1));
      last = span.from();
    }
    assertThat(normal.folded()).hasSameSizeAs(normal.text());
  }

  @Property(tries = 100)
  void the_machine_s_own_language_changes_nothing(
      @ForAll("narratives") String text, @ForAll("languages") String language) {
    String expected = REDACTORS.get(language).redact(text).text();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));

      assertThat(new Redactor(CONTEXT, language).redact(text).text()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Provide
  Arbitrary<String> narratives() {
    return Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join(" ", pieces));
  }

  /** Any characters of Unicode, above the first plane too, and half of one left alone. */
  @Provide
  Arbitrary<String> anyUnicode() {
    Arbitrary<String> points =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.integers().between(0, 0x2FF).map(Character::toString)),
            Tuple.of(2, Arbitraries.integers().between(0x300, 0xFFFF).map(Character::toString)),
            Tuple.of(2, Arbitraries.integers().between(0x10000, 0x10FFFF).map(Character::toString)),
            Tuple.of(
                1, Arbitraries.of("\u200b", "\u00ad", "\u0301", "\ufb01", "\ud83d", " ", "\n")));
    return points.list().ofMaxSize(60).map(all -> String.join("", all));
  }

  /** A name of the context, with what cannot be seen, look-alikes, accents, torn or in capitals. */
  @Provide
  Arbitrary<String> disguised() {
    return Arbitraries.of(
        "Okafor-Lind",
        "OKAFOR-LIND",
        "okafor lind",
        "Oka\u200bfor-Lind",
        "Oka\u00adfor",
        "\u041ek\u0430f\u043er",
        "\u014ckafor",
        "Oka-\nfor",
        "O k a f o r",
        "\uff2f\uff4b\uff41\uff46\uff4f\uff52");
  }

  @Provide
  Arbitrary<String> languages() {
    return Arbitraries.of("en", "fr");
  }
}
