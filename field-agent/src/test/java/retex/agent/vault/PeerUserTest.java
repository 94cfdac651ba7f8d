package retex.agent.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerUserTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout\n";
  private static final String DOOR = row("0100007F:1F90", "00000000:0000", 1000);
  private static final String NONE = "00000000000000000000000000000000:0000";
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 8080);

  @TempDir private Path folder;

  @BeforeEach
  void tables_are_of_a_processor_with_the_lowest_byte_first() {
    assumeTrue(ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void the_same_port_at_another_address_is_another_user() throws IOException {
    PeerUser users =
        users(
            DOOR
                + row("0100007F:B868", "0100007F:1F90", 1000)
                + row("0200007F:B868", "0100007F:1F90", 1001),
            "");

    assertThat(users.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("1000");
    assertThat(users.of(new InetSocketAddress("127.0.0.2", 0xB868), HERE)).isEqualTo("1001");
  }

  @Test
  void the_same_port_towards_another_address_is_another_connection() throws IOException {
    PeerUser users =
        users(
            DOOR
                + row("0100007F:B868", "0200007F:1F90", 1000)
                + row("0100007F:B868", "0100007F:1F90", 1001),
            "");

    assertThat(users.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("1001");
  }

  @Test
  void an_address_is_known_in_either_form() throws IOException {
    String mapped = "0000000000000000FFFF00000100007F";
    PeerUser users =
        users(
            "",
            row(mapped + ":1F90", NONE, 1000)
                + row(mapped + ":B868", mapped + ":1F90", 1001)
                + row(
                    "00000000000000000000000001000000:B869",
                    "00000000000000000000000001000000:1F90",
                    1002));

    assertThat(users.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("1001");
    assertThat(users.of(new InetSocketAddress("::1", 0xB869), new InetSocketAddress("::1", 8080)))
        .isEqualTo("1002");
  }

  @Test
  void who_closed_behind_a_request_is_not_taken_for_the_owner() throws IOException {
    PeerUser users = users(DOOR, "");

    assertThat(users.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("gone");
  }

  @Test
  void where_no_system_tells_it_nobody_is_another() throws IOException {
    PeerUser empty = users("", "");
    PeerUser missing = PeerUser.in(List.of(folder.resolve("none")), "1000");

    assertThat(empty.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("1000");
    assertThat(missing.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("1000");
  }

  @Test
  void a_table_that_cannot_be_read_makes_nobody_the_owner() {
    PeerUser users = PeerUser.in(List.of(folder), "1000"); // a folder is none

    assertThat(users.of(new InetSocketAddress("127.0.0.1", 0xB868), HERE)).isEqualTo("gone");
  }

  @Test
  void a_connection_that_was_closed_is_nobodys_any_more() throws IOException {
    String closed = row("0100007F:B868", "0100007F:1F90", 0).replace(" 01 ", " 06 "); // TIME_WAIT

    assertThat(users(DOOR + closed, "").of(new InetSocketAddress("127.0.0.1", 0xB868), HERE))
        .isEqualTo("gone");
  }

  private PeerUser users(String four, String six) throws IOException {
    Path one = Files.writeString(folder.resolve("tcp"), HEAD + four);
    Path other = Files.writeString(folder.resolve("tcp6"), HEAD + six);
    return PeerUser.in(List.of(one, other), "1000");
  }

  private static String row(String local, String remote, int user) {
    return "   0: "
        + local
        + " "
        + remote
        + " 01 00000000:00000000 00:00000000 00000000 "
        + user
        + "        0 830591 2 00000000462cd48a 100 0 0 10 0\n";
  }
}
