package retex.agent.entry;

import static retex.agent.entry.EntryRefusal.FILES_TOO_MANY;
import static retex.agent.entry.EntryRefusal.FILE_UNREADABLE;
import static retex.instrument.InstrumentRefusal.CRITERION_UNKNOWN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import retex.agent.attachment.AttachmentRefusal;
import retex.agent.attachment.Attachments;
import retex.contract.Attachment;
import retex.contract.FileHash;
import retex.instrument.CriterionCode;
import retex.instrument.Instrument;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** The photographs and documents of one line of the import format. */
@Singleton
final class LineFiles {

  /** Of one record. */
  static final int MOST = 40;

  /** Of one record, all copies together: at 64 kbit/s this takes three quarters of an hour. */
  static final int MOST_BYTES = 20_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Attachments attachments;

  LineFiles(Attachments attachments) {
    this.attachments = attachments;
  }

  /** Those that a line names by hash; one that stands there by its path is not read yet. */
  static List<Attachment> of(JsonNode line, Optional<Instrument> form, List<Refusal> problems) {
    var files = new ArrayList<Attachment>();
    long bytes = 0;
    for (JsonNode it : line.path("attachments")) {
      String criterion = RecordLines.text(it, "criterion");
      boolean isKnown =
          criterion.isEmpty()
              || form.flatMap(known -> known.criterion(new CriterionCode(criterion))).isPresent();
      if (!isKnown) {
        problems.add(CRITERION_UNKNOWN.at("attachments." + criterion));
      }
      if (it.has("sha256")) {
        bytes += it.path("size").asInt();
        files.add(
            new Attachment(
                FileHash.parse(RecordLines.text(it, "sha256")),
                it.path("size").asInt(),
                RecordLines.text(it, "mediaType"),
                RecordLines.text(it, "caption"),
                criterion));
      }
    }
    if (line.path("attachments").size() > MOST || bytes > MOST_BYTES) {
      problems.add(FILES_TOO_MANY.at("attachments"));
    }
    return files;
  }

  /**
   * The same line with each file kept on this laptop and named by the hash of its copy. Paths are
   * relative to {@code folder}. Refuses a file that cannot be read or is not fit.
   */
  String kept(String text, Path folder) {
    JsonNode line = parsed(text);
    if (!line.has("attachments")) {
      return text;
    }
    for (JsonNode it : line.path("attachments")) {
      if (it instanceof ObjectNode file && file.has("path")) {
        Attachment copy = add(folder, RecordLines.text(file, "path"));
        file.remove("path");
        file.put("sha256", copy.hash().hex());
        file.put("size", copy.size());
        file.put("mediaType", copy.mediaType());
      } else if (!attachments.holds(FileHash.parse(RecordLines.text(it, "sha256")))) {
        throw AttachmentRefusal.ATTACHMENT_UNKNOWN.at("attachments").asException();
      }
    }
    return line.toString();
  }

  private Attachment add(Path folder, String path) {
    try (InputStream in = Files.newInputStream(folder.resolve(path))) {
      return attachments.add(in.readNBytes(Attachments.LARGEST + 1));
    } catch (IOException | InvalidPathException e) {
      throw FILE_UNREADABLE.at("attachments").asException();
    } catch (RefusedException unfit) {
      Refusal why = unfit.refusal();
      throw why.code() instanceof AttachmentRefusal code
          ? code.at("attachments").asException()
          : unfit;
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw EntryRefusal.LINE_NOT_JSON.at("").asException();
    }
  }
}
