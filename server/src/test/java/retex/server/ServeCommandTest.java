package retex.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

  @TempDir private Path data;

  @Test
  void a_port_that_another_program_has_is_named_whichever_of_the_two_it_is() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(serve("--http-port", port, "--grpc-port", "0"))
          .contains("127.0.0.1:" + port, "--http-port", "(PORT_TAKEN)")
          .doesNotContain("  at ");
      assertThat(serve("--http-port", "0", "--grpc-port", port))
          .contains("127.0.0.1:" + port, "--grpc-port", "(PORT_TAKEN)")
          .doesNotContain("  at ");
    }
  }

  /** What it says before it ends with 1. */
  private String serve(String... ports) {
    PrintStream before = System.err;
    var said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      var arguments = new String[] {"serve", "--data", data.toString(), "", "", "", ""};
      System.arraycopy(ports, 0, arguments, 3, ports.length);
      assertThat(ServerApplication.run(arguments)).isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
