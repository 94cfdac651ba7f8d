package retex.team;

import static retex.team.TeamRefusal.TEAM_CHIEF_ONLY;
import static retex.team.TeamRefusal.TEAM_FILE_ALTERED;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.team.v1.Content;

/**
 * What a team knows of one shared evaluation: the newest contribution of each of its laptops. Two
 * states are joined by keeping of each laptop what no other contribution goes on from: one as a
 * rule, several where the laptop was copied or put back, until it has put them together. So the
 * order and the number of times in which files come make no difference, and nothing newer is lost
 * to something older. Immutable.
 */
public final class TeamState {

  private final ShareId share;
  private final SortedMap<String, SortedSet<Contribution>> newest = new TreeMap<>();

  private TeamState(ShareId share, Collection<Contribution> contributions) {
    this.share = share;
    contributions.forEach(this::keep);
  }

  /** Nothing is known yet. */
  public static TeamState of(ShareId share) {
    return new TeamState(share, List.of());
  }

  static TeamState of(ShareId share, Collection<Contribution> contributions) {
    return new TeamState(share, contributions);
  }

  /** Reads what {@link #bytes} wrote; anything else is refused with {@code TEAM_FILE_ALTERED}. */
  public static TeamState read(byte[] bytes) {
    try {
      Content content = FieldRules.check(Content.parseFrom(bytes));
      ShareId share = ShareId.of(content.getShare().toByteArray());
      List<Contribution> all =
          content.getContributionsList().stream().map(Contribution::read).toList();
      for (Contribution it : all) {
        if (!it.share().equals(share)) {
          throw TEAM_FILE_ALTERED.at("share").asException();
        }
        boolean isChief = it.device().equals(share.chief());
        boolean hasSettled =
            it.plan().isPresent() || !it.decisions().isEmpty() || !it.acts().isEmpty();
        if (!isChief && hasSettled) {
          throw TEAM_CHIEF_ONLY.at("").asException();
        }
      }
      return new TeamState(share, all);
    } catch (InvalidProtocolBufferException e) {
      throw TEAM_FILE_ALTERED.at("content").asException();
    }
  }

  public byte[] bytes() {
    return bytesWith(List.of());
  }

  /** The same, and photographs that it names, for the way. */
  byte[] bytesWith(List<ByteString> files) {
    var content = Content.newBuilder().setShare(ByteString.copyFrom(share.bytes()));
    contributions().forEach(it -> content.addContributions(it.message()));
    return content.addAllFiles(files).build().toByteArray();
  }

  /** The photographs in what {@link #read} has read. */
  static List<ByteString> filesOf(byte[] bytes) {
    try {
      return Content.parseFrom(bytes).getFilesList();
    } catch (InvalidProtocolBufferException e) {
      throw TEAM_FILE_ALTERED.at("content").asException();
    }
  }

  public ShareId share() {
    return share;
  }

  /** Both together. */
  public TeamState join(TeamState other) {
    var all = new ArrayList<>(contributions());
    all.addAll(other.contributions());
    return new TeamState(share, all);
  }

  TeamState with(Contribution contribution) {
    var all = new ArrayList<>(contributions());
    all.add(contribution);
    return new TeamState(share, all);
  }

  /** By device. */
  public List<Contribution> contributions() {
    return newest.values().stream().flatMap(SortedSet::stream).toList();
  }

  /** The newest of one laptop: the one with the highest counter. */
  public Optional<Contribution> of(DeviceId device) {
    return all(device).stream().max(Comparator.comparingLong(Contribution::counter));
  }

  /** Everything that is kept of one laptop. */
  SortedSet<Contribution> all(DeviceId device) {
    return newest.getOrDefault(device.hex(), Collections.emptySortedSet());
  }

  /** What one laptop settled, from all that is kept of it: of any but the chief's, nothing. */
  Settled settled(DeviceId device) {
    return Settled.of(all(device));
  }

  /** The chief's plan; empty as long as it has not come. */
  public Optional<Plan> plan() {
    return settled(share.chief()).plan();
  }

  /** Every place about which anybody said anything, by name. */
  public List<Place> places() {
    SortedMap<String, List<Place.Version>> versions = new TreeMap<>();
    contributions().forEach(it -> addVersions(versions, it));
    Map<String, Decision> decided = settled(share.chief()).decisions();
    return versions.entrySet().stream()
        .map(
            it ->
                new Place(
                    it.getKey(), it.getValue(), Optional.ofNullable(decided.get(it.getKey()))))
        .toList();
  }

  public Optional<Place> place(String name) {
    return places().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** A place from which everything was withdrawn stays, without versions. */
  private static void addVersions(
      SortedMap<String, List<Place.Version>> versions, Contribution contribution) {
    SortedMap<String, SortedMap<String, Statement>> byPlace = new TreeMap<>();
    contribution
        .statements()
        .forEach(
            (field, said) ->
                byPlace.computeIfAbsent(Place.of(field), any -> new TreeMap<>()).put(field, said));
    byPlace.forEach(
        (place, said) -> {
          List<Place.Version> here = versions.computeIfAbsent(place, any -> new ArrayList<>());
          Map<String, String> fields = new TreeMap<>();
          long since = 0;
          long at = 0;
          for (Map.Entry<String, Statement> one : said.entrySet()) {
            since = Math.max(since, one.getValue().since());
            at = Math.max(at, one.getValue().at());
            if (!one.getValue().value().isEmpty()) {
              fields.put(one.getKey(), one.getValue().value());
            }
          }
          if (!fields.isEmpty()) {
            here.add(
                new Place.Version(
                    contribution.device(), contribution.evaluator(), fields, since, at));
          }
        });
  }

  private void keep(Contribution one) {
    SortedSet<Contribution> held =
        newest.computeIfAbsent(one.device().hex(), any -> new TreeSet<>());
    held.removeIf(one::replaces);
    if (held.stream().noneMatch(it -> it.replaces(one))) {
      held.add(one);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TeamState that
        && share.equals(that.share)
        && newest.equals(that.newest);
  }

  @Override
  public int hashCode() {
    return newest.hashCode();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "TeamState" + contributions();
  }
}
