package retex.server.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retex.server.policy.engine.SomeFigures.of;
import static retex.server.policy.engine.SomeFigures.told;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import retex.refusal.RefusedException;

class DisclosureTest {

  private static final Limits LIMITS = new Limits(3, 2, 50, 1, 2);

  @Test
  void three_units_of_two_states_are_told() {
    assertThat(check(of("A1=3", "A2=2", "B1=4"))).isEmpty();
  }

  @Test
  void two_units_are_not() {
    assertThat(check(of("A1=3", "B1=2"))).contains(Withheld.FEW_UNITS);
  }

  @Test
  void two_units_that_count_twice_are_still_two() {
    assertThat(check(of("A1=3", "A1'=2", "B1=4", "B1'=2"))).contains(Withheld.FEW_UNITS);
  }

  @Test
  void one_state_is_not() {
    assertThat(check(of("A1=3", "A2=2", "A3=4", "A4=1"))).contains(Withheld.FEW_STATES);
  }

  @Test
  void a_unit_that_gives_more_than_half_of_the_observations_is_not_hidden() {
    assertThat(check(of("A1=3", "A1'=2", "A1''=4", "B1=2", "B2=3")))
        .contains(Withheld.ONE_DOMINATES);
    assertThat(check(of("A1=3", "A1'=2", "C1=4", "B1=2"))).isEmpty();
  }

  @Test
  void a_state_s_only_unit_needs_a_group_that_stands_without_it() {
    assertThat(check(of("A1!=3", "B1=2", "C1=4"))).contains(Withheld.LONE_UNIT);
    assertThat(check(of("A1!=3", "B1=2", "B2=1", "B3=4"))).contains(Withheld.LONE_UNIT);
    assertThat(check(of("A1!=3", "B1=2", "B2=3", "C1=4"))).isEmpty();
  }

  @Test
  void no_policy_lets_a_state_s_only_unit_count_as_any_other() {
    assertThatThrownBy(() -> new Limits(3, 2, 50, 0, 2))
        .isInstanceOfSatisfying(
            RefusedException.class,
            it -> assertThat(it.refusal().code()).isEqualTo(PolicyRefusal.POLICY_UNSAFE));
  }

  @Test
  void a_figure_that_differs_from_an_earlier_one_by_one_unit_is_withheld() {
    Figure first = of("A1=3", "A2=2", "B1=4");

    assertThat(check(of("A1=3", "A2=2", "B1=4", "C1=1"), first)).contains(Withheld.DIFFERENCE);
    assertThat(check(of("A1=3", "A2=2", "B1=4", "C1=1", "C2=3"), first))
        .contains(Withheld.DIFFERENCE);
    assertThat(check(of("A1=3", "A2=2", "B1=4", "C1=1", "C2=3", "D1=2"), first)).isEmpty();
  }

  @Test
  void a_difference_of_three_units_of_one_state_is_withheld() {
    assertThat(
            check(of("A1=3", "A2=2", "B1=4", "C1=1", "C2=3", "C3=2"), of("A1=3", "A2=2", "B1=4")))
        .contains(Withheld.DIFFERENCE);
  }

  @Test
  void one_unit_evaluated_anew_is_a_difference_too() {
    assertThat(check(of("A1'=2", "A2=2", "B1=4"), of("A1=3", "A2=2", "B1=4")))
        .contains(Withheld.DIFFERENCE);
    assertThat(check(of("A1'=2", "A2'=3", "B1'=4"), of("A1=3", "A2=2", "B1=4"))).isEmpty();
  }

  @Test
  void a_combination_of_three_figures_is_seen() {
    Figure left = of("A1=3", "A2=2", "B1=4");
    Figure right = of("C1=3", "C2=2", "D1=1");

    assertThat(
            check(of("A1=3", "A2=2", "B1=4", "C1=3", "C2=2", "D1=1", "D2=2", "E1=3"), left, right))
        .contains(Withheld.DIFFERENCE);
  }

  @Test
  void combinations_that_need_multiples_are_seen() {
    Figure one = of("A1=3", "B1=2", "C1=3");
    Figure two = of("A1=3", "D1=2", "E1=3");

    // (A1+B1+C1) + (A1+D1+E1) - (B1+C1+D1+E1) is twice A1
    assertThat(check(of("B1=2", "C1=3", "D1=2", "E1=3"), one, two)).contains(Withheld.DIFFERENCE);
  }

  @Test
  void the_same_figure_may_be_told_again() {
    Figure it = of("A1=3", "A2=2", "B1=4");

    assertThat(check(it, it, it)).isEmpty();
  }

