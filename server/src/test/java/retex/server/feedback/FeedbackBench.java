package retex.server.feedback;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.instrument.Criterion;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.server.document.Content;
import retex.server.document.Edition;
import retex.server.document.Fault;
import retex.server.document.Proof;
import retex.server.document.Signing;
import retex.server.document.Typesetter;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Leaks;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Redactor;

/**
 * From an approved content of six pages to a signed file that two readers and the search have
 * passed, among known names, the masked details of a store of records and all public texts; beside
 * a bare PDFBox that writes the same words in lines: no tags, no marks, no signature. That the
 * store's records are redacted under the names of now, before their masked details are known, is
 * not in it.
 */
@Command(
    name = "feedback",
    description = "Six pages from release to signed, verified file, beside a bare PDFBox write.",
    mixinStandardHelpOptions = true)
public final class FeedbackBench implements Callable<Integer> {

  private static final String PROVIDER = "Norland Training Command";
  private static final int WARM_UP = 25;
  private static final int RUNS = 41;

  private static final byte[] FONT = font();

  @Option(names = "--json", description = "Write the figures to this file")
  private List<Path> json = List.of();

  @Option(names = "--names", description = "How many protected names are known")
  private int names = 5_000;

  @Option(names = "--records", description = "Of how many records masked details are searched")
  private int records = 2_000;

