package retex.agent.team;

import static retex.agent.team.ShareRefusal.TEAM_ALONE;
import static retex.agent.team.ShareRefusal.TEAM_AREA_UNKNOWN;
import static retex.agent.team.ShareRefusal.TEAM_PLACE_CHANGED;
import static retex.agent.team.ShareRefusal.TEAM_SHARE_UNKNOWN;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.entry.DraftFields;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.team.Card;
import retex.team.Part;
import retex.team.Place;
import retex.team.Plan;
import retex.team.ShareId;
import retex.team.TeamFile;
import retex.team.TeamKey;
import retex.team.TeamRefusal;
import retex.team.TeamState;

/**
 * Shared evaluations of this laptop. Each act is one transaction: what was entered here is taken up
 * as this laptop's own, then what came is joined, then settled texts are put into the draft. So any
 * of them may be done twice, and a file that is refused changes nothing.
 */
@Singleton
final class Shares {

  private final ShareRows rows;
  private final Drafts drafts;
  private final DraftFields fields;
  private final Colleagues colleagues;
  private final Photographs photographs;
  private final Store store;

  Shares(
      ShareRows rows,
      Drafts drafts,
      DraftFields fields,
      Colleagues colleagues,
      Photographs photographs,
      Store store) {
    this.rows = rows;
    this.drafts = drafts;
    this.fields = fields;
    this.colleagues = colleagues;
    this.photographs = photographs;
    this.store = store;
  }

  /** A shared evaluation as it stands here; {@code draft} is empty once it was submitted. */
  record Shared(ShareId id, Optional<Draft> draft, Plan plan, TeamState state, DeviceId self) {

    boolean isChief() {
      return self.equals(id.chief());
    }

    /** Places of the plan's form on which evaluators differ and nobody has decided. */
    List<Place> open() {
      return state.places().stream().filter(Place::isOpen).toList();
    }
  }

  List<Shared> all() {
    return rows.listOrderById().stream().map(this::shared).toList();
  }

  Optional<Shared> ofDraft(String draft) {
    return rows.findByDraft(draft).map(this::shared);
  }

  Shared find(String id) {
    return shared(row(id));
  }

  /**
   * Shares a draft out, or plans anew: who sees to which area. Areas that nobody is named for are
   * not shared. Only compared colleagues can be named; who takes part already stays.
   */
  Shared plan(String draftId, Map<String, DeviceId> areas) {
    return store.atOnce(
        () -> {
          Draft draft = drafts.find(draftId);
          TeamKey key = colleagues.key();
          ShareRow row = rows.findByDraft(draftId).orElseGet(() -> open(draft, key));
          Part part = published(part(row), draft);
          Plan plan = plan(draft, areas, part.state().plan());
          Part planned = part.planned(key, colleagues.name(), plan);
          return shared(keep(row, settled(published(planned, draft), draft)));
        });
  }

  /** The file for the team: everything that this laptop knows, sealed to its members. */
  byte[] export(String id) {
    colleagues.card(); // a laptop without a name has no part in a team
    return store.atOnce(
        () -> {
          ShareRow row = row(id);
          Part part = part(row);
          Optional<Draft> draft = draft(row);
          if (draft.isPresent()) {
            part = published(part, draft.get());
            keep(row, part);
          }
          return TeamFile.seal(
              colleagues.key(),
              part.state(),
              photographs.of(part.state(), colleagues.key().device()),
              new SecureRandom());
        });
  }

  /** Takes a file of the team: once or twice, in any order. */
  Shared take(byte[] file) {
    colleagues.card(); // a laptop without a name has no part in a team
    TeamFile.Came whole =
        TeamFile.open(
            file,
            colleagues.key(),
            id -> rows.findById(id.hex()).map(row -> part(row).state()),
            colleagues::isTrusted);
    TeamState came = whole.state();
    photographs.take(whole); // before the store is held: they take seconds, and are swept if unused
    return store.atOnce(
        () -> {
          ShareRow row = rows.findById(came.share().hex()).orElseGet(() -> begin(came));
          Optional<Draft> draft = draft(row);
          Part before = draft.map(it -> published(part(row), it)).orElseGet(() -> part(row));
          Part met = before.met(colleagues.key(), colleagues.name(), came);
          return shared(keep(row, draft.map(it -> followed(before, met, it)).orElse(met)));
        });
  }

