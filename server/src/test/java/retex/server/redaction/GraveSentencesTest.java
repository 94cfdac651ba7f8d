package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.redaction.SomeDesk.STRENGTHS;
import static retex.server.redaction.SomeDesk.record;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.server.finding.WithheldSentences;
import retex.server.redaction.engine.Category;

class GraveSentencesTest {

  private static final String TEXT =
      "Radio discipline is good. It is the only company ever sent home early.";

  @TempDir Path folder;

  @Test
  void what_one_officer_calls_otherwise_is_withheld_as_it_was_found() {
    try (var desk = new SomeDesk(folder)) {
      Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
      var withheld = desk.context.getBean(WithheldSentences.class);
      var span =
          desk.field(entry, STRENGTHS).redacted().spans().stream()
              .filter(it -> it.category() == Category.INDIRECT)
              .findFirst()
              .orElseThrow();
      assertThat(withheld.now().of(desk.accepted(entry))).isNotEmpty();

      desk.corrections.recategorise(
          record(entry),
          entry.revision().id(),
          Place.of(STRENGTHS, span),
          Category.PLACE,
          Scope.PLACE,
          "olaf");

      assertThat(desk.field(entry, STRENGTHS).redacted().spans())
          .noneMatch(it -> it.category() == Category.INDIRECT);
      assertThat(withheld.now().of(desk.accepted(entry)))
          .anyMatch(it -> it.category().equals("INDIRECT"));
    }
  }
}