  @Override
  public Integer call() throws IOException, GeneralSecurityException, OperatorCreationException {
    Content content = content();
    var edition = new Edition(LocalDate.of(2026, 11, 25), "R7K2-M9QD", new byte[32]);
    Signing.Signer signer = signer();
    var known = new Leaks.Details(known(names));
    List<Redacted> store = store(records);
    Supplier<Search> search = // as each file has its own
        () -> new Search(known, store, Examination.publicTexts(Instruments.shipped(), "en"));
    byte[] pdf = finished(content, edition, signer, search);
    int pages = pages(pdf);
    for (int i = 0; i < WARM_UP; i++) {
      finished(content, edition, signer, search);
      bare(content);
    }
    long[] ours = new long[RUNS];
    long[] theirs = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      finished(content, edition, signer, search);
      long between = System.nanoTime();
      bare(content);
      ours[i] = between - start;
      theirs[i] = System.nanoTime() - between;
    }
    report(pages, pdf.length, ours, theirs);
    return 0;
  }

  private void report(int pages, int size, long[] ours, long[] theirs) throws IOException {
    Arrays.sort(ours);
    Arrays.sort(theirs);
    double median = ours[RUNS / 2] / 1e6;
    double bare = theirs[RUNS / 2] / 1e6;
    System.out.printf(
        "%d pages, %d KiB, %d names, %d records, %d runs warm%n",
        pages, size / 1024, names, records, RUNS);
    System.out.printf("%-28s %8s %8s%n", "", "median", "90 %");
    System.out.printf("%-28s %6.0fms %6.0fms%n", "set, sign, prove, search", median, at90(ours));
    System.out.printf("%-28s %6.0fms %6.0fms%n", "bare PDFBox write", bare, at90(theirs));
    System.out.printf("%-28s %7.1fx%n", "ratio", median / bare);
    for (Path file : json) {
      Files.writeString(
          file,
          JsonMapper.builder()
              .build()
              .createObjectNode()
              .put("pages", pages)
              .put("bytes", size)
              .put("names", names)
              .put("records", records)
              .put("runs", RUNS)
              .put("medianMillis", median)
              .put("p90Millis", at90(ours))
              .put("bareMedianMillis", bare)
              .put("bareP90Millis", at90(theirs))
              .put("ratio", median / bare)
              .toString());
    }
  }

  private static double at90(long[] sorted) {
    return sorted[RUNS * 9 / 10] / 1e6;
  }

  private static byte[] finished(
      Content content, Edition edition, Signing.Signer signer, Supplier<Search> search) {
    byte[] pdf = Signing.signed(Typesetter.pdf(content, edition), edition, signer);
    Proof proof = Proof.of(pdf, content, edition, signer.chain().get(0));
    var faults = new ArrayList<Fault>(proof.faults());
    faults.addAll(search.get().faults(content, List.of(PROVIDER)));
    if (!faults.isEmpty()) {
      throw new IllegalStateException("faults " + faults);
    }
    return pdf;
  }

  /** The same words, broken into lines of about the same length, and nothing else. */
  private static byte[] bare(Content content) throws IOException {
    try (var document = new PDDocument();
        var file = new ByteArrayInputStream(FONT)) {
      PDFont font = PDType0Font.load(document, file, true);
      List<String> lines = lines(content);
      for (int at = 0; at < lines.size(); at += 45) {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (var to = new PDPageContentStream(document, page)) {
          to.beginText();
          to.setFont(font, 10.5f);
          to.setLeading(15);
          to.newLineAtOffset(72, 770);
          for (String line : lines.subList(at, Math.min(lines.size(), at + 45))) {
            to.showText(line);
            to.newLine();
          }
          to.endText();
        }
      }
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  /** Without its substitution table, as ours is set: with it PDFBox takes several times as long. */
  private static byte[] font() {
    try (InputStream in = FeedbackBench.class.getResourceAsStream("/fonts/NotoSans-Regular.ttf")) {
      byte[] font = in.readAllBytes();
      for (int at = 12; at < 12 + 16 * 40; at += 16) {
        if (new String(font, at, 4, StandardCharsets.US_ASCII).equals("GSUB")) {
          font[at] = 'X';
        }
      }
      return font;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Content content) {
    var lines = new ArrayList<String>();
    for (String text : content.texts()) {
      var line = new StringBuilder();
      for (String word : text.split("\\s+")) {
        if (line.length() + word.length() > 90) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(word).append(' ');
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static int pages(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getNumberOfPages();
    }
  }

  /**
   * A feedback of the size that a provider of three units gets, of the shipped form's own words.
   */
  private static Content content() {
    Instrument form = Instruments.shipped().all().iterator().next();
    List<Criterion> criteria = form.criteria();
    var blocks = new ArrayList<Content.Block>();
    blocks.add(new Content.Paragraph("For " + PROVIDER, true));
    for (int unit = 0; blocks.size() < 26; unit++) {
      blocks.add(new Content.Heading(2, "Unit " + (char) ('A' + unit)));
      blocks.add(
          new Content.Bars(
              "Ratings by area",
              List.of("Area", "0 to 4", "Mean", "Observed"),
              4,
              form.areas().stream()
                  .map(it -> new Content.Bar(it.title().in("en"), 2.5, "2.5", "4 of 5"))
                  .toList()));
      int from = unit * 11 % criteria.size();
      blocks.add(new Content.Heading(3, "Gaps"));
      blocks.add(items(criteria, from));
      blocks.add(
          new Content.Table(
              "What changed",
              List.of("Area", "Before", "After"),
              form.areas().stream()
                  .map(it -> List.of(it.title().in("en"), "2.0", "2.5"))
                  .toList()));
    }
    return new Content(
        "en",
        "Training feedback",
        "For " + PROVIDER + " only. Copy",
        blocks,
        List.of(new Content.Named("1", PROVIDER), new Content.Named("footer", PROVIDER)),
        Set.of());
  }

  private static Content.Items items(List<Criterion> criteria, int from) {
    var items = new ArrayList<Content.Item>();
    for (int i = 0; i < 10; i++) {
      Criterion it = criteria.get((from + i) % criteria.size());
      items.add(new Content.Item("2, able with shortfalls:", it.text().in("en")));
    }
    return new Content.Items(false, items);
  }

  private static List<String> known(int count) {
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add("Zq" + Integer.toString(i * 7919, 26) + " Xv" + Integer.toString(i * 104_729, 26));
    }
    return names;
  }

  /** Records in which a person, a grid, a time and a vehicle are masked, in each another. */
  private static List<Redacted> store(int count) {
    var redactor = new Redactor(Context.empty(), "en");
    var store = new ArrayList<Redacted>();
    for (int i = 0; i < count; i++) {
      String text =
          "Sergeant Wq%s led the patrol at %02d%02d hrs near 32U MV %05d %05d in vehicle UN-4%04d."
              .formatted(
                  Integer.toString(i * 7919, 26).replaceAll("[0-9]", "k"),
                  i % 24,
                  i % 60,
                  i * 37 % 100_000,
                  i * 53 % 100_000,
                  i);
      store.add(redactor.redact(text));
    }
    return store;
  }

  private static Signing.Signer signer()
      throws GeneralSecurityException, OperatorCreationException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3_072);
    KeyPair pair = generator.generateKeyPair();
    var name = new X500Name("CN=Bench");
    var certificate =
        new JcaX509v3CertificateBuilder(
            name,
            java.math.BigInteger.ONE,
            new Date(0),
            new Date(4_000_000_000_000L),
            name,
            pair.getPublic());
    var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
    return new Signing.Signer(
        pair.getPrivate(),
        List.of(new JcaX509CertificateConverter().getCertificate(certificate.build(signer))),
        Security.getProvider("SunRsaSign"));
  }
}
