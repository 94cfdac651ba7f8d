package retex.server.finding.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How remarks are read whose words turn one another round: denied twice, a fault that is gone, a
 * concession, what a former rotation did, words that only look like such as judge. {@code working}
 * was read while the rules were made, {@code aside} was scored when they were done.
 */
final class TurnedRemarks {

  private static final Path FILE = Path.of("src/test/resources/finding/turned.tsv");
  private static final double SURE = 0.8; // from which the desk offers to accept all
  private static final double LIKELY = 0.5;

  private final List<Remark> remarks;
  private final Proposer proposer;

  private TurnedRemarks(List<Remark> remarks, Proposer proposer) {
    this.remarks = List.copyOf(remarks);
    this.proposer = proposer;
  }

  static TurnedRemarks of(String half, String language, Proposer proposer) throws IOException {
    var remarks = new ArrayList<Remark>();
    for (String line : Files.readAllLines(FILE)) {
      String[] part = line.split("\t");
      if (part[0].equals(half) && part[1].equals(language)) {
        remarks.add(new Remark(language, List.of(part[3].split(",")), part[4], part[5]));
      }
    }
    return new TurnedRemarks(remarks, proposer);
  }

  /** A remark, the skills of which any is right, and the side, or MIXED. */
  record Remark(String language, List<String> skills, String side, String text) {

    /** A remark that praises and finds fault is read rightly where the fault is heard. */
    boolean isSide(Proposal of) {
      String read = of.judgement().side().name();
      return read.equals(side) || side.equals("MIXED") && read.equals("WORK");
    }

    boolean isSkill(Proposal of) {
      return skills.contains(of.skill());
    }

    /** The surest that is of the right skill. */
    Optional<Proposal> best(List<Proposal> all) {
      return all.stream()
          .filter(this::isSkill)
          .max(Comparator.comparingDouble(Proposal::confidence));
    }
  }

  /** What is counted. */
  record Score(int remarks, int skill, int side, int explained, int likelyWrong, int sureWrong) {

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %d | %d |%n",
          name,
          remarks,
          skill,
          side,
          explained,
          likelyWrong,
          sureWrong);
    }
  }

  static String head() {
    return "| remarks | of them | very skill | right side | cause or remedy invented"
        + " | wrong from 0.5 | wrong from 0.8 |\n|---|---|---|---|---|---|---|\n";
  }

  /** Each remark's surest of the right skill, its side, and what is wrong though held for sure. */
  Score score() {
    int skill = 0;
    int side = 0;
    int explained = 0;
    int likely = 0;
    int sure = 0;
    for (Remark it : remarks) {
      List<Proposal> all = read(it);
      Optional<Proposal> best = it.best(all);
      skill += best.isPresent() ? 1 : 0;
      side += best.filter(it::isSide).isPresent() ? 1 : 0;
      explained +=
          all.stream().anyMatch(one -> !one.cause().isEmpty() || !one.remedy().isEmpty()) ? 1 : 0;
      likely += isWrong(it, all, LIKELY) ? 1 : 0;
      sure += isWrong(it, all, SURE) ? 1 : 0;
    }
    return new Score(remarks.size(), skill, side, explained, likely, sure);
  }

  private static boolean isWrong(Remark of, List<Proposal> all, double from) {
    return all.stream()
        .anyMatch(it -> it.confidence() >= from && !(of.isSkill(it) && of.isSide(it)));
  }

  List<Proposal> read(Remark it) {
    return proposer.propose(it.text(), it.language(), Hint.none());
  }

  List<Remark> remarks() {
    return remarks;
  }
}
