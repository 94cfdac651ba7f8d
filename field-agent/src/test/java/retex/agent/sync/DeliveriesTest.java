package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.Attachment;
import retex.contract.EvaluationBuilder;
import retex.contract.SomeLog;
import retex.proto.sync.v1.AttachmentServiceGrpc;
import retex.proto.sync.v1.DeliverRequest;
import retex.proto.sync.v1.DeliverResponse;
import retex.proto.sync.v1.FileKept;
import retex.proto.sync.v1.FileWanted;
import retex.proto.sync.v1.FilesWanted;

/** What a laptop says that it brought over of its photographs. */
class DeliveriesTest {

  @TempDir private Path folder;

  @Test
  void a_file_that_another_laptop_brings_meanwhile_is_settled_and_counts_as_nothing_sent()
      throws Exception {
    try (ApplicationContext laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString())).start()) {
      laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
      Attachment own = photographed(laptop, 1);
      Attachment others = photographed(laptop, 2);
      OwnLog.present(laptop.getBean(Logs.class)).acknowledge(2);
      Server server =
          NettyServerBuilder.forPort(0).addService(new Headquarters(own, others)).build().start();
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
      try {
        Delivered said = laptop.getBean(Deliveries.class).run(channel, Long.MAX_VALUE);

        assertThat(said.files()).isEqualTo(1);
        assertThat(said.bytes()).isEqualTo(own.size());
        assertThat(laptop.getBean(Deliveries.class).waiting().files()).isZero();
      } finally {
        channel.shutdownNow();
        server.shutdownNow();
      }
    }
  }

  private static Attachment photographed(ApplicationContext laptop, long seed) {
    Attachment named =
        laptop.getBean(Attachments.class).add(SomePhotograph.jpeg(300, 200, 1, seed));
    laptop
        .getBean(Log.class)
        .submit(
            EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
                .attachments(List.of(named))
                .build(),
            "evaluator",
            SomeLog.INSTRUMENT);
    return named;
  }

  /** Wants two files, and has the second from another before a byte has come. */
  private static final class Headquarters extends AttachmentServiceGrpc.AttachmentServiceImplBase {
    private final Attachment first;
    private final Attachment second;

    Headquarters(Attachment first, Attachment second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public StreamObserver<DeliverRequest> deliver(StreamObserver<DeliverResponse> laptop) {
      return new StreamObserver<>() {
        private long came;

        @Override
        public void onNext(DeliverRequest request) {
          if (request.hasOffer()) {
            laptop.onNext(
                DeliverResponse.newBuilder()
                    .setWanted(
                        FilesWanted.newBuilder().addFiles(wanted(first)).addFiles(wanted(second)))
                    .build());
            kept(2);
            return;
          }
          assertThat(request.getChunk().getFile()).isEqualTo(1);
          came += request.getChunk().getContent().size();
          if (came == first.size()) {
            kept(1);
          }
        }

        private void kept(int file) {
          laptop.onNext(
              DeliverResponse.newBuilder().setKept(FileKept.newBuilder().setFile(file)).build());
        }

        @Override
        public void onError(Throwable cut) {}

        @Override
        public void onCompleted() {
          laptop.onCompleted();
        }
      };
    }

    private static FileWanted.Builder wanted(Attachment file) {
      return FileWanted.newBuilder().setSha256(ByteString.copyFrom(file.hash().bytes()));
    }
  }
}
