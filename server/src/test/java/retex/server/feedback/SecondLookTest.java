package retex.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Classification;
import retex.contract.EvaluationBuilder;
import retex.contract.UnitRef;
import retex.refusal.RefusedException;
import retex.server.SomeClock;
import retex.server.audit.Audit;
import retex.server.catalogue.CatalogueImport;
import retex.server.document.ContentJson;
import retex.server.document.Fault;
import retex.server.policy.SomePolicies;
import retex.server.record.SomeEntries;
import retex.server.redaction.engine.Redactor;
import retex.server.release.Concern;
import retex.server.release.Release;
import retex.server.release.Sequel;
import retex.server.release.SomeWorld;
import retex.server.release.Terms;
import retex.server.web.Words;

class SecondLookTest {

  private static final String PROVIDER = "P-NOR";
  private static final String NAME = "you trained; first quarter"; // of a sentence with figures
  private static final Fault POLICY = new Fault(Fault.Kind.POLICY_CHANGED, 0, "");

  @TempDir Path folder;
  private SomeWorld world;
  private Feedbacks feedbacks;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    feedbacks = world.bean(Feedbacks.class);
    world.evaluated("U-A1", 2);
    world.noted("U-A1");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_name_imported_before_a_drawn_file_is_given_holds_it_back_in_words() {
    Release release = drawn();

    imported(NAME);
    feedbacks.lookAgain();

    assertThat(feedbacks.held(release.id())).extracting(Fault::kind).containsOnly(Fault.Kind.NAME);
    assertThat(only().isOpen()).isFalse();
    assertThat(told(release, "en")).contains("A protected name stands outside");
    assertThat(told(release, "fr")).contains("Un nom protégé");
  }

  @Test
  void a_name_imported_in_the_moment_before_the_first_opening_holds_the_file_back_too() {
    Release release = drawn();
    imported(NAME);

    refused(only());

    assertThat(feedbacks.held(release.id())).isNotEmpty();
    assertThat(world.bean(Audit.class).about("feedback.opened", "release=" + release.id()))
        .isEmpty();
  }

  @Test
  void a_name_that_a_record_brings_after_a_file_was_given_is_a_concern_and_it_is_served_still() {
    Release release = drawn();
    assertThat(opened()).isNotEmpty();

    world.arrive(
        world
            .laptop()
            .note(SomeEntries.aNote(UnitRef.typed(NAME, "infantry-battalion", "A", "MINELD"))));
    feedbacks.lookAgain();

    assertThat(concerns()).containsExactly(Concern.Why.NAME_KNOWN);
    assertThat(feedbacks.held(release.id())).isEmpty();
    assertThat(opened()).isNotEmpty();
  }

  @Test
  void a_stricter_policy_is_a_concern_of_what_was_given_and_holds_back_what_was_not() {
    drawn();
    assertThat(opened()).isNotEmpty();
    Release later = drawn();

    SomePolicies.withoutRatingsByUnit(world.context());
    feedbacks.lookAgain();

    assertThat(concerns()).containsExactly(Concern.Why.POLICY_STRICTER);
    assertThat(feedbacks.held(later.id())).containsExactly(POLICY);
    assertThat(told(later, "fr")).contains("Une autre politique est en vigueur");
  }

  @Test
  void what_is_told_no_more_of_one_unit_is_missed_though_another_still_tells_the_same() {
    world.evaluated(
        "U-B1",
        2,
        it -> EvaluationBuilder.builder(it).classification(Classification.UNCLASSIFIED).build());
    drawn();
    assertThat(opened()).isNotEmpty();

    SomePolicies.withoutConfidentialScores(world.context());
    feedbacks.lookAgain();

    assertThat(concerns()).containsExactly(Concern.Why.POLICY_STRICTER);
  }

  @Test
  void what_a_look_found_of_the_policy_stands_when_a_name_is_learnt() {
    drawn();
    assertThat(opened()).isNotEmpty();
    SomePolicies.withoutRatingsByUnit(world.context());
    feedbacks.lookAgain();

    imported(NAME);
    feedbacks.lookAgain();

    assertThat(concerns())
        .containsExactlyInAnyOrder(Concern.Why.POLICY_STRICTER, Concern.Why.NAME_KNOWN);
  }

  @Test
  void a_policy_that_says_the_same_changes_nothing_for_what_is_drawn() {
    Release release = drawn();

    world.nextPolicy();
    feedbacks.lookAgain();

    assertThat(concerns()).isEmpty();
    assertThat(feedbacks.held(release.id())).isEmpty();
    assertThat(opened()).isNotEmpty();
  }