  @Test
  void a_mean_near_an_end_of_the_scale_is_told_as_a_band() {
    assertThat(band(of("A1=4", "A2=4", "B1=4"))).isEqualTo(new Band(11, 12));
    assertThat(band(of("A1=4", "A2=4", "B1=3"))).isEqualTo(new Band(11, 12));
    assertThat(band(of("A1=4", "A2=3", "B1=3"))).isEqualTo(new Band(10, 10));
    assertThat(band(of("A1=2", "A2=2", "B1=1"))).isEqualTo(new Band(5, 5));
    assertThat(band(of("A1=1", "A2=2", "B1=1"))).isEqualTo(new Band(3, 4));
    assertThat(band(of("A1=1", "A2=1", "B1=1"))).isEqualTo(new Band(3, 4));
  }

  @Test
  void a_stricter_policy_may_ask_for_more_values_left_open() {
    var strict = new Limits(3, 2, 50, 1, 3);

    assertThat(
            Disclosure.of(of("A1=4", "A2=4", "B1=2"), List.of(), "", strict)
                .<Band>fold(Verdict.Telling::band, why -> new Band(0, 0)))
        .isEqualTo(new Band(10, 12));
  }

  @Test
  void whether_it_is_told_does_not_depend_on_its_values() {
    Figure low = of("A1=3", "B1=1", "C1=1");

    // A1, B1 and C1 make 5: were D1 and E1 both 4, the sum would say so or their absence would
    assertThat(check(of("A1=3", "D1=4", "E1=4"), low))
        .isEqualTo(check(of("A1=3", "D1=2", "E1=3"), low));
  }

  @Test
  void what_was_told_before_widens_the_bands() {
    Figure before = of("A1=3", "A2=3", "B1=3");

    // with 9 known of three, the others make 3 to 12: 12 and 21 would be plain
    assertThat(band(of("A1=3", "A2=3", "B1=3", "C1=4", "C2=4", "D1=4"), before))
        .isEqualTo(new Band(20, 24));
    assertThat(band(of("A1=3", "A2=3", "B1=3", "C1=1", "C2=1", "D1=2"), before))
        .isEqualTo(new Band(6, 13));
    assertThat(band(of("A1=3", "A2=3", "B1=3", "C1=3", "C2=2", "D1=3"), before))
        .isEqualTo(new Band(17, 17));
  }

  @Test
  void what_was_told_as_a_band_is_told_as_the_same_band_again() {
    Figure it = of("A1=4", "A2=4", "B1=4");
    List<Told> before = List.of(telling(it).told());

    assertThat(
            Disclosure.of(it, before, "", LIMITS)
                .<Band>fold(Verdict.Telling::band, why -> new Band(0, 0)))
        .isEqualTo(new Band(11, 12));
  }

  @Test
  void units_whose_values_were_told_hide_nobody_and_are_told_with_the_others() {
    Figure value = of("A1=3");

    assertThat(check(of("A1=3", "B1=2", "C1=4"), value)).contains(Withheld.FEW_UNITS);
    Verdict.Telling told = telling(of("A1=3", "B1=2", "C1=4", "C2=3"), value);
    assertThat(told.figure().members())
        .extracting(Member::unit)
        .containsExactly("A1", "B1", "C1", "C2");
    assertThat(told.band()).isEqualTo(new Band(12, 12));
  }

  @Test
  void who_knows_a_member_learns_no_plain_values_of_the_others() {
    Figure value = of("A1=3");

    // with 3 known of four, 6 would say that each of the others is 1
    assertThat(band(of("A1=3", "B1=1", "C1=1", "C2=1"), value)).isEqualTo(new Band(4, 7));
  }

  @Test
  void a_unit_told_to_one_reader_later_is_not_to_be_subtracted_by_another() {
    Figure all = of("A1=3", "A2=2", "B1=2", "C1=4", "C2=3");
    List<Told> before = told(all, of("A1=3"));

    for (String reader : List.of("", "A", "B", "Z")) {
      Disclosure.of(all, before, reader, LIMITS)
          .<Boolean>fold(
              it -> {
                assertThat(it.figure().members()).isEqualTo(all.members());
                return true;
              },
              why -> false);
    }
    assertThat(check(of("A2=2", "B1=2", "C1=4", "C2=3"), all, of("A1=3")))
        .contains(Withheld.DIFFERENCE);
  }

