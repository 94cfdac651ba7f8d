package retex.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.server.access.AccessRefusal;
import retex.server.access.Account;
import retex.server.access.Accounts;
import retex.server.access.Role;
import retex.server.access.Visitor;
import retex.server.audit.Audit;
import retex.server.feedback.Feedbacks;
import retex.server.web.Words;

/**
 * The pages and the doors for programs by which a feedback is let go: who may, and what they see.
 */
class DoorsTest {

  private static final Visitor OLAF = visitor("olaf", Role.RELEASE_OFFICER);
  private static final Visitor NORA = visitor("nora", Role.RELEASE_OFFICER);
  private static final Visitor NILS = visitor("nils", Role.PROVIDER);
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  @TempDir Path folder;
  private SomeWorld world;
  private ReleaseResource programs;
  private ReleasePages pages;
  private ErasureResource erasures;
  private ErasurePages erasurePages;

  @BeforeEach
  void open() {
    world = new SomeWorld(folder);
    programs = world.bean(ReleaseResource.class);
    pages = world.bean(ReleasePages.class);
    erasures = world.bean(ErasureResource.class);
    erasurePages = world.bean(ErasurePages.class);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void no_door_opens_to_who_is_no_officer() {
    world.evaluated("U-A1", 2);
    String id = world.proposed().id();
    var reason = new ReleaseResource.Reason("Too early.");
    var request = HttpRequest.GET("/releases?lang=en");
    Map<String, ThrowingCallable> doors = new LinkedHashMap<>();
    doors.put("all", () -> programs.all(NILS));
    doors.put("concerns", () -> programs.concerns(NILS));
    doors.put("quotable", () -> programs.quotable(NILS, "P-NOR", "en", ""));
    doors.put("one", () -> programs.one(NILS, id));
    doors.put("holds", () -> programs.holds(NILS, id));
    doors.put("since", () -> programs.since(NILS, id));
    doors.put("recipients", () -> programs.recipients(NILS, id));
    doors.put("propose", () -> programs.propose(NILS, proposal(null)));
    doors.put("approve", () -> programs.approve(NILS, id, approval("")));
    doors.put("refuse", () -> programs.refuse(NILS, id, reason));
    doors.put("recall", () -> programs.askRecall(NILS, id, reason));
    doors.put("confirmation", () -> programs.confirmRecall(NILS, id));
    doors.put("dropping", () -> programs.dropRecall(NILS, id));
    doors.put("list", () -> pages.list(request, NILS));
    doors.put("form", () -> pages.propose(request, NILS, form("provider", "P-NOR")));
    doors.put("page", () -> pages.page(request, NILS, id));
    doors.put("preview", () -> pages.preview(NILS, id));
    doors.put("step", () -> pages.step(request, NILS, id, "refusal", form("reason", "No.")));
    doors.put("erasures", () -> erasures.all(NILS));
    doors.put("erase", () -> erasures.ask(NILS, new ErasureResource.Asked(NOBODY, "Names.")));
    doors.put("agree", () -> erasures.confirm(NILS, NOBODY));
    doors.put("keep", () -> erasures.drop(NILS, NOBODY));
    doors.put("erasure page", () -> erasurePages.list(request, NILS));
    doors.put("erasure step", () -> erasurePages.step(request, NILS, form("step", "ask")));

    doors.forEach((name, door) -> refused(name, AccessRefusal.ROLE_MISSING, door));
    assertThat(world.releases().find(id).state()).isEqualTo(ReleaseState.PROPOSED);
  }

  @Test
  void a_form_of_another_session_does_nothing() {
    world.evaluated("U-A1", 2);
    String id = world.proposed().id();
    var request = HttpRequest.GET("/releases?lang=en");

    refused(
        "step",
        AccessRefusal.FORM_FOREIGN,
        () -> pages.step(request, OLAF, id, "refusal", "csrf=other&reason=No."));
    refused(
        "form",
        AccessRefusal.FORM_FOREIGN,
        () -> pages.propose(request, OLAF, "csrf=other&provider=P-NOR&language=en"));
    refused(
        "erasure",
        AccessRefusal.FORM_FOREIGN,
        () -> erasurePages.step(request, OLAF, "csrf=other&step=ask"));
  }

  @Test
  void programs_see_of_a_release_what_it_is_from_its_proposal_to_its_recall() {
    world.evaluated("U-A1", 2);
    ReleaseResource.ReleaseView proposed = programs.propose(OLAF, proposal("2026-11-30"));

    assertThat(proposed.provider()).isEqualTo("P-NOR");
    assertThat(proposed.language()).isEqualTo("en");
    assertThat(proposed.state()).isEqualTo("proposed");
    assertThat(proposed.records()).isOne();
    assertThat(proposed.policy()).isEqualTo("release-3");
    assertThat(proposed.embargo()).isEqualTo("2026-11-30");
    assertThat(proposed.asked()).containsExactly("quotation");
    assertThat(proposed.proposer()).isEqualTo("olaf");
    assertThat(proposed.approver()).isEmpty();
    assertThat(proposed.texts()).contains("What to teach next");
    assertThat(programs.one(OLAF, proposed.id())).isEqualTo(proposed);
    assertThat(programs.all(OLAF)).containsExactly(proposed);
    assertThat(programs.since(OLAF, proposed.id())).isEmpty();
    assertThat(programs.holds(OLAF, proposed.id())).isEmpty();

    var approved =
        programs.approve(
            NORA, proposed.id(), new ReleaseResource.Approval(proposed.contentHash(), null));
    assertThat(approved.state()).isEqualTo("approved");
    assertThat(approved.approver()).isEqualTo("nora");
    world.consent("A", "2025-01-01", "2026-11-01");
    assertThat(programs.concerns(OLAF))
        .containsExactly(
            new ReleaseResource.ConcernView(
                proposed.id(),
                world.releases().find(proposed.id()).records().get(0),
                "consent-withdrawn"));

    var asked =
        programs.askRecall(OLAF, proposed.id(), new ReleaseResource.Reason("Consent ended."));
    assertThat(asked.state()).isEqualTo("recall-asked");
    assertThat(asked.recallReason()).isEqualTo("Consent ended.");
    assertThat(asked.recallAsker()).isEqualTo("olaf");
    assertThat(programs.dropRecall(OLAF, proposed.id()).state()).isEqualTo("approved");
    programs.askRecall(OLAF, proposed.id(), new ReleaseResource.Reason("Consent ended."));
    assertThat(programs.confirmRecall(NORA, proposed.id()).recaller()).isEqualTo("nora");
  }

  @Test
  void programs_learn_what_may_be_quoted_and_what_changed_since_the_release_before() {
    world.evaluated("U-A1", 2, SomeWorld.shortfalls("Stand-to is slow at dawn."));
    Release first = world.released();
    world.evaluated("U-B1", 3);
    var quotable = programs.quotable(OLAF, "P-NOR", "en", "2026-11-30");
    assertThat(quotable).hasSize(1);
    assertThat(quotable.get(0).sentence()).isEqualTo("Stand-to is slow at dawn.");
    assertThat(quotable.get(0).field()).isEqualTo("narrative.shortfalls");
    assertThat(first.records()).contains(quotable.get(0).record());

    var second =
        programs.propose(
            OLAF,
            new ReleaseResource.Proposal("P-NOR", "en", null, null, List.of(quotable.get(0).id())));

    assertThat(second.texts()).contains("Stand-to is slow at dawn.");
    assertThat(second.embargo()).isEmpty();
    assertThat(programs.since(OLAF, second.id()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.release()).isEqualTo(first.id());
              assertThat(it.on()).isEqualTo("2026-11-02");
              assertThat(it.language()).isEqualTo("en");
              assertThat(it.onlyUnits()).isFalse();
              assertThat(it.unitsGone()).isEmpty();
              assertThat(it.unitsNew()).containsExactly("Battalion B1");
              assertThat(it.textsNew()).contains("In their own words");
            });
    refused(
        "approval",
        ReleaseRefusal.RELEASE_STALE,
        () -> programs.approve(NORA, second.id(), approval(second.contentHash())));
    assertThat(
            programs
                .approve(
                    NORA,
                    second.id(),
                    new ReleaseResource.Approval(second.contentHash(), first.id()))
                .state())
        .isEqualTo("approved");
    assertThat(programs.refuse(NORA, world.proposed().id(), new ReleaseResource.Reason("No.")))
        .satisfies(it -> assertThat(it.remark()).isEqualTo("No."));
  }

