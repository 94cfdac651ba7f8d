package retex.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.TrainerNoteBuilder;
import retex.contract.UnitRef;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.catalogue.CatalogueImport;
import retex.server.catalogue.ProviderCode;
import retex.server.catalogue.SomeReference;
import retex.server.document.Edition;
import retex.server.document.Fault;
import retex.server.document.Proof;
import retex.server.document.Signing;
import retex.server.document.Typesetter;
import retex.server.record.Arrival;
import retex.server.record.Attachments;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.server.redaction.Redactions;
import retex.server.redaction.SomeClearance;
import retex.server.release.Release;
import retex.server.release.Releases;
import retex.server.release.Since;
import retex.server.release.Terms;
import retex.server.review.Reviews;

class FeedbacksTest {

  private static final ProviderCode PROVIDER = new ProviderCode("P-NOR");

  @TempDir Path folder;
  private ApplicationContext server;
  private Feedbacks feedbacks;
  private final SomeEntries laptop = new SomeEntries();
  private Entry evaluation;

  @BeforeEach
  void open() {
    SomeKeys.into(folder);
    server = SomeStore.in(folder);
    server.getBean(CatalogueImport.class).run(SomeReference.JSON);
    feedbacks = server.getBean(Feedbacks.class);
    evaluation = laptop.evaluation(UnitRef.coded("U-001"));
    for (Entry entry : List.of(evaluation, laptop.note(UnitRef.coded("U-001")))) {
      server
          .getBean(Revisions.class)
          .append(List.of(Arrival.sound(entry)), Instant.parse("2026-02-11T10:00:00Z"));
      server
          .getBean(Reviews.class)
          .accept(entry.revision().record(), entry.revision().id(), "reviewer");
      SomeClearance.of(server, entry.revision().record(), entry.revision().id());
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_released_feedback_is_drawn_signed_and_sound_and_opens_to_its_provider_alone() {
    Release release = released("en");

    FeedbackRow row = given().get(0);

    byte[] pdf = feedbacks.file(row.id(), PROVIDER.value(), "nils");
    Signing.Signer signer = server.getBean(SigningKeys.class).signer();
    assertThat(feedbacks.held(release.id())).isEmpty();
    assertThat(
            Proof.of(pdf, release.content(), Editions.of(release), signer.chain().get(0)).faults())
        .isEmpty();
    assertThatThrownBy(() -> feedbacks.file(row.id(), "P-OTHER", "someone"))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void erasing_a_record_that_names_a_feedback_among_its_files_leaves_the_feedback(boolean noted) {
    released("en");
    FeedbackRow row = given().get(0);
    byte[] pdf = feedbacks.file(row.id(), PROVIDER.value(), "nils");
    FileHash hash = FileHash.ofContent(pdf);
    Entry naming =
        laptop.evaluation(
            EvaluationBuilder.builder(SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3))
                .attachments(List.of(new Attachment(hash, pdf.length, Attachment.PDF, "", "")))
                .build());
    server
        .getBean(Revisions.class)
        .append(List.of(Arrival.sound(naming)), Instant.parse("2026-02-12T10:00:00Z"));
    if (noted) {
      server.getBean(Attachments.class).note(hash, pdf.length);
    }

    server
        .getBean(Erasures.class)
        .erase(naming.revision().record(), new Erasure("Shows a witness.", "olaf", "nora"));
    server.getBean(Erasures.class).scrub();

    assertThat(feedbacks.file(row.id(), PROVIDER.value(), "nils")).isEqualTo(pdf);
  }

  @Test
  void the_same_release_is_drawn_to_the_same_bytes() {
    Release release = released("fr");
    byte[] kept = feedbacks.file(given().get(0).id(), PROVIDER.value(), "nils");
    Edition edition = Editions.of(release);

    byte[] again =
        Signing.signed(
            Typesetter.pdf(release.content(), edition),
            edition,
            server.getBean(SigningKeys.class).signer());

    assertThat(again).isEqualTo(kept);
  }

  @Test
  void a_copy_that_was_found_names_its_recipient_even_from_one_page() throws Exception {
    Release english = released("en");
    released("fr");
    FeedbackRow row =
        given().stream().filter(it -> it.release().equals(english.id())).findFirst().orElseThrow();
    var page = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(feedbacks.file(row.id(), PROVIDER.value(), "nils"));
        var part = new PDDocument()) {
      part.importPage(document.getPage(1));
      part.save(page);
    }

    assertThat(server.getBean(Tracing.class).of(page.toByteArray()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.provider()).isEqualTo(PROVIDER.value());
              assertThat(it.release()).isEqualTo(english.id());
              assertThat(it.copy()).isEqualTo(Editions.copy(english.id(), PROVIDER.value()));
            });
    assertThat(server.getBean(Tracing.class).of(Typesetter.preview(english.content()))).isEmpty();
  }

