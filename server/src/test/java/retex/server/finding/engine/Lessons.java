package retex.server.finding.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * What a {@link RemarkModel} learns: texts by topic, by skill, by skill again in runs of letters,
 * and by side.
 */
record Lessons(
    List<Logistic.Text> byTopic,
    List<Logistic.Text> bySkill,
    List<Logistic.Text> runs,
    List<Logistic.Text> bySide) {

  private static final String RECORD = "learnt.tsv";

  /** By which lessons are known again. */
  String sum() {
    var sum = new CRC32();
    for (List<Logistic.Text> texts : List.of(byTopic, bySkill, runs, bySide)) {
      for (Logistic.Text it : texts) {
        String line = it.label() + '\t' + it.counts() + '\t' + new TreeSet<>(it.features()) + '\n';
        sum.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Long.toHexString(sum.getValue());
  }

  /**
   * What a model that ships was made of and by, as it stands in the training folder: training anew
   * to compare would take minutes.
   *
   * @param lessons sum of all it learnt
   * @param model sum of its file
   * @param few sum of the model that the same training makes of few of the remarks
   */
  record Learnt(String language, String lessons, String model, String few) {

    static Learnt read(Path folder, String language) throws IOException {
      for (String line : Files.readAllLines(folder.resolve(RECORD))) {
        String[] part = line.split("\t");
        if (part[0].equals(language)) {
          return new Learnt(part[0], part[1], part[2], part[3]);
        }
      }
      throw new IOException(folder.resolve(RECORD) + " has no line of " + language);
    }

    static void write(Path folder, List<Learnt> all) throws IOException {
      Files.write(
          folder.resolve(RECORD),
          all.stream()
              .map(it -> String.join("\t", it.language, it.lessons, it.model, it.few))
              .toList());
    }
  }
}