  @Test
  void who_is_to_read_it_is_told_with_what_they_did() {
    world.evaluated("U-A1", 2);
    Release it = world.released();
    Release other = world.released();
    world
        .bean(Accounts.class)
        .add(new Account("nils", Set.of(Role.PROVIDER), "P-NOR", "en"), "a long enough one", "t");
    world
        .bean(Accounts.class)
        .add(new Account("oth", Set.of(Role.PROVIDER), "P-OTH", "en"), "a long enough one", "t");
    opened(it, "gone");
    opened(it, "nils");
    opened(it, "nils");
    opened(other, "else");

    assertThat(programs.recipients(OLAF, it.id()))
        .extracting(ReleaseResource.RecipientView::reader)
        .containsExactly("gone", "nils");
    assertThat(programs.recipients(OLAF, it.id()))
        .allSatisfy(one -> assertThat(one.opened()).startsWith("2026-11-"))
        .allSatisfy(one -> assertThat(one.told() + one.acknowledged()).isEmpty());
    assertThat(world.bean(Recipients.class).opened(it.id())).isEqualTo(2);
    assertThat(page(OLAF, it)).contains("<td>gone</td>", "<td>nils</td>").doesNotContain(">oth<");
  }

  @Test
  void a_page_offers_each_officer_what_they_may_do_and_no_more() {
    world.evaluated("U-A1", 2);
    Release it = world.proposed();
    assertThat(page(OLAF, it)).doesNotContain("/approval").contains("/refusal");
    assertThat(page(NORA, it)).contains("/approval", "/refusal").doesNotContain("/recall");

    assertThat(step(OLAF, it, "approval", "contentHash", it.contentHash())).isEqualTo(422);
    assertThat(step(NORA, it, "approval", "contentHash", it.contentHash())).isEqualTo(303);
    assertThat(page(OLAF, it)).contains("/recall\"").doesNotContain("/approval", "/refusal");
    assertThat(step(OLAF, it, "recall", "reason", "A name was left in.")).isEqualTo(303);
    assertThat(page(OLAF, it))
        .contains("/recall-dropping", "A name was left in. (olaf)")
        .doesNotContain("/recall-confirmation", "/recall\"");
    assertThat(page(NORA, it)).contains("/recall-confirmation", "/recall-dropping");
    assertThat(step(OLAF, it, "recall-confirmation")).isEqualTo(422);
    assertThat(step(OLAF, it, "recall-dropping")).isEqualTo(303);
    assertThat(step(OLAF, it, "recall", "reason", "Again.")).isEqualTo(303);
    assertThat(step(NORA, it, "recall-confirmation")).isEqualTo(303);
    assertThat(step(NORA, it, "anything")).isEqualTo(422);
    assertThat(world.releases().find(it.id()).state()).isEqualTo(ReleaseState.RECALLED);
  }

