package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of whom the system cannot always tell. */
class SessionsTest {

  private static final String DOOR = "0: 0100007F:0002 00000000:0000 0A 0 0 0 1000\n";
  private static final String OWNER = "1: 0100007F:0001 0100007F:0002 01 0 0 0 1000\n";

  @TempDir private Path folder;
  private Path table;
  private Sessions sessions = new Sessions(new Peers());

  @BeforeEach
  void start() {
    assumeTrue(ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN));
    table = folder.resolve("tcp");
    sessions = new Sessions(new Peers(PeerUser.in(List.of(table), "1000")));
  }

  @Test
  void whom_the_system_could_not_tell_once_is_told_at_the_next_request() throws IOException {
    Files.writeString(table, DOOR + OWNER);
    String session = sessions.begin(new SomeKnock(""));
    Files.writeString(table, DOOR);
    assertThat(sessions.admit(new SomeKnock(session))).isFalse();

    Files.writeString(table, DOOR + OWNER);

    assertThat(sessions.admit(new SomeKnock(session))).isTrue();
  }

  @Test
  void a_session_of_nobody_known_lets_nobody_in() throws IOException {
    Files.writeString(table, DOOR);

    String session = sessions.begin(new SomeKnock(""));

    assertThat(sessions.admit(new SomeKnock(session))).isFalse();
  }
}
