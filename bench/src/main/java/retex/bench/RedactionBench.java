package retex.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Context;
import retex.server.redaction.engine.Redactor;

/**
 * Redaction on one core beside one {@code java.util.regex} alternation of the same names, and how
 * the time grows with the text and with the names. Invented names and remarks; the seed is fixed.
 */
@Command(
    name = "redaction",
    description = "Speed of the redaction engine beside one regular expression of the same names.",
    mixinStandardHelpOptions = true)
public final class RedactionBench implements Callable<Integer> {

  private static final int NAMES = 50_000;
  private static final int TEXT = 4_000_000;
  private static final int BASELINE_TEXT = 40_000; // the alternation needs minutes for more
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final String[] SYLLABLES =
      "ba dor ke lin mar no ru sel tav vel zan quo bri fen gol hul jar wex yor pim".split(" ");
  private static final List<String> REMARKS =
      List.of(
          "The platoon plans its patrols with care and orders are given in good time.",
          "Radio discipline is weak: stations talk too long and do not authenticate.",
          "Section leaders should teach first aid every week and check the kits.",
          "Drivers know their vehicles but forget the daily checks.",
          "Sentries challenge visitors and know the rules of engagement.",
          "Night patrols stay on the road and seldom stop to talk with people.",
          "The operations room keeps a log and hands over in writing.",
          "Stretcher teams tire soon and need practice over broken ground.",
          "Most soldiers had never fired at night before the exercise.",
          "The camp is clean, waste is separated and water is tested.");

  @Option(names = "--json", description = "Also write the figures to this file")
  private List<Path> json = List.of();

  @Override
  public Integer call() throws IOException {
    ObjectNode out = JsonMapper.builder().build().createObjectNode();
    List<String> names = names(NAMES);
    var redactor = redactor(names);
    List<String> texts = texts(names, TEXT);
    for (int round = 0; round < 4; round++) {
      speed(redactor, texts);
    }
    double ours = speed(redactor, texts);
    double regex = regexSpeed(names, texts(names, BASELINE_TEXT));
    System.out.printf(Locale.ROOT, "%,d names, one core, CPU time%n", NAMES);
    System.out.printf(Locale.ROOT, "  engine, every stage        %8.3f MB/s%n", ours);
    System.out.printf(Locale.ROOT, "  one java.util.regex        %8.3f MB/s%n", regex);
    System.out.printf(Locale.ROOT, "  ratio                      %8.0f%n", ours / regex);
    out.put("names", NAMES).put("mbPerSecond", ours).put("regexMbPerSecond", regex);
    out.put("ratio", ours / regex);
    System.out.println("text grows (names stay)");
    ObjectNode byText = out.putObject("byTextMegabytes");
    for (int size : new int[] {1, 2, 4, 8}) {
      double found = speed(redactor, texts(names, size * 1_000_000));
      System.out.printf(Locale.ROOT, "  %,9d MB %26.3f MB/s%n", size, found);
      byText.put(Integer.toString(size), found);
    }
    List<String> whole = List.of(String.join("\n\n", texts(names, 1_000_000)));
    speed(redactor, whole);
    double one = speed(redactor, whole);
    System.out.printf(Locale.ROOT, "  1 MB as one text %22.3f MB/s%n", one);
    out.put("oneTextMbPerSecond", one);
    System.out.println("names grow (text stays)");
    ObjectNode byNames = out.putObject("byNames");
    for (int count : new int[] {500, 5_000, 50_000, 200_000}) {
      List<String> some = names(count);
      var other = redactor(some);
      List<String> text = texts(some, 1_000_000);
      speed(other, text);
      double found = speed(other, text);
      System.out.printf(Locale.ROOT, "  %,9d names %23.3f MB/s%n", count, found);
      byNames.put(Integer.toString(count), found);
    }
    for (Path file : json) {
      Files.writeString(file, out.toPrettyString() + "\n");
    }
    return 0;
  }

  private static Redactor redactor(List<String> names) {
    return new Redactor(Context.empty().and(Category.PERSON, names), "en");
  }

  private static double speed(Redactor redactor, List<String> texts) {
    long bytes = 0;
    long before = cpu();
    for (String text : texts) {
      bytes += text.length();
      if (redactor.redact(text).spans().isEmpty()) {
        throw new IllegalStateException("nothing was masked");
      }
    }
    return bytes / 1e6 / ((double) (cpu() - before) / NANOSECONDS);
  }

  private static double regexSpeed(List<String> names, List<String> texts) {
    Pattern pattern =
        Pattern.compile(
            names.stream().map(Pattern::quote).collect(Collectors.joining("|", "\\b(?:", ")\\b")),
            Pattern.CASE_INSENSITIVE);
    long bytes = 0;
    int found = 0;
    long before = cpu();
    for (String text : texts) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        found++;
      }
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (found == 0) {
      throw new IllegalStateException("nothing was found");
    }
    return bytes / 1e6 / ((double) (cpu() - before) / NANOSECONDS);
  }

  private static long cpu() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * Remarks of about 3 KB, in each of which a known and a strange name, a date and a grid stand.
   */
  private static List<String> texts(List<String> names, int characters) {
    var random = new Random(11);
    var texts = new ArrayList<String>();
    for (int written = 0; written < characters; ) {
      var text = new StringBuilder();
      while (text.length() < 3_000) {
        for (int i = 0; i < 6; i++) {
          text.append(REMARKS.get(random.nextInt(REMARKS.size()))).append(' ');
        }
        text.append("On 14 March Capt ").append(names.get(random.nextInt(names.size())));
        text.append(" led the patrol from ").append(syllables(random)).append(" to grid 683449. ");
      }
      texts.add(text.toString());
      written += text.length();
    }
    return texts;
  }

  private static List<String> names(int count) {
    var random = new Random(7);
    var names = new TreeSet<String>();
    while (names.size() < count) {
      names.add(syllables(random) + " " + syllables(random));
    }
    return List.copyOf(names);
  }

  private static String syllables(Random random) {
    var name = new StringBuilder();
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
