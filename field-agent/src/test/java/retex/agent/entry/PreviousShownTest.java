package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.Words;
import retex.contract.Classification;
import retex.contract.Evaluation;
import retex.contract.Evaluator;
import retex.contract.UnitRef;
import retex.exchange.LaptopInbox;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.InstrumentRef;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.PreviousAnswer;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.proto.sync.v1.PreviousImprovement;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;

/** Evaluations of others, from headquarters' word to the form, and away again. */
class PreviousShownTest {

  private static final String REMARK = "The sentry at the north gate slept.";
  private static final String ACTION = "Wake the guard twice a night";
  private static final String THEN = "infantry-battalion@1";
  private static final String NOW = "infantry-battalion@2"; // the form is newer than the visit
  private static final byte[] RECORD = new byte[16];

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();
  private byte cursor = 1;

  @BeforeAll
  static void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    RECORD[6] = 0x70; // version and variant of a UUIDv7
    RECORD[8] = (byte) 0x80;
  }

  @BeforeEach
  void nothingIsHeld() {
    comes(true, List.of(), List.of());
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @Test
  void answers_of_others_stand_beside_each_criterion_and_the_form_says_where_from() {
    comes(false, List.of(previous("U-7", "2026-02-06", false)), List.of());
    String draft = draft("U-7");

    FormView.Before shown = before(draft, "FP1");

    assertThat(shown.said()).startsWith("2 ");
    assertThat(shown.remark()).isEqualTo(REMARK);
    assertThat(shown.agreed()).isEqualTo(ACTION + ", 1 May 2026");
    assertThat(before(draft, "FP2").said()).doesNotStartWith("NO").isNotEmpty();
    assertThat(from(draft, "en")).contains("6 February 2026", "came down from headquarters");
    assertThat(from(draft, "fr")).contains("6 février 2026", "envoyée par le siège");
  }

  @Test
  void a_laptop_that_may_not_hold_the_words_says_so() {
    comes(false, List.of(previous("U-7", "2026-02-06", true)), List.of());
    String draft = draft("U-7");

    assertThat(before(draft, "FP1").remark()).isEmpty();
    assertThat(before(draft, "FP1").agreed()).contains("stay at headquarters", "1 May 2026");
    assertThat(from(draft, "en")).contains("its remarks stay at headquarters");
  }

  @Test
  void the_later_of_an_own_evaluation_and_another_s_is_the_last_time() {
    own("U-8", "2026-03-01", 4);
    comes(false, List.of(previous("U-8", "2026-02-06", false)), List.of());
    String draft = draft("U-8");
    assertThat(before(draft, "FP1").said()).startsWith("4 ");
    assertThat(from(draft, "en")).contains("made on this laptop");

    comes(false, List.of(previous("U-8", "2026-03-02", false)), List.of());

    assertThat(before(draft, "FP1").said()).startsWith("2 ");
  }

  @Test
  void what_headquarters_takes_away_is_in_no_table_any_more() throws SQLException {
    comes(false, List.of(previous("U-7", "2026-02-06", false)), List.of());
    assertThat(tables()).contains(REMARK, ACTION);

    comes(false, List.of(), List.of("U-7 infantry-battalion"));

    assertThat(before(draft("U-7"), "FP1")).isEqualTo(FormView.Before.NONE);
    assertThat(tables()).doesNotContain(REMARK, ACTION);
  }

  @Test
  void a_list_that_comes_whole_replaces_what_was_held() throws SQLException {
    comes(false, List.of(previous("U-7", "2026-02-06", false)), List.of());

    comes(true, List.of(), List.of());

    assertThat(tables()).doesNotContain(REMARK, ACTION);
  }

  @Test
  void the_hello_names_the_cursor_that_was_kept_last() {
    comes(false, List.of(previous("U-7", "2026-02-06", false)), List.of());
    var hello = Hello.newBuilder();

    inbox().describe(hello);

    assertThat(hello.getCursorsList())
        .filteredOn(it -> it.getKind() == ReferenceKind.REFERENCE_KIND_PREVIOUS)
        .singleElement()
        .satisfies(it -> assertThat(it.getAt()).isEqualTo(at((byte) (cursor - 1))));
  }

  private void comes(boolean whole, List<PreviousEvaluation> some, List<String> removed) {
    var reference =
        Reference.newBuilder().setKind(ReferenceKind.REFERENCE_KIND_PREVIOUS).setTo(at(cursor++));
    if (!whole) {
      reference.setFrom(at((byte) (cursor - 2)));
    }
    inbox()
        .keep(
            reference.build(),
            ReferenceContent.newBuilder().addAllPrevious(some).addAllRemoved(removed).build());
  }

  private static ByteString at(byte number) {
    return ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, number});
  }

  private static LaptopInbox inbox() {
    return laptop.getBean(LaptopInbox.class);
  }

  private static PreviousEvaluation previous(String unit, String to, boolean withoutWords) {
    return PreviousEvaluation.newBuilder()
        .setUnit(unit)
        .setInstrument(THEN)
        .setToDay(LocalDate.parse(to).toEpochDay())
        .setRecordId(ByteString.copyFrom(RECORD))
        .setWithoutWords(withoutWords)
        .addAnswers(
            PreviousAnswer.newBuilder()
                .setCriterion("FP1")
                .setRating(2)
                .setRemark(withoutWords ? "" : REMARK))
        .addAnswers(PreviousAnswer.newBuilder().setCriterion("FP2").setNotObserved(true))
        .addImprovements(
            PreviousImprovement.newBuilder()
                .setCriterion("FP1")
                .setAction(withoutWords ? "" : ACTION + ".")
                .setDueDay(LocalDate.parse("2026-05-01").toEpochDay()))
        .build();
  }

  private static void own(String unit, String to, int rating) {
    var evaluation =
        new Evaluation(
            UnitRef.coded(unit),
            "",
            LocalDate.parse(to),
            LocalDate.parse(to),
            "en",
            Classification.CONFIDENTIAL,
            List.of(new Evaluator("Some One", "lead")),
            List.of(new Answer.Rated(new CriterionCode("FP1"), rating, "")),
            List.of(),
            List.of(),
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            "");
    laptop.getBean(Log.class).submit(evaluation, "someone", InstrumentRef.parse(THEN));
  }

  private static String draft(String unit) {
    return laptop.getBean(Submission.class).open(NOW, unit, "en").id();
  }

  private static FormView.Before before(String draft, String code) {
    return view(draft, "FP", "en").groups().stream()
        .flatMap(group -> group.rows().stream())
        .filter(row -> row.code().equals(code))
        .findFirst()
        .orElseThrow()
        .before();
  }

  private static String from(String draft, String language) {
    return view(draft, "about", language).sides().last();
  }

  private static FormView view(String draft, String section, String language) {
    var wish = new Forms.Wish(section, "", 0, Words.in(language));
    return laptop
        .getBean(Forms.class)
        .view(laptop.getBean(Drafts.class).find(draft), wish, List.of());
  }

  /** Every value of every table, as text. */
  private static String tables() throws SQLException {
    var all = new StringBuilder();
    DataSource source = DelegatingDataSource.unwrapDataSource(laptop.getBean(DataSource.class));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      var names = new ArrayList<String>();
      try (ResultSet tables =
          statement.executeQuery("select name from sqlite_master where type = 'table'")) {
        while (tables.next()) {
          names.add(tables.getString(1));
        }
      }
      assertThat(names).contains("previous_evaluation", "library", "record_text");
      for (String name : names) {
        append(all, statement, name);
      }
    }
    return all.toString();
  }

  private static void append(StringBuilder all, Statement statement, String table)
      throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(String.format(Locale.ROOT, "select * from \"%s\"", table))) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          byte[] bytes = rows.getBytes(i);
          all.append(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8)).append('\n');
        }
      }
    }
  }
}
