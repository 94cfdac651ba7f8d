package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts written to slip through: each a row of notations that must go, without any context. */
class NotationsTest {

  private static final Pattern MARK =
      Pattern.compile("\\[\\[[A-Z_]+\\|(?<gold>[^\\]]+)]]|\\{\\{(?<keep>[^}]+)}}");

  /** Each known to slip, so that the list can only become shorter. */
  private static final List<String> SLIP =
      List.of(
          "///filled.count.soap",
          "45 point 250",
          "3 × Casspir",
          "x 2",
          "x 5",
          "no. 771204",
          "live:ops.velmar",
          "Sun",
          "Cloud",
          "FAIR ROCK",
          "DEEP WELL",
          "Corner",
          "entre 6 heures et 9 heures 30",
          "Autorité",
          "Prudence",
          "Désiré",
          "GRAND-PUITS");

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void no_notation_slips_that_did_not_slip_before(String language) throws IOException {
    var left = new ArrayList<String>();
    var cut = new ArrayList<String>();
    var redactor = new Redactor(Context.empty(), language);
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/redaction/notations", language + ".txt"))) {
      if (!line.startsWith("#")) {
        read(redactor, line, left, cut);
      }
    }

    assertThat(left).isSubsetOf(SLIP);
    assertThat(cut).hasSizeLessThanOrEqualTo(2);
  }

  private static void read(Redactor redactor, String line, List<String> left, List<String> cut) {
    var text = new StringBuilder();
    var marks = new ArrayList<int[]>();
    Matcher mark = MARK.matcher(line);
    int at = 0;
    while (mark.find()) {
      text.append(line, at, mark.start());
      String words = mark.group("gold") == null ? mark.group("keep") : mark.group("gold");
      marks.add(
          new int[] {
            text.length(), text.length() + words.length(), mark.group("gold") == null ? 1 : 0
          });
      text.append(words);
      at = mark.end();
    }
    Redacted redacted = redactor.redact(text.append(line.substring(at)).toString());
    for (int[] each : marks) {
      long hidden = 0;
      for (int i = each[0]; i < each[1]; i++) {
        hidden += isHidden(redacted, i) ? 1 : 0;
      }
      long letters =
          text.substring(each[0], each[1]).chars().filter(Character::isLetterOrDigit).count();
      if (each[2] == 0 && hidden < letters) {
        left.add(text.substring(each[0], each[1]));
      } else if (each[2] == 1 && hidden > 0) {
        cut.add(text.substring(each[0], each[1]));
      }
    }
  }

  private static boolean isHidden(Redacted redacted, int at) {
    return Character.isLetterOrDigit(redacted.original().charAt(at))
        && redacted.spans().stream().anyMatch(span -> span.from() <= at && at < span.to());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zone 37N, 604421 E, 1118110 N",
        "fuseau 37 N : E 604421, N 1118110",
        "37N 0604421 1118110",
        "37 N 604421 1118110"
      })
  void metres_in_a_zone_are_a_place_by_their_pattern_whatever_the_sentence_says(String place) {
    assertThat(Patterns.all())
        .filteredOn(shape -> shape.name().equals("utm"))
        .anyMatch(shape -> shape.pattern().matcher(place).matches());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | On 3 February 2026 the company trained first aid with great care and improved.",
        "fr | Le 3 février 2026 la compagnie a bien travaillé les gestes de secours."
      })
  void a_date_does_not_make_a_unit_of_the_company_after_it(String language, String text) {
    Redacted redacted = new Redactor(Context.empty(), language).redact(text);

    assertThat(redacted.spans()).extracting(Span::category).containsExactly(Category.DATETIME);
    assertThat(redacted.text()).containsPattern("the company trained|la compagnie a bien");
  }
}
