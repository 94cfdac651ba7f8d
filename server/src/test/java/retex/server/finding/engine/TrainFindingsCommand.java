package retex.server.finding.engine;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the models of remarks that ship. */
@Command(
    name = "train-findings",
    description = {
      "Train the models of topic, skill and praise from the labelled remarks and the vocabulary, fit",
      "how sure findings are to remarks that a model has not learnt from, and write both into the",
      "server's resources."
    },
    mixinStandardHelpOptions = true)
public final class TrainFindingsCommand implements Callable<Integer> {

  private static final List<String> LANGUAGES = List.of("en", "fr");
  private static final int FEW = 32;
  private static final String VOCABULARY = "server/src/main/resources/vocabulary";

  @Option(names = "--home", description = "Folder of the project; default: this one")
  private Path home = Path.of(System.getProperty("retex.home", "."));

  @Override
  public Integer call() throws IOException {
    Path remarks = home.resolve("server/src/test/resources/finding/train");
    var learnt = new ArrayList<Lessons.Learnt>();
    for (String language : LANGUAGES) {
      Path model = model(language);
      var trainer = new RemarkTrainer(language);
      Lessons lessons = trainer.lessons(remarks, trainer.remarks(remarks));
      try (var out = new BufferedOutputStream(Files.newOutputStream(model))) {
        trainer.trained(lessons).write(out);
      }
      learnt.add(new Lessons.Learnt(language, lessons.sum(), sum(model), few(trainer, remarks)));
      System.out.printf(Locale.ROOT, "%s: %,d bytes%n", model.getFileName(), Files.size(model));
    }
    Lessons.Learnt.write(remarks, learnt);
    certainty(remarks);
    return 0;
  }

  /**
   * Fits how sure findings and their sides are, a line a language and one for those without a
   * model.
   */
  private void certainty(Path remarks) throws IOException {
    var lines = new ArrayList<String>(List.of(Certainty.head()));
    var ofPraise = new ArrayList<String>(List.of(Praise.head()));
    var others = new CertaintyFit();
    for (String language : LANGUAGES) {
      var fit = new CertaintyFit();
      fit.read(remarks, language, true);
      lines.add(line(language, sum(model(language)), fit.weights()));
      ofPraise.add(line(language, sum(model(language)), fit.ofPraise()));
      others.read(remarks, language, false);
    }
    lines.add(line(Certainty.OTHERS, "-", others.weights()));
    Files.write(home.resolve(VOCABULARY).resolve("certainty.tsv"), lines);
    Files.write(home.resolve(VOCABULARY).resolve("praise.tsv"), ofPraise);
  }

  private static String line(String language, String model, double[] weights) {
    return Arrays.stream(weights)
        .mapToObj(it -> String.format(Locale.ROOT, "%.3f", it))
        .collect(Collectors.joining("\t", language + "\t" + model + "\t", ""));
  }

  /** By which the model that training makes of every {@value #FEW}th remark is known again. */
  static String few(RemarkTrainer trainer, Path folder) throws IOException {
    List<RemarkTrainer.Remark> all = trainer.remarks(folder);
    var few = new ArrayList<RemarkTrainer.Remark>();
    for (int i = 0; i < all.size(); i += FEW) {
      few.add(all.get(i));
    }
    var made = new ByteArrayOutputStream();
    trainer.trained(folder, few).write(made);
    return sum(made.toByteArray());
  }

  /** By which a model is known again. */
  static String sum(Path model) throws IOException {
    return sum(Files.readAllBytes(model));
  }

  private static String sum(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    return Long.toHexString(sum.getValue());
  }

  private Path model(String language) {
    return home.resolve(VOCABULARY).resolve("remarks_" + language + ".bin");
  }
}
