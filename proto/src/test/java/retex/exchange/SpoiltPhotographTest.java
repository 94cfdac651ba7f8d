package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import retex.contract.FileHash;
import retex.contract.SomeLog;
import retex.delivery.Plan;
import retex.delivery.Sending;
import retex.exchange.Album.Fate;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileRefusal;
import retex.proto.sync.v1.FileRefused;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;

/** What a laptop makes of a photograph that arrived otherwise than it left. */
class SpoiltPhotographTest {

  private final Computer laptop = new Computer(SomeLog.key(1), new Disk());
  private final MemoryOutgoing files =
      new MemoryOutgoing(laptop, new Fuse(new Random(1)), Mutation.NONE, it -> {});
  private final byte[] photograph = new byte[350];
  private final FileHash file = FileHash.ofContent(photograph);

  SpoiltPhotographTest() {
    laptop.disk.album.held.put(file, photograph);
  }

  @Test
  void one_that_went_on_where_it_was_cut_is_sent_anew_however_often_that_was_spoilt() {
    for (int i = 0; i < 5; i++) {
      arrivesWrong(100);
    }

    assertThat(laptop.disk.album.fates).isEmpty();
  }

  @Test
  void one_that_was_sent_from_its_first_byte_twice_in_vain_is_not_sent_by_itself_again() {
    arrivesWrong(0);
    assertThat(laptop.disk.album.fates).isEmpty();

    arrivesWrong(0);

    assertThat(laptop.disk.album.fates).isEqualTo(Map.of(file, Fate.REFUSED));
  }

  private void arrivesWrong(long offset) {
    var call =
        new Sending(
            files, Delivering.MEASURES, Plan.ofWaiting(files, Long.MAX_VALUE, () -> true), 0);
    var wanted =
        FileWanted.newBuilder().setSha256(ByteString.copyFrom(file.bytes())).setOffset(offset);
    call.hear(
        DeliverResponse.newBuilder().setWanted(FilesWanted.newBuilder().addFiles(wanted)).build(),
        0);
    while (call.next().isPresent()) {
      assertThat(call.stopped()).isEmpty();
    }
    call.hear(
        DeliverResponse.newBuilder()
            .setRefused(
                FileRefused.newBuilder().setFile(1).setCode(FileRefusal.FILE_REFUSAL_HASH_WRONG))
            .build(),
        1);
  }
}
