package retex.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a running program is used once, as a person would. */
public interface Visit {

  /** Settings of the virtual machine that the visit needs, such as a port. */
  List<String> settings();

  /** Arguments of the program; {@code work} is an empty folder of this visit. */
  List<String> arguments(Path work);

  /** Uses the program, which has just been started. */
  void visit(Process process) throws IOException, InterruptedException;
}
