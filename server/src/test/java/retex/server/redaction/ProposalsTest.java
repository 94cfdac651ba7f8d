package retex.server.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static retex.server.redaction.SomeDesk.STRENGTHS;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Entry;
import retex.server.catalogue.CatalogueImport;

class ProposalsTest {

  private static final String TEXT = "Patrols speak with traders near Bramblewick every week.";

  @TempDir Path folder;
  private SomeDesk desk;

  @BeforeEach
  void open() {
    desk = new SomeDesk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_text_is_read_once_while_no_name_is_learnt() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, TEXT));
    RedactedField first = desk.field(entry, STRENGTHS);
    int kept = desk.proposals.kept();

    assertThat(desk.field(entry, STRENGTHS)).isEqualTo(first);
    assertThat(desk.proposals.kept()).isEqualTo(kept).isPositive();
  }

  @Test
  void a_name_learnt_later_is_taken_out_of_what_was_read_before() {
    Entry entry = desk.arrive(Map.of(STRENGTHS, "Patrols visit the market near the river."));
    assertThat(desk.redacted(entry, STRENGTHS)).contains("market");

    desk.context.getBean(CatalogueImport.class).run("{\"places\":[\"the market near the river\"]}");

    assertThat(desk.redacted(entry, STRENGTHS)).doesNotContain("market");
  }
}
