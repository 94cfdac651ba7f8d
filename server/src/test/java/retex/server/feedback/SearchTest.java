package retex.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retex.server.document.Content;
import retex.server.document.Fault;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Leaks;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;

class SearchTest {

  private static final String PROVIDER = "Norland Training Command";
  private static final List<String> NAMES =
      List.of(PROVIDER, "ELDBATT-2", "Ines Okafor-Lind", "Okafor", "Camp Amber", "Norland", "KX");
  private static final List<String> PUBLIC = List.of("Explosive devices", "Amber warning level");

  @Test
  void a_content_that_holds_names_only_where_they_may_stand_is_clean() {
    assertThat(faults(content("Teach reporting.", "Reports were late."))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Seen at Camp Amber.",
        "Seen at CAMP  AMBER.",
        "Seen at Camp-Amber.",
        "Seen at C\u0430mp Amber.", // a Cyrillic letter
        "Seen at Camp\u200B Amber.",
        "With KX in the lead.",
        "In the lead: KX.",
        "By Ines Okäfor Lind.",
        "For Norland Training Command."
      })
  void a_name_in_any_writing_is_found_with_its_place(String sentence) {
    assertThat(faults(content(sentence, "Reports were late.")))
        .containsExactly(new Fault(Fault.Kind.NAME, 0, "2"));
  }

  @Test
  void a_permitted_name_is_found_where_no_place_was_made_for_it() {
    assertThat(faults(content("As ELDBATT-2 did.", "Reports were late.")))
        .containsExactly(new Fault(Fault.Kind.NAME, 0, "2"));
  }

  @Test
  void a_place_for_a_name_holds_that_name_and_no_other() {
    Content content =
        new Content(
            "en",
            "Title",
            "For " + PROVIDER + " only. Copy",
            List.of(new Content.Paragraph(PROVIDER + " and Camp Amber", true)),
            List.of(new Content.Named("1", PROVIDER), new Content.Named("footer", PROVIDER)),
            Set.of());

    assertThat(faults(content)).containsExactly(new Fault(Fault.Kind.NAME, 0, "1"));
  }

  @Test
  void a_name_in_its_place_that_this_recipient_may_not_read_is_found() {
    assertThat(search(List.of()).faults(content("Teach.", "Reports were late."), List.of(PROVIDER)))
        .contains(new Fault(Fault.Kind.NAME_NOT_PERMITTED, 0, "3.row.1.2"))
        .contains(new Fault(Fault.Kind.NAME, 0, "3.row.1.2"));
  }

  @ParameterizedTest
  @CsvSource({"Nkemelu, MASKED", "the red tanker by the well near the mill, MASKED"})
  void a_masked_detail_is_found_in_the_server_s_own_sentence(String masked, Fault.Kind kind) {
    Content content = content("Say " + masked.toUpperCase(java.util.Locale.ROOT) + ".", "Late.");

    assertThat(search(List.of(masked(masked))).faults(content, permitted()))
        .containsExactly(new Fault(kind, 0, "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "3 of 4", "Rose", "Bo", "two weeks"})
  void what_is_short_numeric_or_ordinary_is_looked_for_in_narratives_alone(String masked) {
    Search search = search(List.of(masked(masked)));

    assertThat(search.faults(content("Say " + masked + ".", "Reports were late."), permitted()))
        .isEmpty();
    assertThat(search.faults(content("Teach.", "They saw " + masked + ", late."), permitted()))
        .containsExactly(new Fault(Fault.Kind.MASKED_IN_NARRATIVE, 0, "4.item.1"));
  }

  @Test
  void an_ordinary_word_in_small_letters_is_not_the_name_that_was_masked() {
    assertThat(
            search(List.of(masked("Rose")))
                .faults(content("Teach.", "Morale rose and stayed high."), permitted()))
        .isEmpty();
  }

  @Test
  void a_public_text_is_no_leak_in_a_composed_sentence_but_is_in_a_quotation() {
    Search search = search(List.of(masked("Explosive devices")), "Explosive devices");

    assertThat(search.faults(content("Explosive devices", "Late."), permitted())).isEmpty();
    assertThat(search.faults(content("Teach.", "Explosive devices were found."), permitted()))
        .contains(new Fault(Fault.Kind.NAME, 0, "4.item.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Teach.", "Enseigner la sûreté.", "تحتاج الوحدة إلى تدريب"})
  void fifty_thousand_names_are_looked_for_in_little_time(String sentence) {
    var names = new ArrayList<String>();
    for (int i = 0; i < 50_000; i++) {
      names.add("Person" + i + " Of Family" + i * 7);
    }
    var search = new Search(new Leaks.Details(names), List.of(), PUBLIC);

    long from = System.nanoTime();
    List<Fault> faults = search.faults(content(sentence, "Reports were late."), permitted());

    assertThat(faults).isEmpty();
    assertThat(System.nanoTime() - from).isLessThan(1_000_000_000L);
  }

  private static List<Fault> faults(Content content) {
    return search(List.of()).faults(content, permitted());
  }

  private static List<String> permitted() {
    return List.of(PROVIDER, "ELDBATT-2");
  }

  private static Search search(List<Redacted> sources, String... more) {
    var names = new ArrayList<>(NAMES);
    names.addAll(List.of(more));
    return new Search(new Leaks.Details(names), sources, PUBLIC);
  }

  private static Redacted masked(String detail) {
    String text = "It was " + detail + " again.";
    return new Redacted(
        text,
        "en",
        List.of(new Span(7, 7 + detail.length(), Category.UNSURE, "vocabulary", "unknown", 0.5)));
  }

  private static Content content(String composed, String quoted) {
    return new Content(
        "en",
        "Training feedback",
        "For " + PROVIDER + " only. Copy",
        List.of(
            new Content.Paragraph("For " + PROVIDER, true),
            new Content.Paragraph(composed, false),
            new Content.Table(
                "", List.of("Unit", "Designation"), List.of(List.of("A", "ELDBATT-2"))),
            new Content.Items(false, List.of(new Content.Item("", quoted)))),
        List.of(
            new Content.Named("1", PROVIDER),
            new Content.Named("3.row.1.2", "ELDBATT-2"),
            new Content.Named("footer", PROVIDER)),
        Set.of(4));
  }
}