  /**
   * The chief decides for what one laptop has at a place. {@code seen} is what the page showed
   * ({@link #seen}); where more stands there now, it is refused.
   */
  Shared decide(String id, String placeName, String seen, int version) {
    return store.atOnce(
        () -> {
          ShareRow row = row(id);
          Optional<Draft> draft = draft(row);
          Part part = draft.map(it -> published(part(row), it)).orElseGet(() -> part(row));
          Place place =
              part.state()
                  .place(placeName)
                  .filter(it -> seen(it).equals(seen))
                  .filter(it -> version >= 0 && version < it.versions().size())
                  .orElseThrow(() -> TEAM_PLACE_CHANGED.at("").asException());
          Part decided =
              part.decided(
                  colleagues.key(), colleagues.name(), place, place.versions().get(version));
          return shared(keep(row, draft.map(it -> settled(decided, it)).orElse(decided)));
        });
  }

  /** Places of photographs of the team for which the draft has no room. */
  List<String> leftOut(Shared shared) {
    return shared
        .draft()
        .map(it -> fields.of(it, shared.plan().areas().keySet()).keySet())
        .map(held -> photographs.leftOut(shared.state(), held))
        .orElse(List.of());
  }

  /** Forgets the team; the draft stays, with what it holds, as this laptop's own. */
  void leave(String id) {
    rows.deleteById(row(id).id());
  }

  /** What stands at a place, for a later check that nothing came in between. */
  static String seen(Place place) {
    var seen = new ArrayList<String>();
    place.versions().forEach(it -> seen.add(it.device().hex() + "-" + it.since()));
    return String.join(" ", seen);
  }

  private Plan plan(Draft draft, Map<String, DeviceId> areas, Optional<Plan> before) {
    Map<String, DeviceId> ordered = new LinkedHashMap<>();
    Map<String, Card> members = new LinkedHashMap<>();
    before.ifPresent(it -> it.members().forEach(card -> members.put(card.device().hex(), card)));
    members.put(colleagues.key().device().hex(), colleagues.card());
    Set<String> known = fields.areas(draft.instrument(), Words.in("en")).keySet();
    if (!known.containsAll(areas.keySet())) {
      throw TEAM_AREA_UNKNOWN.at("").asException();
    }
    for (String area : known) {
      DeviceId device = areas.get(area);
      if (device != null) {
        ordered.put(area, device);
        members.computeIfAbsent(device.hex(), any -> colleagues.trusted(device));
      }
    }
    if (members.size() < 2) {
      throw TEAM_ALONE.at("").asException();
    }
    return new Plan(draft.instrument(), fields.head(draft), List.copyOf(members.values()), ordered);
  }

  /**
   * A member's draft follows the chief's to a newer version of the form, and so does the chief's
   * own that was put back from before: where the team is already, it stays.
   */
  private Draft carried(Part part, Draft draft) {
    return part.state().plan().map(it -> fields.carry(draft, it.instrument())).orElse(draft);
  }

  /**
   * The same once the draft has followed the chief, and what is settled stands in it, and what this
   * laptop said itself and had forgotten.
   */
  private Part followed(Part before, Part met, Draft draft) {
    Draft carried = carried(met, draft);
    Part part = moved(met, draft.instrument(), carried.instrument());
    Part published = published(part, carried);
    Map<String, String> regained = published.regained(colleagues.key(), before);
    return settled(published, fields.put(carried, areas(published), regained));
  }

  private Part moved(Part part, String before, String after) {
    return before.equals(after)
        ? part
        : part.carried(colleagues.key(), colleagues.name(), fields.ways(before, after));
  }

