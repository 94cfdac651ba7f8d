package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.NamedFiles;
import retex.agent.record.NamedFiles.Fate;
import retex.agent.vault.Identity;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.vault.VaultRefusal;
import retex.contract.Attachment;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.SomeLog;
import retex.proto.sync.v1.AskRequest;
import retex.proto.sync.v1.AskResponse;
import retex.proto.sync.v1.DestroyKeySlots;
import retex.proto.sync.v1.HandOverServiceGrpc;
import retex.proto.sync.v1.RevocationOrder;
import retex.proto.sync.v1.SettleRequest;
import retex.proto.sync.v1.SettleResponse;

/** When the key slots of a laptop that hands over may go, while others write and bring beside. */
class HandOverTest {

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private SomeHeadquarters headquarters;
  private Runnable meanwhile = () -> {};
  private final List<FileHash> lost = new CopyOnWriteArrayList<>();
  private RevocationOrder order = RevocationOrder.REVOCATION_ORDER_HAND_OVER;

  @BeforeEach
  void aRevokedLaptopThatBroughtEverything() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    vault().open("a passphrase of ours".toCharArray());
    headquarters = new SomeHeadquarters(laptop.getBean(Identity.class).key(), new Door());
    laptop.getBean(HeadquartersRows.class).save(headquarters.row(headquarters.port()));
    writeAndBring();
  }

  @AfterEach
  void close() {
    laptop.close();
    headquarters.close();
  }

  @Test
  void what_another_call_brought_since_it_was_settled_is_settled_before_the_keys_go() {
    meanwhile = this::writeAndBring;
    assertThat(obey()).isEqualTo(SyncRefused.HAND_OVER_INCOMPLETE);
    assertThat(vault().destroyed()).isEmpty();

    meanwhile = () -> {};
    assertThat(obey()).isEqualTo(VaultRefusal.KEYS_GONE_HANDED_OVER);
  }

  @Test
  void a_photograph_that_was_missing_once_and_is_here_again_is_not_named_as_lost() {
    Attachment photograph =
        laptop.getBean(Attachments.class).add(SomePhotograph.jpeg(300, 200, 1, 1));
    writeAndBring(photograph);
    laptop.getBean(NamedFiles.class).settle(photograph.hash(), Fate.MISSING);

    assertThat(obey()).isEqualTo(VaultRefusal.KEYS_GONE_HANDED_OVER);

    assertThat(lost).isEmpty();
  }

  @Test
  void a_photograph_that_is_not_here_is_named_as_lost() throws IOException {
    Attachment photograph =
        laptop.getBean(Attachments.class).add(SomePhotograph.jpeg(300, 200, 1, 1));
    writeAndBring(photograph);
    laptop.getBean(NamedFiles.class).settle(photograph.hash(), Fate.MISSING);
    removePhotographs();

    assertThat(obey()).isEqualTo(VaultRefusal.KEYS_GONE_HANDED_OVER);

    assertThat(lost).containsExactly(photograph.hash());
  }

  private void removePhotographs() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("attachments"))) {
      for (Path it : files.toList()) {
        Files.delete(it);
      }
    }
  }

  @Test
  void the_keys_wait_while_there_are_drafts_until_a_person_synchronises() {
    Draft draft = laptop.getBean(Drafts.class).open("EVALUATION", "some-form@1", "", "", "{}");
    assertThat(obey()).isEqualTo(SyncRefused.HAND_OVER_WAITS);
    assertThat(vault().isOpen()).isTrue();
    assertThat(laptop.getBean(Drafts.class).all()).containsExactly(draft);

    assertThat(laptop.getBean(HandOver.class).obey(true).refusal().code())
        .isEqualTo(VaultRefusal.KEYS_GONE_HANDED_OVER);
  }

  @Test
  void the_keys_go_by_themselves_once_the_last_draft_is_discarded() {
    Draft draft = laptop.getBean(Drafts.class).open("EVALUATION", "some-form@1", "", "", "{}");
    assertThat(obey()).isEqualTo(SyncRefused.HAND_OVER_WAITS);

    laptop.getBean(Drafts.class).discard(draft.id());
    assertThat(obey()).isEqualTo(VaultRefusal.KEYS_GONE_HANDED_OVER);
  }

  @Test
  void stolen_destroys_at_once_whatever_drafts_there_are() {
    laptop.getBean(Drafts.class).open("EVALUATION", "some-form@1", "", "", "{}");
    order = RevocationOrder.REVOCATION_ORDER_STOLEN;

    assertThat(obey()).isEqualTo(VaultRefusal.KEYS_GONE_STOLEN);
  }

  private Object obey() {
    return laptop.getBean(HandOver.class).obey(false).refusal().code();
  }

  private void writeAndBring(Attachment... attachments) {
    laptop
        .getBean(Log.class)
        .submit(
            EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
                .attachments(List.of(attachments))
                .build(),
            "evaluator",
            SomeLog.INSTRUMENT);
    Logs logs = laptop.getBean(Logs.class);
    logs.acknowledge(logs.present(), logs.tip(logs.present()).number(), 0);
  }

  private Vault vault() {
    return laptop.getBean(Vault.class);
  }

  /** Orders to hand over, and has everything that is claimed. */
  private final class Door extends HandOverServiceGrpc.HandOverServiceImplBase {

    @Override
    public void ask(AskRequest request, StreamObserver<AskResponse> ear) {
      ear.onNext(AskResponse.newBuilder().setOrder(order).build());
      ear.onCompleted();
    }

    @Override
    public void settle(SettleRequest request, StreamObserver<SettleResponse> ear) {
      meanwhile.run();
      request.getLostFilesList().forEach(it -> lost.add(FileHash.of(it.toByteArray())));
      ear.onNext(
          SettleResponse.newBuilder().setDestroy(DestroyKeySlots.getDefaultInstance()).build());
      ear.onCompleted();
    }
  }
}