  @Test
  void the_page_shows_what_is_read_quoted_asked_and_withheld() {
    world.evaluated("U-A1", 2, SomeWorld.shortfalls("Stand-to is slow at dawn."));
    Release it = world.releases().propose(SomeWorld.NOR, "en", world.allQuoted("en"), "olaf");

    assertThat(page(NORA, it))
        .contains("Norhaven Training Centre", "release-3", it.contentHash())
        .contains("<q>Stand-to is slow at dawn.</q>")
        .contains("<li>What to teach next</li>", "<li>Mean: 2.0 of 4</li>")
        .containsPattern("<li>[^<]+ – [a-z]") // withheld figures, with the reason
        .doesNotContain("<li></li>");
    assertThat(pages.preview(OLAF, it.id()).body()).startsWith("%PDF".getBytes());
    assertThat(step(NORA, it, "refusal", "reason", "Wait.")).isEqualTo(303);
    assertThat(page(NORA, it)).contains("Wait.").doesNotContain("/refusal");
  }

  @Test
  void the_list_tells_what_is_out_what_is_held_and_what_to_look_at() {
    assertThat(body(pages.list(HttpRequest.GET("/releases?lang=en"), OLAF)))
        .contains("<option value=\"P-NOR\">Norhaven Training Centre</option>")
        .contains("name=\"asked\" value=\"quotation\"")
        .doesNotContain("/releases/");
    var record = world.evaluated("U-A1", 2).revision().record().toString();
    var refused =
        pages.propose(HttpRequest.GET("/releases?lang=en"), OLAF, form("provider", "P-404"));
    assertThat(refused.code()).isEqualTo(422);
    assertThat(body(refused)).contains("role=\"alert\"");
    var proposed =
        pages.propose(
            HttpRequest.GET("/releases?lang=en"),
            OLAF,
            form("provider", "P-NOR", "language", "en", "embargo", "2026-11-30"));
    assertThat(proposed.code()).isEqualTo(303);
    Release it = world.releases().all().get(0);
    world.approved(it);
    world.consent("A", "2025-01-01", "2026-11-01");

    assertThat(body(pages.list(HttpRequest.GET("/releases?lang=en"), OLAF)))
        .contains("/releases/" + it.id(), "30 November 2026", "<td>olaf</td><td>nora</td>")
        .contains("<code>" + record + "</code>");
  }