  /** The chief's plan follows the draft to another version of the form. */
  private Part replanned(Part part, Draft draft) {
    boolean isOwn = part.state().share().chief().equals(colleagues.key().device());
    return part.state()
        .plan()
        .filter(it -> isOwn && !it.instrument().equals(draft.instrument()))
        .map(
            it ->
                moved(part, it.instrument(), draft.instrument())
                    .planned(
                        colleagues.key(),
                        colleagues.name(),
                        new Plan(draft.instrument(), it.head(), it.members(), it.areas())))
        .orElse(part);
  }

  /** Takes up what was entered in the draft since the last time. */
  private Part published(Part written, Draft draft) {
    Part part = replanned(written, draft);
    Set<String> areas = areas(part);
    if (areas.isEmpty()) {
      return part;
    }
    Map<String, Long> at = fields.changedAt(draft);
    return part.wrote(
        colleagues.key(),
        colleagues.name(),
        fields.of(draft, areas),
        field -> at.getOrDefault(field, draft.changedAt()));
  }

  /** Puts what is settled into the draft. */
  private Part settled(Part part, Draft draft) {
    Set<String> areas = areas(part);
    Draft after = fields.put(draft, areas, part.wanted(fields.of(draft, areas)));
    return part.adopted(colleagues.key(), fields.of(after, areas));
  }

  private static Set<String> areas(Part part) {
    return part.state().plan().map(it -> it.areas().keySet()).orElse(Set.of());
  }

  private ShareRow open(Draft draft, TeamKey key) {
    ShareId id = ShareId.make(key.device(), new SecureRandom());
    return rows.save(
        new ShareRow(id.hex(), draft.id(), TeamState.of(id).bytes(), store.write(Map.of())));
  }

  /** A colleague's evaluation comes here for the first time: a draft for this laptop's part. */
  private ShareRow begin(TeamState came) {
    Plan plan = came.plan().orElseThrow(() -> TeamRefusal.TEAM_PLAN_MISSING.at("").asException());
    Draft draft = fields.open(plan.instrument(), plan.head());
    return rows.save(
        new ShareRow(
            came.share().hex(),
            draft.id(),
            TeamState.of(came.share()).bytes(),
            store.write(Map.of())));
  }

  private Shared shared(ShareRow row) {
    TeamState state = part(row).state();
    Plan plan = state.plan().orElseThrow(() -> TEAM_SHARE_UNKNOWN.at("").asException());
    return new Shared(state.share(), draft(row), plan, state, colleagues.key().device());
  }

  private Optional<Draft> draft(ShareRow row) {
    return drafts.all().stream().filter(it -> it.id().equals(row.draft())).findFirst();
  }

  private ShareRow row(String id) {
    return rows.findById(id).orElseThrow(() -> TEAM_SHARE_UNKNOWN.at("").asException());
  }

  private Part part(ShareRow row) {
    return new Part(TeamState.read(row.state()), store.read(row.adopted()));
  }

  private ShareRow keep(ShareRow row, Part part) {
    return rows.update(
        new ShareRow(row.id(), row.draft(), part.state().bytes(), store.write(part.adopted())));
  }

  /** Transactions of the laptop's store, and texts by field as JSON. */
  @Singleton
  static final class Store {

    private static final Argument<Map<String, String>> TEXTS =
        Argument.mapOf(String.class, String.class);

    private final TransactionOperations<Connection> transactions;
    private final ObjectMapper json;

    Store(TransactionOperations<Connection> transactions, ObjectMapper json) {
      this.transactions = transactions;
      this.json = json;
    }

    <T> T atOnce(java.util.function.Supplier<T> work) {
      return transactions.executeWrite(status -> work.get());
    }

    String write(Map<String, String> texts) {
      try {
        return json.writeValueAsString(TEXTS, texts);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Map<String, String> read(String text) {
      try {
        Map<String, String> texts = json.readValue(text, TEXTS);
        return texts == null ? Map.of() : texts;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
