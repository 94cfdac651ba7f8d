package retex.team;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;

/** Laptops of one team, the first of them the chief's, each with a draft that is a map. */
final class SomeTeam {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<TeamKey> keys;
  private final List<Part> parts;
  private final List<Map<String, String>> drafts;
  private final List<Map<String, Long>> changed;
  private long clock;

  private SomeTeam(int laptops) {
    this.keys = IntStream.range(0, laptops).mapToObj(it -> key()).toList();
    ShareId id = ShareId.make(keys.get(0).device(), RANDOM);
    List<Card> cards = keys.stream().map(it -> Card.of(it, "Some One")).toList();
    Map<String, DeviceId> areas = new LinkedHashMap<>();
    areas.put("A", keys.get(0).device());
    Part chief =
        new Part(TeamState.of(id), Map.of())
            .planned(
                keys.get(0),
                "Some One",
                new Plan("some-form@1", Map.of("unit.code", "U-001"), cards, areas));
    this.parts = new java.util.ArrayList<>();
    this.drafts = new java.util.ArrayList<>();
    this.changed = new java.util.ArrayList<>();
    for (int i = 0; i < laptops; i++) {
      Part none = new Part(TeamState.of(id), Map.of());
      parts.add(i == 0 ? chief : none.met(keys.get(i), "Some One", chief.state()));
      drafts.add(new TreeMap<>());
      changed.add(new TreeMap<>());
    }
  }

  static SomeTeam of(int laptops) {
    return new SomeTeam(laptops);
  }

  static TeamKey key() {
    return TeamKey.of(DeviceKey.generate(RANDOM));
  }

  TeamKey key(int laptop) {
    return keys.get(laptop);
  }

  TeamState state(int laptop) {
    return parts.get(laptop).state();
  }

  Map<String, String> draft(int laptop) {
    return drafts.get(laptop);
  }

  SomeTeam enters(int laptop, String field, String text) {
    changed.get(laptop).put(field, clock += 1_000_000);
    put(laptop, field, text);
    return this;
  }

  private void put(int laptop, String field, String text) {
    if (text.isEmpty()) {
      drafts.get(laptop).remove(field);
    } else {
      drafts.get(laptop).put(field, text);
    }
  }

  /** What a file from this laptop would hold now. */
  TeamState file(int laptop) {
    parts.set(laptop, wrote(laptop));
    return state(laptop);
  }

  SomeTeam takes(int laptop, TeamState file) {
    Part before = wrote(laptop);
    parts.set(laptop, before.met(keys.get(laptop), "Some One", file));
    parts.set(laptop, wrote(laptop));
    parts
        .get(laptop)
        .regained(keys.get(laptop), before)
        .forEach((field, text) -> put(laptop, field, text));
    settle(laptop);
    return this;
  }

  /** Everything on one laptop as it is now. */
  Copy copy(int laptop) {
    return new Copy(
        laptop,
        parts.get(laptop),
        new TreeMap<>(drafts.get(laptop)),
        new TreeMap<>(changed.get(laptop)));
  }

  record Copy(int laptop, Part part, Map<String, String> draft, Map<String, Long> changed) {}

  SomeTeam putsBack(Copy copy) {
    parts.set(copy.laptop(), copy.part());
    drafts.set(copy.laptop(), new TreeMap<>(copy.draft()));
    changed.set(copy.laptop(), new TreeMap<>(copy.changed()));
    return this;
  }

  /** Leaves the team, and is at the beginning once it takes a file again. */
  SomeTeam leaves(int laptop) {
    TeamState none = TeamState.of(parts.get(laptop).state().share());
    return putsBack(new Copy(laptop, new Part(none, Map.of()), Map.of(), Map.of()));
  }

  SomeTeam decides(String place, int laptop) {
    Place here = file(0).place(place).orElseThrow();
    Place.Version chosen =
        here.versions().stream()
            .filter(it -> it.device().equals(keys.get(laptop).device()))
            .findFirst()
            .orElseThrow();
    parts.set(0, parts.get(0).decided(keys.get(0), "Some One", here, chosen));
    settle(0);
    return this;
  }

  /** The chief decides one of the places that are open, if any is. */
  SomeTeam decidesAny(java.util.Random random) {
    List<Place> open = file(0).places().stream().filter(Place::isOpen).toList();
    if (!open.isEmpty()) {
      Place here = open.get(random.nextInt(open.size()));
      Place.Version chosen = here.versions().get(random.nextInt(here.versions().size()));
      parts.set(0, parts.get(0).decided(keys.get(0), "Some One", here, chosen));
      settle(0);
    }
    return this;
  }

  /** The chief plans anew: another one takes part, and sees to an area. */
  SomeTeam adds(TeamKey other, String area) {
    Plan plan = state(0).plan().orElseThrow();
    var members = new java.util.ArrayList<>(plan.members());
    members.add(Card.of(other, "Some Other"));
    Map<String, DeviceId> areas = new LinkedHashMap<>(plan.areas());
    areas.put(area, other.device());
    var anew = new Plan(plan.instrument(), plan.head(), members, areas);
    parts.set(0, parts.get(0).planned(keys.get(0), "Some One", anew));
    return this;
  }

  private void settle(int laptop) {
    Map<String, String> draft = drafts.get(laptop);
    parts.get(laptop).wanted(draft).forEach((field, text) -> put(laptop, field, text));
    parts.set(laptop, parts.get(laptop).adopted(keys.get(laptop), draft));
  }

  private Part wrote(int laptop) {
    return parts
        .get(laptop)
        .wrote(
            keys.get(laptop),
            "Some One",
            drafts.get(laptop),
            field -> changed.get(laptop).getOrDefault(field, 1L));
  }
}
