package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

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

  @Property(tries = 200)
  void redacting_any_characters_twice_changes_nothing(
      @ForAll @StringLength(max = 120) String text, @ForAll("languages") String language) {
    String once = REDACTORS.get(language).redact(text).text();

    assertThat(REDACTORS.get(language).redact(once).text()).isEqualTo(once);
  }

  @Property(tries = 400)
  void no_masked_word_stands_elsewhere_under_any_normalisation(
      @ForAll("narratives") String text, @ForAll("languages") String language) {
    Redacted redacted = REDACTORS.get(language).redact(text);
    Vocabulary vocabulary = Vocabulary.of(language);
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
      boolean sentence = span.stage().equals("sentence");
      for (Words.Word word : Words.of(NormalText.of(text.substring(span.from(), span.to())))) {
        String folded = NormalText.fold(word.written());
        boolean ordinary = vocabulary.knows(word.lower(), folded);
        if (!sentence && word.written().length() >= 4 && !ordinary && word.isCapitalised()) {
          assertThat(left).doesNotContain(folded);
        }
      }
    }
  }

  @Property(tries = 400)
  void what_is_not_masked_is_the_original_character_for_character(
      @ForAll @StringLength(max = 150) String before,
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

  @Property(tries = 100)
  void every_character_of_the_normal_text_leads_back_to_its_original(
      @ForAll @StringLength(max = 200) String text) {
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

  @Provide
  Arbitrary<String> languages() {
    return Arbitraries.of("en", "fr");
  }
}