  @Test
  void what_will_hold_back_an_embargoed_release_is_told_while_it_waits() {
    Release waits = world.released(new Terms(LocalDate.parse("2026-12-01"), Set.of()));

    imported(NAME);
    world.nextPolicy();
    feedbacks.lookAgain();

    assertThat(concerns())
        .containsExactlyInAnyOrder(Concern.Why.NAME_KNOWN, Concern.Why.POLICY_CHANGED);
    world.moveTo("2026-12-02");
    feedbacks.drawApproved();
    assertThat(feedbacks.held(waits.id())).containsExactly(POLICY);
    assertThat(concerns()).isEmpty();
  }

  @Test
  void rules_that_were_renewed_under_an_embargo_are_named_to_the_officer_as_the_reason()
      throws SQLException {
    Release waits = world.released(new Terms(LocalDate.parse("2026-12-01"), Set.of()));
    composedUnderOlderRules(waits);

    feedbacks.lookAgain();

    assertThat(concerns()).containsExactly(Concern.Why.RULES_CHANGED);
    world.moveTo("2026-12-02");
    feedbacks.drawApproved();
    assertThat(feedbacks.held(waits.id()))
        .containsExactly(new Fault(Fault.Kind.RULES_CHANGED, 0, ""));
    assertThat(told(waits, "en")).contains("rules of redaction were renewed");
    assertThat(told(waits, "fr")).contains("règles de caviardage");
  }

  @Test
  void a_hold_that_another_server_writes_during_an_examination_stays() {
    Release release = drawn();
    var rows = world.bean(HoldRows.class);
    String first = Holds.text(List.of(new Fault(Fault.Kind.NOT_MADE, 0, "")));
    String newer = Holds.text(List.of(new Fault(Fault.Kind.NAME, 1, "2")));
    rows.put(release.id(), first, 1);

    clock().beforeNext(() -> rows.put(release.id(), newer, 2));
    feedbacks.examineAgain(release.id(), "nora");

    assertThat(feedbacks.held(release.id())).extracting(Fault::kind).containsOnly(Fault.Kind.NAME);
    feedbacks.examineAgain(release.id(), "nora");
    assertThat(feedbacks.held(release.id())).isEmpty();
  }

  private SomeClock clock() {
    return (SomeClock) world.bean(Clock.class);
  }

  private Release drawn() {
    Release release = world.released();
    feedbacks.drawApproved();
    assertThat(feedbacks.held(release.id())).isEmpty();
    return release;
  }

  private void imported(String place) {
    world.bean(CatalogueImport.class).run("{\"places\":[\"" + place + "\"]}");
  }

  private Feedbacks.Given only() {
    List<Feedbacks.Given> all = feedbacks.of(PROVIDER, "reader");
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private byte[] opened() {
    return feedbacks.file(only().row().id(), PROVIDER, "reader");
  }

  private void refused(Feedbacks.Given it) {
    assertThatThrownBy(() -> feedbacks.file(it.row().id(), PROVIDER, "reader"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            no ->
                assertThat(no.refusal().code()).isEqualTo(FeedbackRefusal.FEEDBACK_NOT_AVAILABLE));
  }

  private List<Concern.Why> concerns() {
    return world.releases().concerns().stream().map(Concern::why).toList();
  }

  /** What the officer reads on the list of releases. */
  private String told(Release release, String language) {
    return world.context().getBeansOfType(Sequel.class).stream()
        .flatMap(it -> it.held(Words.in(language)).getOrDefault(release.id(), List.of()).stream())
        .map(Sequel.Hold::sentence)
        .reduce("", String::concat);
  }

  private void composedUnderOlderRules(Release it) throws SQLException {
    String content = new String(ContentJson.write(it.content()), StandardCharsets.UTF_8);
    String rules = "redaction rules ";
    assertThat(content).contains(rules + Redactor.VERSION);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("retex.db"));
        Statement plain = connection.createStatement()) {
      plain.execute("drop trigger feedback_release_content_is_never_changed");
      try (PreparedStatement update =
          connection.prepareStatement("update feedback_release set content = ? where id = ?")) {
        update.setBytes(
            1,
            content
                .replace(rules + Redactor.VERSION, rules + "0")
                .getBytes(StandardCharsets.UTF_8));
        update.setString(2, it.id());
        update.executeUpdate();
      }
    }
  }
}
