package retex.server.redaction;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import retex.server.finding.engine.Hint;
import retex.server.finding.engine.Proposal;
import retex.server.finding.engine.Proposer;

/** The findings that each text of a folder may hold, one JSON object a line. */
final class FindingsFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Proposer proposer = Proposer.shipped();
  private final String language;
  private final List<String> lines = new ArrayList<>();

  FindingsFile(String language) {
    this.language = language;
  }

  /** Adds what is proposed for a text; places are code points of the original. */
  void add(String document, String text) {
    for (Proposal it : proposer.propose(text, language, Hint.none())) {
      lines.add(
          JSON.createObjectNode()
              .put("document", document)
              .put("start", text.codePointCount(0, it.from()))
              .put("end", text.codePointCount(0, it.to()))
              .put("topic", it.topic())
              .put("skill", it.skill())
              .put("judgement", it.judgement().code())
              .put("cause", it.cause())
              .put("remedy", it.remedy())
              .put("confidence", it.confidence())
              .toString());
    }
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve("findings.jsonl"), lines);
  }
}
