package retex.bench.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import retex.deploy.LaptopVisit;

/**
 * A person at a served laptop, in a process at that end of the link: for each line of standard
 * input a trainer's note is filled in on its page and submitted, and the moment before the request
 * is printed.
 */
final class NoteTaker {

  private static final Map<String, String> NOTE =
      Map.of(
          "unit.code", "U-001",
          "unit.name", "Example Battalion",
          "topic", "MED-01",
          "audience.total", "24",
          "audience.women", "5",
          "level.before", "2",
          "level.after", "3",
          "trainer.name", "A Trainer");

  private NoteTaker() {}

  /** {@code arguments}: the port of the laptop's pages. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var visit = new LaptopVisit(Integer.parseInt(arguments[0]));
    visit.unlock();
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String draft = visit.begin("trainer-note@1");
      var fields = new HashMap<>(NOTE);
      fields.put("observations", "Tourniquets are put on in less than a minute; " + order);
      visit.post(draft, draft, fields);
      System.out.println(submitted(visit, draft));
    }
  }

  private static Instant submitted(LaptopVisit visit, String draft)
      throws IOException, InterruptedException {
    String token = visit.token(draft);
    Instant before = Instant.now();
    var answer = visit.sendForm(draft + "/submission", token, Map.of());
    if (!answer.headers().firstValue("location").orElse("").startsWith("/own/")) {
      throw new IOException("the note was not submitted");
    }
    return before;
  }
}
