package retex.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TriesTest {

  private static final Instant NOW = Instant.parse("2026-02-10T08:00:00Z");

  private final Tries tries = new Tries();

  @Test
  void who_tries_somebody_s_name_in_vain_keeps_only_himself_out() {
    wrong(10);

    assertThat(tries.begin("nora", "far", NOW)).isFalse();
    assertThat(tries.begin("nora", "desk", NOW)).isTrue();
    assertThat(tries.begin("olaf", "far", NOW)).isTrue();
  }

  @Test
  void the_tenth_try_may_be_made_and_all_are_forgotten_after_five_minutes() {
    wrong(9);
    assertThat(tries.begin("nora", "far", NOW)).isTrue();

    assertThat(tries.begin("nora", "far", NOW.plusSeconds(300))).isFalse();
    assertThat(tries.begin("nora", "far", NOW.plusSeconds(301))).isTrue();
  }

  @Test
  void tries_that_are_made_at_once_are_no_more_than_ten() {
    long begun =
        IntStream.range(0, 200).parallel().filter(i -> tries.begin("nora", "far", NOW)).count();

    assertThat(begun).isEqualTo(10);
  }

  @Test
  void a_right_one_begins_anew() {
    wrong(9);
    tries.right("nora", "far");
    wrong(9);

    assertThat(tries.begin("nora", "far", NOW)).isTrue();
  }

  @Test
  void names_that_are_tried_in_vain_do_not_fill_the_memory() {
    for (int i = 0; i < 20_000; i++) {
      tries.begin("name " + i, "far", NOW);
    }

    assertThat(tries.kept()).isEqualTo(10_000);
  }

  @Test
  void addresses_of_one_ipv6_subscriber_are_one() throws UnknownHostException {
    assertThat(from("2001:db8:1:2::1")).isEqualTo(from("2001:db8:1:2:ffff::9"));
    assertThat(from("2001:db8:1:2::1")).isNotEqualTo(from("2001:db8:1:3::1"));
    assertThat(from("192.0.2.1")).isNotEqualTo(from("192.0.2.2"));
  }

  private void wrong(int times) {
    for (int i = 0; i < times; i++) {
      tries.begin("nora", "far", NOW);
    }
  }

  private static String from(String address) throws UnknownHostException {
    return Tries.from(new InetSocketAddress(InetAddress.getByName(address), 4000));
  }
}
