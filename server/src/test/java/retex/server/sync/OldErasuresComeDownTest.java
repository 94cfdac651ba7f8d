package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.UnitRef;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.server.SomeOldStore;
import retex.server.SomeStore;
import retex.server.key.ServerKeys;
import retex.server.notice.Letters;
import retex.server.record.Arrival;
import retex.server.record.ChainCheck;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.wire.FrameEncoder;

/** What was erased before laptops were told of it. */
class OldErasuresComeDownTest {

  private static final Instant NOW = Instant.parse("2026-02-11T10:00:00Z");
  private static final Erasure WHY = new Erasure("Names a witness.", "olaf", "nora");

  @TempDir private Path folder;
  @TempDir private Path old;
  private final SomeEntries here = new SomeEntries();
  private final SomeEntries copy = new SomeEntries();
  private final SomeEntries other = new SomeEntries();

  @Test
  void each_laptop_hears_once_of_each_record_that_it_holds_and_that_is_gone() throws Exception {
    UnitRef unit = UnitRef.coded("U-001");
    Entry both = here.evaluation(unit);
    Entry edit = copy.edit(both, SomeEntries.anEvaluation(unit, 2));
    Entry alone = here.note(unit);
    Entry left = here.evaluation(unit);
    Entry apart = other.note(unit);
    try (ApplicationContext server = SomeStore.in(folder)) {
      for (Entry it : List.of(both, edit, alone, left, apart)) {
        server.getBean(Revisions.class).append(List.of(new Arrival(it, List.of())), NOW);
      }
      server.getBean(Letters.class).post(here.device(), accepted(left));
      server.getBean(Erasures.class).erase(both.revision().record(), WHY);
      server.getBean(Erasures.class).erase(alone.revision().record(), WHY);
    }
    SomeOldStore.upTo("053", folder, old);

    try (ApplicationContext server = SomeStore.in(old)) {
      List<Letter> letters = lettersFor(server, here.device());

      assertThat(letters).extracting(Letter::getNumber).containsExactly(1L, 2L, 3L);
      assertThat(letters.get(0).getKind()).isEqualTo(LetterKind.LETTER_KIND_ACCEPTED);
      assertThat(letters.subList(1, 3))
          .extracting(it -> RecordId.of(it.getRecordId().toByteArray()))
          .containsExactlyInAnyOrder(both.revision().record(), alone.revision().record());
      assertThat(letters.subList(1, 3)).allMatch(it -> isOrdered(it, server));
      assertThat(lettersFor(server, copy.device()))
          .singleElement()
          .matches(it -> isOrdered(it, server))
          .matches(it -> revision(it).equals(edit.revision().id()));
      assertThat(lettersFor(server, other.device())).isEmpty();
      assertThat(server.getBean(ChainCheck.class).run().erased()).isEqualTo(3);
    }
  }

  private static retex.server.notice.Letter accepted(Entry entry) {
    return new retex.server.notice.Letter(
        retex.server.notice.LetterKind.ACCEPTED,
        entry.revision().record(),
        entry.revision().id(),
        "",
        NOW);
  }

  private static RevisionId revision(Letter letter) {
    return RevisionId.of(letter.getRevision().toByteArray());
  }

  private static boolean isOrdered(Letter letter, ApplicationContext server) {
    byte[] key = server.getBean(ServerKeys.class).of("bundle").publicKey();
    return letter.getKind() == LetterKind.LETTER_KIND_ERASED
        && retex.wire.Erasures.order(letter)
            .filter(it -> it.isBy(key))
            .filter(it -> it.record().equals(RecordId.of(letter.getRecordId().toByteArray())))
            .isPresent();
  }

  private static List<Letter> lettersFor(ApplicationContext server, DeviceId device) {
    var letters = new ArrayList<Letter>();
    var said = new ArrayList<ExchangeResponse>();
    try (var frames = new FrameEncoder()) {
      server
          .getBean(Downward.class)
          .waiting(device, Hello.newBuilder().setEpoch(1).build())
          .send(frames, said::add);
    }
    said.stream()
        .filter(ExchangeResponse::hasLetters)
        .forEach(it -> letters.addAll(it.getLetters().getLettersList()));
    return letters;
  }
}
