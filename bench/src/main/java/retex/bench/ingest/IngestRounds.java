package retex.bench.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import retex.bench.corpus.Corpus;
import retex.contract.DeviceKey;
import retex.exchange.Headquarters;
import retex.exchange.HeadquartersOutbox;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.ExchangeResponse;
import retex.server.catalogue.CatalogueImport;
import retex.server.device.Enrolment;
import retex.server.ingest.Ingest;

/** Rounds of ingest, each beside the same rows inserted bare; told as they end. */
public final class IngestRounds {

  /** Times the bare inserts that are asked of ingest, at least. */
  public static final double TARGET = 0.5;

  static final int BATCH = 256; // entries: what a laptop sends over a fast link

  private final int records;
  private final int laptops;
  private final int warmUp;
  private final int rounds;

  /** {@code records} of each of the {@code laptops}; {@code rounds} count. */
  public IngestRounds(int records, int laptops, int warmUp, int rounds) {
    this.records = records;
    this.laptops = laptops;
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  /** Medians of the rounds that count, in records a second; the ratio of each. */
  public record Measured(double ingested, double inserted, double ratio, List<Double> ratios) {

    public Measured {
      ratios = List.copyOf(ratios);
    }

    double lowest() {
      return ratios.stream().mapToDouble(it -> it).min().orElseThrow();
    }

    /** Whether it takes in as many as is asked of it. */
    public boolean isReached() {
      return ratio >= TARGET;
    }
  }

  public Measured measure(Path home) throws IOException {
    Path work = Files.createTempDirectory("retex-bench-ingest");
    List<SignedLog> logs = logs(home, work);
    double all = records * laptops;
    var counted = new ArrayList<Round>();
    for (int i = 0; i < warmUp + rounds; i++) {
      Round round = round(work.resolve(Integer.toString(i)), logs);
      boolean counts = i >= warmUp;
      System.out.printf(
          "%s %2d: %6.0f of %6.0f records/s, ratio %.2f%n",
          counts ? "round  " : "warm-up",
          counts ? i - warmUp + 1 : i + 1,
          all / round.ours(),
          all / round.bare(),
          round.ratio());
      if (counts) {
        counted.add(round);
      }
    }
    return new Measured(
        all / median(counted, Round::ours),
        all / median(counted, Round::bare),
        median(counted, Round::ratio),
        counted.stream().map(Round::ratio).toList());
  }

  private List<SignedLog> logs(Path home, Path work) throws IOException {
    List<String> lines =
        Files.readAllLines(Corpus.write(home.resolve("bench/tools"), work, records * laptops, 1));
    var logs = new ArrayList<SignedLog>();
    for (int i = 0; i < laptops; i++) {
      logs.add(new SignedLog(lines.subList(i * records, (i + 1) * records), BATCH));
    }
    return logs;
  }

  private Round round(Path work, List<SignedLog> logs) {
    Path taken = work.resolve("taken");
    double ours = ingest(taken, logs);
    var rows = new BareInserts(taken.resolve("retex.db"));
    if (rows.count("revision") != records * laptops) {
      throw new IllegalStateException("not every record arrived: " + rows.count("revision"));
    }
    String url;
    try (ApplicationContext server = server(work.resolve("bare"))) {
      url = server.getRequiredProperty("datasources.default.url", String.class);
    }
    int transactions = laptops * ((records + BATCH - 1) / BATCH);
    System.gc(); // what the other side left is not this one's to collect
    return new Round(ours, rows.seconds(url, transactions));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Seconds of each side, one after the other. */
  private record Round(double ours, double bare) {

    double ratio() {
      return bare / ours;
    }
  }

  private static double ingest(Path folder, List<SignedLog> logs) {
    try (ApplicationContext server = server(folder)) {
      server.getBean(CatalogueImport.class).run(text(Corpus.reference(folder)));
      logs.forEach(log -> enrol(server.getBean(Enrolment.class), log.key()));
      Ingest ingest = server.getBean(Ingest.class);
      ExecutorService laptops = Executors.newFixedThreadPool(logs.size()); // as gRPC: one a call
      System.gc();
      long start = System.nanoTime();
      var running =
          logs.stream()
              .map(log -> CompletableFuture.runAsync(() -> send(log, ingest), laptops))
              .toList();
      running.forEach(CompletableFuture::join);
      double seconds = (System.nanoTime() - start) / 1e9;
      laptops.shutdown();
      return seconds;
    }
  }

  /** As the gRPC edge hands it over: bytes of messages in, messages out. */
  private static void send(SignedLog log, Ingest ingest) {
    var said = new ArrayList<ExchangeResponse>();
    try (var headquarters =
        new Headquarters(
            log.key().device(),
            ingest,
            (device, hello) -> HeadquartersOutbox.Waiting.NOTHING,
            said::add,
            () -> {})) {
      for (byte[] message : log.messages()) {
        headquarters.heard(ExchangeRequest.parseFrom(message));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    if (said.stream().anyMatch(ExchangeResponse::hasRefused)) {
      throw new IllegalStateException("refused: " + said.get(said.size() - 1));
    }
  }

  private static ApplicationContext server(Path folder) {
    return ApplicationContext.builder()
        .properties(Map.of("retex.data", folder.toString(), "grpc.server.enabled", false))
        .start();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void enrol(Enrolment enrolment, DeviceKey key) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var tls = generator.generateKeyPair();
      byte[] request =
          new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=bench"), tls.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(tls.getPrivate()))
              .getEncoded();
      byte[] token = Base64.getUrlDecoder().decode(enrolment.issueToken("bench"));
      byte[] secret = Arrays.copyOf(token, 32);
      byte[] domain = "retex.enrol.v1".getBytes(StandardCharsets.US_ASCII);
      byte[] signed = new byte[domain.length + secret.length + request.length];
      System.arraycopy(domain, 0, signed, 0, domain.length);
      System.arraycopy(secret, 0, signed, domain.length, secret.length);
      System.arraycopy(request, 0, signed, domain.length + secret.length, request.length);
      enrolment.enrol(secret, key.publicKey(), request, key.sign(signed), "bench");
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
