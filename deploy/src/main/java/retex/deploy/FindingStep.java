package retex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The officer at the desk of findings: accepts, over REST, what is proposed with some certainty.
 */
final class FindingStep {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double SURE = 0.7;

  private int proposed;
  private int accepted;

  /** Decides on one accepted record. */
  void decide(Rest officer, String record) {
    String path = "/api/records/" + record + "/findings";
    JsonNode found = officer.get(path).orFail("findings").json();
    proposed += found.get("findings").size();
    var all =
        JSON.createObjectNode()
            .put("revision", found.get("revision").asText())
            .put("atLeast", SURE);
    JsonNode decided = officer.post(path + "/acceptance", all).orFail("acceptance").json();
    for (JsonNode finding : decided.get("findings")) {
      accepted += finding.get("state").asText().equals("accepted") ? 1 : 0;
    }
  }

  int proposed() {
    return proposed;
  }

  int accepted() {
    return accepted;
  }
}