  /** Two readers, of states A and B, ask in turns; some ratings are told by unit. */
  @Property(tries = 300)
  void no_difference_of_what_two_readers_were_told_is_a_single_unit(@ForAll long seed) {
    var random = new Random(seed);
    List<String> units = List.of("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2");
    var told = new ArrayList<Told>();
    var sets = new ArrayList<Set<Member>>();
    for (int i = 0; i < 14; i++) {
      int mask = random.nextInt(256) | random.nextInt(256);
      var parts = new ArrayList<String>();
      for (int unit = 0; unit < units.size(); unit++) {
        if ((mask >> unit & 1) == 1) {
          parts.add(units.get(unit) + "=" + (1 + unit % 4));
        }
      }
      if (i % 5 == 4) {
        told.addAll(told(of(parts.isEmpty() ? "A1=1" : parts.get(0))));
      } else if (!parts.isEmpty()) {
        Figure figure = of(parts.toArray(String[]::new));
        Disclosure.of(figure, told, i % 2 == 0 ? "A" : "B", LIMITS)
            .<Boolean>fold(
                it -> {
                  assertThat(it.figure().members()).isEqualTo(figure.members());
                  return told.add(it.told()) && sets.add(it.figure().members());
                },
                why -> false);
      }
    }
    for (Set<Member> one : sets) {
      for (Set<Member> two : sets) {
        var difference = new HashSet<>(one);
        difference.addAll(two);
        difference.removeIf(it -> one.contains(it) && two.contains(it));
        assertThat(difference.size()).isNotIn(1, 2);
      }
    }
  }

  @Test
  void what_was_told_directly_narrows_figures_told_before() {
    Figure value = of("A1=3");
    Figure before = of("A1=3", "B1=2", "C1=4", "D1=2");

    assertThat(check(of("B1=2", "C1=4", "E1=2", "F1=3"), value, before))
        .isEqualTo(check(of("B1=2", "C1=4", "E1=2", "F1=3"), of("B1=2", "C1=4", "D1=2")));
  }

  @Test
  void a_reader_s_own_units_do_not_hide_the_others() {
    Figure it = of("A1=3", "B1=2", "C1=4");

    assertThat(why(Disclosure.of(it, List.of(), "A", LIMITS))).contains(Withheld.FEW_UNITS);
    assertThat(why(Disclosure.of(it, List.of(), "Z", LIMITS))).isEmpty();
  }

  @Test
  void a_reader_s_own_units_are_taken_out_of_earlier_figures_too() {
    Figure it = of("A1=3", "B1=1", "C1=1", "E1=3", "F1=2");
    List<Told> before = told(of("A1=3", "B1=1", "C1=1", "D1=1"));

    // who knows A1 knows that B1, C1 and D1 make 3
    assertThat(why(Disclosure.of(it, before, "A", LIMITS))).contains(Withheld.VALUE_PLAIN);
    assertThat(why(Disclosure.of(it, before, "Z", LIMITS))).isEmpty();
  }

  @Test
  void an_earlier_figure_with_own_units_that_are_not_in_this_one_is_refused() {
    assertThat(
            why(
                Disclosure.of(
                    of("B1=2", "C1=4", "D1=2", "E1=3"),
                    told(of("A1=3", "B1=2", "C1=4", "D1=2")),
                    "A",
                    LIMITS)))
        .contains(Withheld.DIFFERENCE);
  }

  @Test
  void figures_over_other_units_do_not_matter() {
    assertThat(check(of("A1=3", "A2=2", "B1=4"), of("C1=3", "C2=2", "D1=4"))).isEmpty();
  }

  @Test
  void more_units_may_be_asked_for() {
    assertThat(why(Disclosure.of(of("A1=3", "A2=2", "B1=4"), List.of(), "", LIMITS.atLeast(5))))
        .contains(Withheld.FEW_UNITS);
    assertThat(LIMITS.atLeast(2).units()).isEqualTo(3);
  }

  @Test
  void what_cannot_be_reckoned_in_time_is_withheld() {
    var parts = new ArrayList<String>();
    for (int i = 0; i < 150; i++) {
      parts.add((char) ('A' + i % 20) + "" + i + "=" + (2 + i % 2));
    }
    var strict = new Limits(6, 2, 50, 1, 2);

    assertThat(why(Disclosure.of(of(parts.toArray(String[]::new)), List.of(), "", strict)))
        .contains(Withheld.UNSURE);
  }

  @Test
  void a_hundred_units_are_reckoned_in_time() {
    var parts = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      parts.add((char) ('A' + i % 20) + "" + i + "=" + (2 + i % 2));
    }

    assertThat(check(of(parts.toArray(String[]::new)))).isEmpty();
  }

  private static Optional<Withheld> check(Figure figure, Figure... before) {
    return why(Disclosure.of(figure, told(before), "", LIMITS));
  }

  private static Optional<Withheld> why(Verdict verdict) {
    return verdict.fold(told -> Optional.empty(), Optional::of);
  }

  private static Verdict.Telling telling(Figure figure, Figure... before) {
    return Disclosure.of(figure, told(before), "", LIMITS)
        .fold(
            told -> told,
            why -> {
              throw new AssertionError(why);
            });
  }

  private static Band band(Figure figure, Figure... before) {
    return telling(figure, before).band();
  }
}
