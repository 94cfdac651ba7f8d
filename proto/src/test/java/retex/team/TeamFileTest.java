package retex.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/** What travels between the laptops of a team, and what is refused on the way. */
class TeamFileTest {

  private static final String TEXT = "The convoy was late by night.";

  private final SomeTeam team = SomeTeam.of(2);
  private final byte[] file = sealed(0);

  @Test
  void a_file_opens_for_a_member_and_shows_nothing_to_anybody_else() {
    team.enters(0, "answers.A1.comment", TEXT);
    byte[] sealed = sealed(0);

    TeamState came =
        TeamFile.open(sealed, team.key(1), any -> Optional.empty(), any -> true).state();

    assertThat(came).isEqualTo(team.state(0));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain(TEXT, "answers.A1", "U-001", "some-form", "Some One");
  }

  /** Programs that know no acts refuse the mark by name; they could not read what is behind it. */
  @Test
  void a_file_says_before_anything_else_whether_it_holds_acts() {
    Contribution now = team.state(0).of(team.key(0).device()).orElseThrow();
    Contribution older =
        Contribution.sign(
            team.key(0),
            now.share(),
            now.counter(),
            now.evaluator(),
            now.statements(),
            new Settled(now.decisions(), now.plan()),
            new TreeSet<>());
    TeamState without = TeamState.of(now.share(), List.of(older));
    byte[] sealed = TeamFile.seal(team.key(0), without, new SecureRandom());

    assertThat(file).startsWith("RTXTEAM2".getBytes(StandardCharsets.US_ASCII));
    assertThat(sealed).startsWith("RTXTEAM1".getBytes(StandardCharsets.US_ASCII));
    assertThat(TeamFile.open(sealed, team.key(1), any -> Optional.empty(), any -> true).state())
        .isEqualTo(without);
  }

  @Property(tries = 200)
  void a_file_with_any_bit_changed_is_refused(
      @ForAll @IntRange(min = 0, max = 100_000) int at, @ForAll @IntRange(max = 7) int bit) {
    byte[] altered = file.clone();
    altered[at % altered.length] ^= (byte) (1 << bit);

    assertThat(refused(altered, team.key(1)))
        .isIn(
            Set.of(
                TeamRefusal.TEAM_FILE_ALTERED,
                TeamRefusal.TEAM_FILE_TRUNCATED,
                TeamRefusal.TEAM_FILE_UNKNOWN));
  }

  @Property(tries = 60)
  void a_file_without_its_end_is_refused(@ForAll @IntRange(min = 0, max = 100_000) int at) {
    int length = at % file.length;

    assertThat(refused(Arrays.copyOf(file, length), team.key(1)))
        .isEqualTo(length < 8 ? TeamRefusal.TEAM_FILE_UNKNOWN : TeamRefusal.TEAM_FILE_TRUNCATED);
  }

  @Test
  void a_file_for_another_team_or_laptop_is_refused() {
    assertThat(refused(file, SomeTeam.key())).isEqualTo(TeamRefusal.TEAM_FILE_FOR_OTHERS);
  }

  @Test
  void a_file_from_a_laptop_whose_card_was_not_compared_is_refused() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> TeamFile.open(file, team.key(1), any -> Optional.empty(), any -> false))
        .matches(it -> it.refusal().code() == TeamRefusal.TEAM_SENDER_UNKNOWN);
  }

  @Test
  void a_known_colleague_who_is_not_in_the_team_is_refused() {
    TeamKey other = SomeTeam.key();
    byte[] foreign = TeamFile.seal(other, team.state(0), new SecureRandom());

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                TeamFile.open(foreign, team.key(1), any -> Optional.of(team.state(1)), any -> true))
        .matches(it -> it.refusal().code() == TeamRefusal.TEAM_SENDER_FOREIGN);
  }

  @Test
  void a_member_who_claims_to_decide_is_refused() {
    Contribution claim =
        Contribution.sign(
            team.key(1),
            team.state(1).share(),
            9,
            "Some One",
            Map.of(),
            new Settled(
                Map.of("answers.A1", new Decision(Map.of("answers.A1.rating", "4"), Map.of())),
                Optional.empty()),
            new TreeSet<>());
    byte[] claimed = TeamFile.seal(team.key(1), team.state(1).with(claim), new SecureRandom());

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                TeamFile.open(claimed, team.key(0), any -> Optional.of(team.state(0)), any -> true))
        .matches(it -> it.refusal().code() == TeamRefusal.TEAM_CHIEF_ONLY);
  }

  @Test
  void the_fingerprint_of_a_card_is_of_its_keys_and_an_altered_card_is_refused() {
    TeamKey key = SomeTeam.key();
    Card card = Card.of(key, "Some One");

    assertThat(Card.parse(card.text())).isEqualTo(card);
    assertThat(card.fingerprint()).matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");
    assertThat(Card.of(key, "Other").fingerprint()).isEqualTo(card.fingerprint());
    assertThat(Card.of(SomeTeam.key(), "Some One").fingerprint()).isNotEqualTo(card.fingerprint());
    String altered = card.text().substring(0, 40) + "AAAA" + card.text().substring(44);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Card.parse(altered))
        .matches(it -> it.refusal().code() == TeamRefusal.CARD_UNFIT);
  }

  private byte[] sealed(int laptop) {
    return TeamFile.seal(team.key(laptop), team.file(laptop), new SecureRandom());
  }

  private RefusalCode refused(byte[] file, TeamKey key) {
    try {
      TeamFile.open(file, key, any -> Optional.empty(), any -> true);
      throw new AssertionError("the file was taken");
    } catch (RefusedException e) {
      return e.refusal().code();
    }
  }
}