  @Test
  void a_name_learnt_after_the_release_holds_the_file_back_and_is_told_without_it() {
    Release release = released("en");
    server
        .getBean(CatalogueImport.class)
        .run("{\"places\":[\"you trained; first quarter\"]}"); // of a sentence with figures in it

    assertThat(given()).isEmpty();

    assertThat(feedbacks.held(release.id())).containsExactly(new Fault(Fault.Kind.NAME, 1, "2"));
    assertThat(server.getBean(Audit.class).latest(5))
        .anySatisfy(
            it -> {
              assertThat(it.action()).isEqualTo("feedback.read-back-failed");
              assertThat(it.subject()).isEqualTo(release.id());
              assertThat(it.facts()).isEqualTo("{found=NAME 1 2}");
            });
    feedbacks.examineAgain(release.id(), "nora");
    assertThat(feedbacks.held(release.id())).hasSize(1);
    assertThat(given()).isEmpty();
  }

  @Test
  void a_record_that_the_content_rests_on_and_whose_masked_details_are_not_searched_is_a_fault() {
    Release release = released("en");
    byte[] pdf = feedbacks.file(given().get(0).id(), PROVIDER.value(), "nils");
    Signing.Signer signer = server.getBean(SigningKeys.class).signer();
    Proof proof = Proof.of(pdf, release.content(), Editions.of(release), signer.chain().get(0));
    var examination = server.getBean(Examination.class);
    assertThat(examination.faults(release, proof)).isEmpty();

    Entry revised = laptop.edit(evaluation, SomeEntries.anEvaluation(UnitRef.coded("U-001"), 4));
    server
        .getBean(Revisions.class)
        .append(List.of(Arrival.sound(revised)), Instant.parse("2026-02-12T10:00:00Z"));

    assertThat(examination.faults(release, proof))
        .containsExactly(new Fault(Fault.Kind.BASIS_NOT_SEARCHED, 0, ""));
  }

  @Test
  void what_is_masked_in_a_record_that_nobody_has_cleared_is_searched_too() {
    Release release = released("en");
    Entry uncleared =
        laptop.note(
            TrainerNoteBuilder.builder(SomeEntries.aNote(UnitRef.coded("U-001")))
                .language("en")
                .observations("Vehicle UN-40871 was on the way to teach next week.")
                .build());
    server
        .getBean(Revisions.class)
        .append(List.of(Arrival.sound(uncleared)), Instant.parse("2026-02-12T10:00:00Z"));
    server
        .getBean(Reviews.class)
        .accept(uncleared.revision().record(), uncleared.revision().id(), "reviewer");

    assertThat(server.getBean(Redactions.class).masked().get(uncleared.revision().id()))
        .flatExtracting(it -> it.redacted().spans())
        .isNotEmpty();
    assertThat(given()).hasSize(1);
    assertThat(feedbacks.held(release.id())).isEmpty();
  }

  @Test
  void what_another_server_holds_back_is_not_served_until_it_is_examined_again() {
    Release release = released("en");
    FeedbackRow row = given().get(0);
    server
        .getBean(HoldRows.class)
        .put(release.id(), Holds.text(List.of(new Fault(Fault.Kind.NAME, 1, "2"))), 0);

    assertThat(feedbacks.of(PROVIDER.value(), "nils")).noneMatch(Feedbacks.Given::isOpen);
    assertThatThrownBy(() -> feedbacks.file(row.id(), PROVIDER.value(), "nils"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            it ->
                assertThat(it.refusal().code()).isEqualTo(FeedbackRefusal.FEEDBACK_NOT_AVAILABLE));

    feedbacks.examineAgain(release.id(), "nora");

    assertThat(feedbacks.held(release.id())).isEmpty();
    assertThat(feedbacks.file(row.id(), PROVIDER.value(), "nils")).isNotEmpty();
  }

  @Test
  void a_key_that_cannot_be_read_holds_the_file_back_until_it_can() throws Exception {
    Release release = released("en");
    server.getBean(SigningKeys.class).signer();
    Path pin = folder.resolve("keys/signing.pin");
    byte[] kept = Files.readAllBytes(pin);
    Files.writeString(pin, "another");
    server.close();
    server = SomeStore.in(folder);
    feedbacks = server.getBean(Feedbacks.class);

    assertThat(given()).isEmpty();

    assertThat(feedbacks.held(release.id())).containsExactly(new Fault(Fault.Kind.NOT_MADE, 0, ""));
    Files.write(pin, kept);
    feedbacks.examineAgain(release.id(), "nora");
    assertThat(feedbacks.held(release.id())).isEmpty();
    assertThat(given()).hasSize(1);
  }

  private List<FeedbackRow> given() {
    feedbacks.drawApproved();
    return feedbacks.of(PROVIDER.value(), "nils").stream().map(Feedbacks.Given::row).toList();
  }

  private Release released(String language) {
    Releases releases = server.getBean(Releases.class);
    Release proposed = releases.propose(PROVIDER, language, Terms.NONE, "olaf");
    String since = releases.since(proposed).map(Since::release).orElse("");
    return releases.approve(proposed.id(), proposed.contentHash(), since, "nora");
  }
}
