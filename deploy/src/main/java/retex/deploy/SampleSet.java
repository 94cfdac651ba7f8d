package retex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is entered on each laptop, and how the first record of each is mended when it comes back.
 * {@code weak} are external references of records that a reviewer returns; {@code mended} the files
 * with which their authors answer.
 */
public record SampleSet(
    Path reference, List<Path> records, List<String> weak, List<Optional<Path>> mended) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The sample that is shipped. */
  static SampleSet shipped(Path work) throws IOException {
    return new SampleSet(
        copied("reference.json", work),
        List.of(copied("records-west.jsonl", work), copied("records-east.jsonl", work)),
        List.of("W-02", "E-04"),
        List.of(
            Optional.of(copied("resubmission-west.jsonl", work)),
            Optional.of(copied("resubmission-east.jsonl", work))));
  }

  /**
   * Other records: their lines are dealt out to the two laptops in turn. The first line of the
   * first laptop is returned; its author answers with a sentence more.
   */
  static SampleSet of(Path records, Path reference, Path work) throws IOException {
    var west = new ArrayList<String>();
    var east = new ArrayList<String>();
    for (String line : Files.readAllLines(records)) {
      if (!line.isBlank()) {
        String named = withReference(line, west.size() + east.size() + 1);
        (west.size() <= east.size() ? west : east).add(named);
      }
    }
    Path one = Files.write(work.resolve("records-west.jsonl"), west);
    Path two = Files.write(work.resolve("records-east.jsonl"), east);
    if (west.isEmpty()) {
      return new SampleSet(
          reference, List.of(one, two), List.of(), List.of(Optional.empty(), Optional.empty()));
    }
    ObjectNode first = (ObjectNode) JSON.readTree(west.get(0));
    String name = first.get("reference").asText();
    Path mended = Files.writeString(work.resolve("mended.jsonl"), mended(first) + "\n");
    return new SampleSet(
        reference,
        List.of(one, two),
        List.of(name),
        List.of(Optional.of(mended), Optional.empty()));
  }

  private static String withReference(String line, int number) throws IOException {
    JsonNode json = JSON.readTree(line);
    if (!(json instanceof ObjectNode object) || json.hasNonNull("reference")) {
      return line;
    }
    return object.put("reference", "demo-" + number).toString();
  }

  private static String mended(ObjectNode first) {
    boolean french = first.path("language").asText().equals("fr");
    String more = french ? " Confirmé après relecture." : " Confirmed after a second reading.";
    first.put("record", first.get("reference").asText());
    if (first.get("narrative") instanceof ObjectNode narrative) {
      List<String> parts = new ArrayList<>();
      narrative.fieldNames().forEachRemaining(parts::add);
      String part = parts.get(parts.size() - 1);
      narrative.put(part, narrative.get(part).asText() + more);
    } else {
      first.put("observations", first.path("observations").asText() + more);
    }
    return first.toString();
  }

  private static Path copied(String name, Path work) throws IOException {
    try (var in = SampleSet.class.getResourceAsStream("/sample/" + name)) {
      if (in == null) {
        throw new IOException("the sample " + name + " is not in the build");
      }
      Path file = work.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }
}