  @Test
  void what_is_held_back_and_what_a_later_look_found_is_told_to_officers() {
    var record = world.evaluated("U-A1", 2);
    Release it = world.released();
    world.bean(Looks.class).found(it, "ground", Set.of(Concern.Why.NAME_KNOWN));
    Words words = Words.in("en");
    assertThat(page(OLAF, it)).contains(words.say("release.concern.name-known"));
    assertThat(body(pages.list(HttpRequest.GET("/releases?lang=en"), OLAF)))
        .contains(words.say("release.concern.name-known"))
        .doesNotContain(words.say("release.held.text"));
    world.withdrawn(record);

    world.bean(Feedbacks.class).drawApproved();

    assertThat(body(pages.list(HttpRequest.GET("/releases?lang=en"), OLAF)))
        .contains(words.say("release.held.text"), words.say("fault.GROUND_CHANGED"));
    assertThat(page(OLAF, it)).contains(words.say("fault.GROUND_CHANGED"));
    assertThat(programs.holds(OLAF, it.id()))
        .extracting(Sequel.Hold::kind)
        .containsExactly("GROUND_CHANGED");
  }

  @Test
  void sentences_are_ticked_on_a_page_of_their_own() {
    world.evaluated("U-A1", 2, SomeWorld.shortfalls("Stand-to is slow at dawn."));
    var request = HttpRequest.GET("/releases?lang=en");
    String asked =
        form("provider", "P-NOR", "language", "en", "asked", "quotation", "embargo", "2026-11-30");

    HttpResponse<?> ticking = pages.propose(request, OLAF, asked);

    assertThat(ticking.code()).isEqualTo(200);
    assertThat(body(ticking))
        .contains("Stand-to is slow at dawn.", "Norhaven Training Centre", "value=\"2026-11-30\"")
        .contains("name=\"asked\" value=\"quotation\"");
    assertThat(world.releases().all()).isEmpty();
    assertThat(pages.propose(request, OLAF, asked + "&ticked=yes").code()).isEqualTo(303);
    assertThat(world.releases().all())
        .singleElement()
        .satisfies(it -> assertThat(it.terms().embargo()).isEqualTo(LocalDate.parse("2026-11-30")));
  }

