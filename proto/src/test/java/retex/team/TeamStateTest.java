package retex.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How what several evaluators enter comes together. */
class TeamStateTest {

  private static final List<String> FIELDS =
      List.of("answers.A1.rating", "answers.A1.comment", "answers.A2.value", "narrative.strengths");
  private static final List<String> TEXTS = List.of("", "1", "2", "3");

  /** The order of files, and how often each comes, makes no difference. */
  @Property(tries = 60)
  void joining_is_commutative_associative_and_idempotent(@ForAll Random random) {
    SomeTeam team = SomeTeam.of(3);
    var files = new ArrayList<TeamState>();
    for (int i = 0; i < 6; i++) {
      act(team, random, files);
    }
    TeamState a = one(files, team, random);
    TeamState b = one(files, team, random);
    TeamState c = one(files, team, random);

    assertThat(a.join(b)).isEqualTo(b.join(a));
    assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
    assertThat(a.join(a)).isEqualTo(a);
    assertThat(a.join(b).join(b)).isEqualTo(a.join(b));
    assertThat(TeamState.read(a.join(b).bytes())).isEqualTo(a.join(b));
  }

  /**
   * However files went round before, once each laptop has every other's last file all know the
   * same, all drafts agree where nothing is open, and no evaluator's last word is missing.
   */
  @Property(tries = 60)
  void all_laptops_come_to_the_same_and_nobody_s_last_word_is_lost(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 4) int laptops) {
    SomeTeam team = SomeTeam.of(laptops);
    var files = new ArrayList<TeamState>();
    List<Map<String, String>> typed = new ArrayList<>();
    for (int i = 0; i < laptops; i++) {
      typed.add(new HashMap<>());
    }
    for (int i = 0; i < 14; i++) {
      int laptop = random.nextInt(laptops);
      if (random.nextInt(3) > 0) {
        String field = FIELDS.get(random.nextInt(FIELDS.size()));
        String text = TEXTS.get(1 + random.nextInt(TEXTS.size() - 1));
        if (!text.equals(team.draft(laptop).get(field))) {
          team.enters(laptop, field, text).file(laptop);
          typed.get(laptop).put(field, text);
        }
      } else {
        files.add(team.file(laptop));
        team.takes(random.nextInt(laptops), files.get(random.nextInt(files.size())));
      }
    }
    for (int round = 0; round < 2; round++) {
      for (int from = 0; from < laptops; from++) {
        TeamState file = team.file(from);
        for (int to = 0; to < laptops; to++) {
          team.takes(to, file);
        }
      }
    }

    TeamState all = team.state(0);
    for (int laptop = 0; laptop < laptops; laptop++) {
      assertThat(team.state(laptop)).isEqualTo(all);
      int self = laptop;
      typed
          .get(laptop)
          .forEach(
              (field, text) ->
                  assertThat(all.of(team.key(self).device()).orElseThrow().statements().get(field))
                      .extracting(Statement::value)
                      .isEqualTo(text));
      for (Place place : all.places()) {
        if (!place.isOpen()) {
          assertThat(here(team.draft(laptop), place)).isEqualTo(here(team.draft(0), place));
        }
      }
    }
  }

  /**
   * One laptop is put back to any earlier copy of itself, or leaves and comes again, at any moment:
   * what it had given to anybody is its word in the end, and what it said later stands.
   */
  @Property(tries = 60)
  void nothing_that_a_laptop_gave_away_is_lost_when_a_copy_of_it_was_put_back(
      @ForAll Random random, @ForAll @IntRange(min = 0, max = 2) int broken) {
    SomeTeam team = SomeTeam.of(3);
    var files = new ArrayList<TeamState>();
    var trace = new StringBuilder();
    var copies = new ArrayList<>(List.of(team.copy(broken)));
    List<Map<String, String>> typed = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (int i = 0; i < 24; i++) {
      int laptop = random.nextInt(3) == 0 ? random.nextInt(3) : broken;
      trace.append("\n").append(i).append(" ");
      switch (random.nextInt(6)) {
        case 0 -> {
          files.add(team.file(laptop));
          int to = random.nextInt(3);
          int n = random.nextInt(files.size());
          trace.append(
              "file of " + laptop + " as " + (files.size() - 1) + "; " + to + " takes " + n);
          team.takes(to, files.get(n));
        }
        case 1 -> {
          copies.add(team.copy(broken));
          trace.append("copy " + (copies.size() - 1));
        }
        case 2 -> {
          int n = random.nextInt(copies.size());
          trace.append("put back " + n);
          team.putsBack(copies.get(n));
        }
        case 3 -> {
          if (broken != 0 && random.nextInt(4) == 0) {
            trace.append("leaves");
            team.leaves(broken).takes(broken, team.file(0));
          }
          if (broken == 0) {
            trace.append("decides");
            files.add(team.decidesAny(random).file(0));
          }
        }
        default -> {
          String field = FIELDS.get(random.nextInt(FIELDS.size()));
          String text = TEXTS.get(random.nextInt(TEXTS.size())) + "-" + i;
          team.enters(laptop, field, text);
          trace.append(laptop + " enters " + field + " " + text);
          typed.get(laptop).put(field, text);
          team.takes((broken + 1) % 3, team.file(laptop));
        }
      }
    }
    assertThat(joined(files)).isEqualTo(joined(backwards(files)));
    for (int round = 0; round < 3; round++) {
      for (int from : List.of((broken + 1) % 3, broken, (broken + 2) % 3)) {
        TeamState file = team.file(from);
        for (int to = 0; to < 3; to++) {
          team.takes(to, file);
        }
      }
    }

    for (int laptop = 0; laptop < 3; laptop++) {
      assertThat(team.state(laptop)).isEqualTo(team.state(0));
      Map<String, String> said = new HashMap<>();
      team.state(0)
          .of(team.key(laptop).device())
          .ifPresent(it -> it.statements().forEach((field, one) -> said.put(field, one.value())));
      assertThat(said)
          .as("of laptop " + laptop + " broken " + broken + trace)
          .isEqualTo(typed.get(laptop));
      assertThat(team.state(0).all(team.key(laptop).device())).hasSizeLessThanOrEqualTo(1);
      for (Place place : team.state(0).places()) {
        if (!place.isOpen()) {
          assertThat(here(team.draft(laptop), place)).isEqualTo(here(team.draft(0), place));
        }
      }
    }
  }

  @Test
  void a_member_whose_copy_was_put_back_gets_its_words_from_the_chief_and_withdraws_none() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A1.rating", "2").file(1);
    SomeTeam.Copy copy = team.copy(1);
    team.enters(1, "answers.A1.rating", "3").enters(1, "narrative.strengths", "Discipline");
    team.enters(2, "answers.A1.rating", "4");
    team.takes(0, team.file(1)).takes(0, team.file(2));

    team.putsBack(copy).enters(1, "answers.A2.value", "12");
    team.takes(1, team.file(0)).takes(0, team.file(1));

    for (int laptop : List.of(0, 1)) {
      assertThat(team.draft(laptop))
          .containsEntry("answers.A2.value", "12")
          .containsEntry("narrative.strengths", "Discipline");
    }
    assertThat(team.draft(1))
        .as("its own at an open place")
        .containsEntry("answers.A1.rating", "3");
    assertThat(team.state(0).place("answers.A1").orElseThrow().versions())
        .extracting(it -> it.fields().get("answers.A1.rating"))
        .containsExactlyInAnyOrder("3", "4");
  }

  @Test
  void a_member_who_goes_on_after_a_copy_was_put_back_takes_nothing_from_the_chief() {
    SomeTeam team = SomeTeam.of(2);
    SomeTeam.Copy copy = team.copy(1);
    team.takes(0, team.enters(1, "narrative.strengths", "Discipline").file(1));

    team.putsBack(copy);
    for (String rating : List.of("1", "2", "3")) {
      team.takes(0, team.enters(1, "answers.A1.rating", rating).file(1));
    }

    assertThat(team.draft(0))
        .containsEntry("narrative.strengths", "Discipline")
        .containsEntry("answers.A1.rating", "3");

    team.takes(1, team.file(0)).takes(0, team.file(1));
    assertThat(team.state(0).places()).noneMatch(Place::isOpen);
    assertThat(team.draft(1)).isEqualTo(team.draft(0));
  }

  @Test
  void a_chief_whose_copy_was_put_back_keeps_words_and_decisions_of_both_lines() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A1.rating", "2").enters(1, "answers.A2.value", "5");
    team.enters(2, "answers.A1.rating", "4").enters(2, "answers.A2.value", "6");
    team.takes(0, team.file(1)).takes(0, team.file(2));
    SomeTeam.Copy copy = team.copy(0);
    team.enters(0, "narrative.strengths", "Discipline").decides("answers.A1", 2);
    team.takes(1, team.file(0));

    team.putsBack(copy).decides("answers.A2", 1);
    team.takes(0, team.file(1)).takes(1, team.file(0));

    for (int laptop : List.of(0, 1)) {
      assertThat(team.draft(laptop))
          .isEqualTo(
              Map.of(
                  "narrative.strengths", "Discipline",
                  "answers.A1.rating", "4",
                  "answers.A2.value", "5"));
    }
    assertThat(team.state(0).places()).noneMatch(Place::isOpen);
  }

  @Test
  void what_a_chief_decided_holds_though_a_copy_of_before_counts_further() {
    SomeTeam team = differing();
    SomeTeam.Copy copy = team.copy(0);
    team.decides("answers.A1", 2);
    team.takes(1, team.file(0));

    goesOn(team.putsBack(copy));

    assertThat(team.draft(1)).containsEntry("answers.A1.rating", "4");
    assertThat(team.state(1).place("answers.A1").orElseThrow().isOpen()).isFalse();
    meet(team);
    for (int laptop : List.of(0, 1)) {
      assertThat(team.draft(laptop))
          .containsEntry("answers.A1.rating", "4")
          .containsEntry("narrative.strengths", "Discipline")
          .containsEntry("narrative.shortfalls", "Maps");
      assertThat(team.state(laptop).places()).noneMatch(Place::isOpen);
    }
  }

  @Test
  void what_a_chief_struck_out_stays_out_though_a_copy_of_before_counts_further() {
    SomeTeam team = SomeTeam.of(2);
    team.enters(1, "answers.A1.rating", "2").enters(1, "answers.A1.comment", "The guard said so.");
    team.takes(0, team.file(1));
    SomeTeam.Copy copy = team.copy(0);
    team.takes(1, team.enters(0, "answers.A1.comment", "").file(0));

    goesOn(team.putsBack(copy));

    assertThat(team.draft(1)).doesNotContainKey("answers.A1.comment");
    meet(team);
    for (int laptop : List.of(0, 1)) {
      assertThat(team.draft(laptop)).doesNotContainKey("answers.A1.comment");
      assertThat(team.state(laptop).places()).noneMatch(Place::isOpen);
    }
  }

  @Test
  void who_was_added_to_the_plan_is_sealed_to_though_a_copy_of_before_counts_further() {
    SomeTeam team = SomeTeam.of(2);
    TeamKey added = SomeTeam.key();
    TeamKey addedLater = SomeTeam.key();
    SomeTeam.Copy copy = team.copy(0);
    team.takes(1, team.adds(added, "B").file(0));

    goesOn(team.putsBack(copy));

    Plan plan = team.state(1).plan().orElseThrow();
    assertThat(plan.member(added.device())).isPresent();
    assertThat(plan.areas()).containsEntry("B", added.device());
    team.takes(1, team.adds(addedLater, "C").file(0));
    meet(team);
    for (int laptop : List.of(0, 1)) {
      plan = team.state(laptop).plan().orElseThrow();
      assertThat(plan.members()).hasSize(4);
      assertThat(plan.areas()).containsOnlyKeys("A", "B", "C");
    }
  }

  @Test
  void what_a_chief_decided_otherwise_after_a_copy_was_put_back_is_asked_anew() {
    SomeTeam team = differing();
    SomeTeam.Copy copy = team.copy(0);
    team.decides("answers.A1", 2);
    team.takes(1, team.file(0));

    goesOn(team.putsBack(copy).decides("answers.A1", 1));
    meet(team);

    for (int laptop : List.of(0, 1)) {
      assertThat(team.state(laptop).place("answers.A1").orElseThrow().isOpen()).isTrue();
    }
    team.decides("answers.A1", 2);
    team.takes(1, team.file(0));
    assertThat(team.state(1).places()).noneMatch(Place::isOpen);
    assertThat(team.draft(1)).containsEntry("answers.A1.rating", "4");
  }

  @Test
  void what_is_asked_anew_and_withdrawn_by_everybody_holds_nothing() {
    SomeTeam team = differing();
    SomeTeam.Copy copy = team.copy(0);
    team.decides("answers.A1", 2);
    team.takes(1, team.file(0));
    goesOn(team.putsBack(copy).decides("answers.A1", 1));
    meet(team);

    team.takes(2, team.file(0)).takes(1, team.file(0));
    team.enters(1, "answers.A1.rating", "").enters(2, "answers.A1.rating", "");
    team.takes(0, team.file(1)).takes(0, team.file(2)).takes(1, team.file(0));

    for (int laptop : List.of(0, 1)) {
      Place place = team.state(laptop).place("answers.A1").orElseThrow();
      assertThat(place.versions()).isEmpty();
      assertThat(place.isOpen()).isFalse();
      assertThat(place.settled()).contains(Map.of());
    }
  }

  @Test
  void a_decision_that_was_taken_back_since_is_not_taken_from_an_older_line() {
    SomeTeam team = differing();
    team.takes(1, team.decides("answers.A1", 2).file(0));
    SomeTeam.Copy copy = team.copy(0);
    team.takes(1, team.enters(0, "answers.A1.rating", "3").file(0));

    goesOn(team.putsBack(copy));
    meet(team);

    assertThat(team.state(1).place("answers.A1").orElseThrow().isOpen()).isTrue();
    assertThat(team.state(1).place("answers.A1").orElseThrow().decision()).isEmpty();
  }

  @Test
  void contributions_without_acts_are_read_and_gone_on_from() {
    SomeTeam team = differing();
    team.decides("answers.A1", 2);
    Contribution now = team.state(0).of(team.key(0).device()).orElseThrow();
    Contribution older = withoutActs(team, now);
    TeamState state = TeamState.read(TeamState.of(now.share(), List.of(older)).bytes());
    assertThat(state.place("narrative.strengths")).isEmpty();

    Part next =
        new Part(state, Map.of())
            .wrote(team.key(0), "Some One", Map.of("narrative.strengths", "Zeal"), any -> 9);

    Contribution after = next.state().of(team.key(0).device()).orElseThrow();
    assertThat(next.state().contributions()).containsExactly(after);
    assertThat(after.decisions()).isEqualTo(now.decisions());
    assertThat(after.acts()).isEmpty();
    assertThat(next.planned(team.key(0), "Some One", more(now)).state().contributions())
        .singleElement()
        .satisfies(it -> assertThat(it.acts()).hasSize(1));
  }

  @Test
  void what_a_line_without_acts_decided_otherwise_is_asked_anew() {
    SomeTeam team = differing();
    SomeTeam.Copy copy = team.copy(0);
    team.decides("answers.A1", 2);
    Contribution older = withoutActs(team, team.state(0).of(team.key(0).device()).orElseThrow());

    team.putsBack(copy).decides("answers.A1", 1);
    team.takes(0, TeamState.of(older.share(), List.of(older)));
    team.takes(1, team.file(0));

    for (int laptop : List.of(0, 1)) {
      assertThat(team.state(laptop).place("answers.A1").orElseThrow().isOpen()).isTrue();
    }
  }

  /** The same as a program wrote it that knew no acts. */
  private static Contribution withoutActs(SomeTeam team, Contribution now) {
    return Contribution.sign(
        team.key(0),
        now.share(),
        now.counter(),
        now.evaluator(),
        now.statements(),
        new Settled(now.decisions(), now.plan()),
        new java.util.TreeSet<>());
  }

  private static Plan more(Contribution now) {
    Plan plan = now.plan().orElseThrow();
    var areas = new HashMap<>(plan.areas());
    areas.put("B", now.device());
    return new Plan(plan.instrument(), plan.head(), plan.members(), areas);
  }

  private static SomeTeam differing() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A1.rating", "2").enters(2, "answers.A1.rating", "4");
    return team.takes(0, team.file(1)).takes(0, team.file(2));
  }

  /** The chief writes more than the lost line held, and hands it to the first colleague. */
  private static void goesOn(SomeTeam team) {
    team.enters(0, "narrative.strengths", "Discipline").file(0);
    team.takes(1, team.enters(0, "narrative.shortfalls", "Maps").file(0));
  }

  private static void meet(SomeTeam team) {
    team.takes(0, team.file(1)).takes(1, team.file(0));
  }

  @Test
  void who_leaves_and_comes_again_finds_what_it_had_given() {
    SomeTeam team = SomeTeam.of(2);
    team.takes(0, team.enters(1, "narrative.strengths", "Discipline").file(1));

    team.leaves(1).takes(1, team.file(0));
    team.takes(0, team.file(1));

    assertThat(team.draft(1)).containsEntry("narrative.strengths", "Discipline");
    assertThat(team.draft(0)).containsEntry("narrative.strengths", "Discipline");
  }

  @Test
  void fields_in_which_nobody_differs_are_put_together_in_every_draft() {
    SomeTeam team = SomeTeam.of(2);
    team.enters(0, "answers.A1.rating", "3").enters(1, "answers.A1.comment", "By night too.");

    team.takes(0, team.file(1)).takes(1, team.file(0));

    assertThat(team.draft(0))
        .isEqualTo(Map.of("answers.A1.rating", "3", "answers.A1.comment", "By night too."));
    assertThat(team.draft(1)).isEqualTo(team.draft(0));
  }

  @Test
  void both_answers_stay_until_the_chief_decides_and_a_later_one_asks_anew() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A1.rating", "2").enters(2, "answers.A1.rating", "4");
    team.takes(0, team.file(1)).takes(0, team.file(2));
    Place place = team.state(0).place("answers.A1").orElseThrow();
    assertThat(place.isOpen()).isTrue();
    assertThat(place.versions()).hasSize(2);
    assertThat(team.draft(0)).containsEntry("answers.A1.rating", "2"); // as it came first

    team.decides("answers.A1", 2);
    team.takes(1, team.file(0));

    assertThat(team.draft(0)).containsEntry("answers.A1.rating", "4");
    assertThat(team.draft(1)).containsEntry("answers.A1.rating", "4");
    assertThat(team.state(1).place("answers.A1").orElseThrow().versions()).hasSize(2);

    team.takes(0, team.enters(1, "answers.A1.rating", "1").file(1));

    assertThat(team.state(0).place("answers.A1").orElseThrow().isOpen()).isTrue();
    assertThat(team.draft(0)).containsEntry("answers.A1.rating", "4");
  }

  @Test
  void not_observed_by_one_and_a_number_by_another_is_one_answer_that_differs() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A2.rating", "NO").enters(1, "answers.A2.reason", "It was dark.");
    team.enters(2, "answers.A2.value", "12");

    team.takes(0, team.file(1)).takes(0, team.file(2));

    assertThat(team.state(0).place("answers.A2").orElseThrow().isOpen()).isTrue();
    assertThat(team.draft(0)).doesNotContainKey("answers.A2.value");

    team.decides("answers.A2", 2);

    assertThat(team.draft(0)).isEqualTo(Map.of("answers.A2.value", "12"));
  }

  @Test
  void what_the_chief_strikes_out_of_another_s_part_stays_out_until_that_one_says_more() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A1.rating", "2").enters(1, "answers.A1.comment", "The guard said so.");
    team.enters(1, "narrative.strengths", "Discipline");
    team.takes(0, team.file(1));

    team.enters(0, "answers.A1.comment", "").enters(0, "narrative.strengths", "");
    team.takes(0, team.file(1)).takes(0, team.enters(2, "answers.A2.value", "12").file(2));
    team.takes(1, team.file(0)).takes(0, team.file(1));

    for (int laptop : List.of(0, 1)) {
      assertThat(team.draft(laptop))
          .isEqualTo(Map.of("answers.A1.rating", "2", "answers.A2.value", "12"));
    }
    assertThat(team.state(0).places()).noneMatch(Place::isOpen);

    team.takes(0, team.enters(1, "narrative.strengths", "Discipline, and zeal").file(1));

    assertThat(team.state(0).place("narrative.strengths").orElseThrow().isOpen()).isTrue();
    assertThat(team.draft(0)).doesNotContainKey("narrative.strengths");
  }

  @Test
  void what_the_chief_struck_out_and_put_back_holds_again() {
    SomeTeam team = SomeTeam.of(2);
    team.enters(1, "narrative.strengths", "Discipline");
    team.takes(0, team.file(1));
    team.enters(0, "narrative.strengths", "").file(0);

    team.enters(0, "narrative.strengths", "Discipline").takes(0, team.file(1));
    team.takes(1, team.file(0));

    assertThat(team.state(0).places()).noneMatch(Place::isOpen);
    assertThat(team.draft(0)).containsEntry("narrative.strengths", "Discipline");
    assertThat(team.draft(1)).containsEntry("narrative.strengths", "Discipline");
  }

  @Test
  void a_member_who_withdraws_a_word_disputes_nobody_s() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "narrative.strengths", "Discipline").file(1);
    team.enters(1, "narrative.strengths", "");
    team.enters(2, "narrative.strengths", "Zeal");

    team.takes(0, team.file(1)).takes(0, team.file(2));

    assertThat(team.draft(0)).containsEntry("narrative.strengths", "Zeal");
    assertThat(team.state(0).places()).noneMatch(Place::isOpen);
  }

  @Test
  void an_older_file_after_a_newer_one_changes_nothing() {
    SomeTeam team = SomeTeam.of(2);
    TeamState older = team.enters(1, "answers.A1.rating", "2").file(1);
    TeamState newer = team.enters(1, "answers.A1.rating", "3").file(1);

    team.takes(0, newer).takes(0, older).takes(0, newer);

    assertThat(team.draft(0)).containsEntry("answers.A1.rating", "3");
  }

  @Test
  void what_came_from_a_colleague_is_never_passed_on_as_one_s_own() {
    SomeTeam team = SomeTeam.of(3);
    team.enters(1, "answers.A1.rating", "2");
    team.takes(0, team.file(1)).takes(2, team.file(0));
    team.enters(1, "answers.A1.rating", "3");
    team.takes(0, team.file(1)).takes(0, team.file(2));

    Place place = team.state(0).place("answers.A1").orElseThrow();

    assertThat(place.versions()).hasSize(1);
    assertThat(team.draft(0)).containsEntry("answers.A1.rating", "3");
  }

  @Test
  void two_contributions_under_one_number_are_both_kept() {
    SomeTeam team = SomeTeam.of(2);
    TeamState before = team.file(1);
    Part copy = new Part(before, Map.of());
    TeamState other =
        copy.wrote(team.key(1), "Some One", Map.of("answers.A1.rating", "1"), any -> 1).state();
    TeamState mine = team.enters(1, "answers.A2.value", "12").file(1);

    team.takes(0, other).takes(0, mine);

    assertThat(team.draft(0)).isEqualTo(Map.of("answers.A1.rating", "1", "answers.A2.value", "12"));
  }

  private static List<TeamState> backwards(List<TeamState> files) {
    var backwards = new ArrayList<>(files);
    java.util.Collections.reverse(backwards);
    return backwards;
  }

  private static java.util.Optional<TeamState> joined(List<TeamState> files) {
    return files.stream().reduce(TeamState::join);
  }

  private static Map<String, String> here(Map<String, String> draft, Place place) {
    Map<String, String> here = new java.util.TreeMap<>(draft);
    Set<String> others = new HashSet<>(draft.keySet());
    others.removeIf(field -> Place.of(field).equals(place.name()));
    here.keySet().removeAll(others);
    return here;
  }

  private static TeamState one(List<TeamState> files, SomeTeam team, Random random) {
    return files.isEmpty() ? team.state(0) : files.get(random.nextInt(files.size()));
  }

  private static void act(SomeTeam team, Random random, List<TeamState> files) {
    int laptop = random.nextInt(3);
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    team.enters(laptop, field, TEXTS.get(random.nextInt(TEXTS.size())));
    files.add(team.file(laptop));
    if (random.nextBoolean()) {
      team.takes(random.nextInt(3), files.get(random.nextInt(files.size())));
    }
  }
}
