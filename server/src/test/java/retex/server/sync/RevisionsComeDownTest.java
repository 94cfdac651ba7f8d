package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceId;
import retex.contract.Entry;
import retex.contract.FieldRules;
import retex.contract.RecordId;
import retex.contract.UnitRef;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.ExchangeResponse;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;
import retex.server.SomeStore;
import retex.server.record.Arrival;
import retex.server.record.Elsewhere;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.HeadquartersLog;
import retex.server.record.Records;
import retex.server.record.Revisions;
import retex.server.record.SomeEntries;
import retex.wire.FrameDecoder;
import retex.wire.FrameEncoder;

/** A laptop hears of revisions of its records that were written elsewhere, and of no others. */
class RevisionsComeDownTest {

  private static final UnitRef UNIT = UnitRef.coded("U-001");

  @TempDir Path folder;
  private final SomeEntries here = new SomeEntries();
  private final SomeEntries copy = new SomeEntries();
  private final Set<String> held = new TreeSet<>();
  private ByteString cursor = ByteString.copyFrom(new byte[8]);
  private ApplicationContext server;

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void both_laptops_get_what_the_other_and_headquarters_wrote() {
    Entry first = arrive(here.evaluation(UNIT));
    arrive(here.evaluation(UnitRef.coded("U-002")));
    Entry ours = arrive(here.edit(first, SomeEntries.anEvaluation(UNIT, 2)));
    assertThat(syncs(here.device())).isZero();
    Entry theirs = arrive(copy.edit(first, SomeEntries.anEvaluation(UNIT, 4)));

    syncs(here.device());
    assertThat(held).containsExactly(id(theirs));
    Entry third =
        server
            .getBean(HeadquartersLog.class)
            .follow(List.of(ours, theirs), ours.payload(), first.revision().instrument(), "rita");
    syncs(here.device());

    assertThat(held).containsExactlyInAnyOrder(id(theirs), id(third));
    assertThat(syncs(here.device())).isZero();
  }

  @Test
  void an_erased_record_is_taken_away_again() {
    Entry first = arrive(here.evaluation(UNIT));
    arrive(here.edit(first, SomeEntries.anEvaluation(UNIT, 2)));
    arrive(copy.edit(first, SomeEntries.anEvaluation(UNIT, 4)));
    syncs(here.device());
    assertThat(held).hasSize(1);

    server
        .getBean(Erasures.class)
        .erase(first.revision().record(), new Erasure("Names a witness.", "olaf", "nora"));
    syncs(here.device());

    assertThat(held).isEmpty();
  }

  @Test
  void an_invented_parent_gives_no_part_in_a_record() {
    Entry first = arrive(here.evaluation(UNIT));
    Entry ours = arrive(here.edit(first, SomeEntries.anEvaluation(UNIT, 2)));
    Entry unknown = new SomeEntries().edit(first, SomeEntries.anEvaluation(UNIT, 1));
    Entry forged = arrive(copy.edit(unknown, SomeEntries.anEvaluation(UNIT, 2)));
    arrive(copy.edit(forged, SomeEntries.anEvaluation(UNIT, 4)));

    syncs(copy.device());
    assertThat(held).isEmpty();
    syncs(here.device());
    assertThat(held).isEmpty();
    RecordId record = first.revision().record();
    assertThat(server.getBean(Elsewhere.class).laptopsOf(record)).containsExactly(here.device());
    assertThat(server.getBean(Records.class).find(record).orElseThrow().current())
        .isEqualTo(ours.revision().id());
    arrive(unknown);
    syncs(copy.device());
    assertThat(held).contains(id(first), id(ours), id(unknown));
  }

  @Test
  void who_wrote_what_a_record_says_hears_of_it_although_its_first_revision_has_not_come() {
    Entry first = here.evaluation(UNIT);
    RecordId record = first.revision().record();
    arrive(copy.edit(first, SomeEntries.anEvaluation(UNIT, 2)));
    assertThat(server.getBean(Elsewhere.class).laptopsOf(record)).containsExactly(copy.device());

    Entry other = new SomeEntries().edit(first, SomeEntries.anEvaluation(UNIT, 1));
    arrive(other);
    assertThat(server.getBean(Elsewhere.class).laptopsOf(record))
        .containsExactly(other.revision().log().device());
    arrive(first);

    assertThat(server.getBean(Elsewhere.class).laptopsOf(record)).hasSize(3);
  }

  /** Says hello and keeps what comes; answers how many messages of the kind came. */
  private int syncs(DeviceId device) {
    var hello =
        Hello.newBuilder()
            .setEpoch(1)
            .addCursors(
                Cursor.newBuilder().setKind(ReferenceKind.REFERENCE_KIND_REVISION).setAt(cursor))
            .build();
    var said = new ArrayList<ExchangeResponse>();
    int messages = 0;
    try (var frames = new FrameEncoder();
        var answers = new FrameDecoder()) {
      server.getBean(Downward.class).waiting(device, hello).send(frames, said::add);
      for (ExchangeResponse it : said) {
        if (it.hasReference()) {
          byte[] bytes = answers.content(it.getReference().getFrame().toByteArray(), 8 << 20);
          if (it.getReference().getKind() == ReferenceKind.REFERENCE_KIND_REVISION) {
            messages++;
            keep(bytes, it.getReference().getFrom().isEmpty());
            cursor = it.getReference().getTo();
          }
        }
      }
    }
    return messages;
  }

  private void keep(byte[] bytes, boolean whole) {
    try {
      ReferenceContent content = FieldRules.check(ReferenceContent.parseFrom(bytes));
      if (whole) {
        held.clear();
      }
      held.removeAll(content.getRemovedList());
      content
          .getRevisionsList()
          .forEach(
              it ->
                  held.add(
                      id(
                          Entry.parse(
                              it.getEnvelope().toByteArray(), it.getPayload().toByteArray()))));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Entry arrive(Entry entry) {
    server
        .getBean(Revisions.class)
        .append(List.of(Arrival.sound(entry)), Instant.parse("2026-03-01T10:00:00Z"));
    return entry;
  }

  private static String id(Entry entry) {
    return entry.revision().id().hex();
  }
}