  @Test
  void an_erasure_is_asked_and_agreed_to_by_two_at_either_door() {
    var one = world.evaluated("U-A1", 2).revision().record().toString();
    var other = world.evaluated("U-B1", 2).revision().record().toString();
    erasures.ask(OLAF, new ErasureResource.Asked(one, "Names a witness."));

    assertThat(erasures.all(OLAF))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.record()).isEqualTo(one);
              assertThat(it.state()).isEqualTo("asked");
              assertThat(it.reason()).isEqualTo("Names a witness.");
              assertThat(it.asker()).isEqualTo("olaf");
              assertThat(it.askedAt()).startsWith("2026-11-");
              assertThat(it.decider()).isEmpty();
            });
    assertThat(erasurePage(OLAF)).doesNotContain("value=\"confirm\"").contains("value=\"drop\"");
    assertThat(erasurePage(NORA)).contains("value=\"confirm\"", "Names a witness.", one);
    refused("own", ReleaseRefusal.ERASER_IS_ASKER, () -> erasures.confirm(OLAF, one));
    erasures.drop(OLAF, one);
    assertThat(erasurePage(NORA)).doesNotContain("value=\"drop\"");
    assertThat(erasureStep(OLAF, "ask", one)).isEqualTo(303);
    assertThat(erasureStep(OLAF, "confirm", one)).isEqualTo(422);
    erasures.confirm(NORA, one);
    assertThat(erasureStep(OLAF, "ask", other)).isEqualTo(303);
    assertThat(erasureStep(OLAF, "drop", other)).isEqualTo(303);
    assertThat(erasureStep(OLAF, "ask", other)).isEqualTo(303);
    assertThat(erasureStep(NORA, "confirm", other)).isEqualTo(303);
    assertThat(erasureStep(NORA, "else", other)).isEqualTo(422);
    assertThat(erasures.all(OLAF))
        .extracting(ErasureResource.RequestView::state)
        .containsExactlyInAnyOrder("done", "dropped", "dropped", "done");
  }

  private static ReleaseResource.Proposal proposal(@org.jspecify.annotations.Nullable String day) {
    return new ReleaseResource.Proposal("P-NOR", "en", day, List.of("quotation"), null);
  }

  private static ReleaseResource.Approval approval(String hash) {
    return new ReleaseResource.Approval(hash, "");
  }

  private void opened(Release it, String reader) {
    world.bean(Audit.class).write(reader, "feedback.opened", "f", Map.of("release", it.id()));
  }

  private String page(Visitor visitor, Release it) {
    return body(pages.page(HttpRequest.GET("/releases/" + it.id() + "?lang=en"), visitor, it.id()));
  }

  private int step(Visitor visitor, Release it, String step, String... fields) {
    return pages
        .step(HttpRequest.GET("/releases?lang=en"), visitor, it.id(), step, form(fields))
        .code();
  }

  private String erasurePage(Visitor visitor) {
    return body(erasurePages.list(HttpRequest.GET("/erasures?lang=en"), visitor));
  }

  private int erasureStep(Visitor visitor, String step, String record) {
    return erasurePages
        .step(
            HttpRequest.GET("/erasures?lang=en"),
            visitor,
            form("step", step, "record", record, "reason", "Names a witness."))
        .code();
  }

  private static String body(HttpResponse<?> response) {
    return String.valueOf(response.body());
  }

  private static String form(String... fields) {
    var form = new StringBuilder("csrf=own");
    for (int i = 0; i < fields.length; i += 2) {
      form.append('&').append(fields[i]).append('=');
      form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static void refused(String door, RefusalCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .as(door)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }

  private static Visitor visitor(String name, Role role) {
    return new Visitor(new Account(name, Set.of(role), "", "en"), "own");
  }
}
