package retex.server.redaction.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import retex.server.redaction.engine.SentenceTrainer.Example;

/**
 * Measures the sentence model on the written sentences: each is judged by a model trained without
 * it and its neighbours. Made sentences and remarks on skills only train. A table of Markdown.
 */
final class Folds {

  private static final int TOGETHER = 4; // neighbours in the file, which one hand wrote in a row
  private static final double[] THRESHOLDS = {0.3, 0.5, 0.6, 0.8, 0.9};

  private Folds() {}

  static String of(Path folder, String language, int folds) throws IOException {
    var trainer = new SentenceTrainer(language, folder);
    List<Example> measured = trainer.read(folder.resolve(language + "-written.tsv"));
    List<Example> rest = new ArrayList<>(trainer.read(folder.resolve(language + "-made.tsv")));
    rest.addAll(trainer.read(folder.resolve(language + "-texts.tsv")));
    rest.addAll(trainer.remarks());
    var sensitive = new double[measured.size()];
    for (int fold = 0; fold < folds; fold++) {
      var seen = new ArrayList<>(rest);
      for (int i = 0; i < measured.size(); i++) {
        if (i / TOGETHER % folds != fold) {
          seen.add(measured.get(i));
        }
      }
      SentenceModel model = trainer.train(seen);
      for (int i = 0; i < measured.size(); i++) {
        if (i / TOGETHER % folds == fold) {
          Example it = measured.get(i);
          sensitive[i] = 1 - model.likelihoodOf(it.buckets(), it.share())[0];
        }
      }
    }
    return table(measured, sensitive, trainer.head());
  }

  private static String table(List<Example> measured, double[] sensitive, ModelHead head) {
    var out = new StringBuilder("| taken out by | ");
    out.append(String.join(" | ", SentenceModel.LABELS)).append(" |\n|---|");
    out.append("---:|".repeat(SentenceModel.CLASSES)).append('\n');
    var phrases = new boolean[sensitive.length];
    for (int i = 0; i < phrases.length; i++) {
      phrases[i] = measured.get(i).met();
    }
    row(out, "phrases alone", measured, phrases);
    double[] own = {head.doubt(), head.plain()};
    double[] all =
        DoubleStream.concat(DoubleStream.of(own), DoubleStream.of(THRESHOLDS)).sorted().toArray();
    for (double threshold : all) {
      var model = new boolean[sensitive.length];
      var either = new boolean[sensitive.length];
      for (int i = 0; i < model.length; i++) {
        model[i] = sensitive[i] >= threshold;
        either[i] = model[i] || (phrases[i] && sensitive[i] >= head.clear());
      }
      row(out, String.format(Locale.ROOT, "model at %.2f", threshold), measured, model);
      row(out, String.format(Locale.ROOT, "either at %.2f", threshold), measured, either);
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, List<Example> measured, boolean[] taken) {
    out.append("| ").append(name);
    for (int label = 0; label < SentenceModel.CLASSES; label++) {
      int all = 0;
      int gone = 0;
      for (int i = 0; i < taken.length; i++) {
        if (measured.get(i).label() == label) {
          all++;
          gone += taken[i] ? 1 : 0;
        }
      }
      out.append(String.format(Locale.ROOT, " | %.3f (%d)", gone / (double) all, all));
    }
    out.append(" |\n");
  }
}
