package retex.team;

import static retex.team.TeamRefusal.TEAM_FILE_ALTERED;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.proto.team.v1.SignedContribution;

/**
 * Everything that one laptop says about a shared evaluation, under its signature, whoever passes it
 * on. {@code statements} by field, {@code decisions} by place. A later one of the same laptop (a
 * higher {@code counter}) that goes on from it replaces it whole. Immutable.
 */
public final class Contribution implements Comparable<Contribution> {

  private static final String DOMAIN = "retex.team.contribution.v1";

  private final SignedContribution signed;
  private final DeviceId device;
  private final ShareId share;
  private final long counter;
  private final String evaluator;
  private final SortedMap<String, Statement> statements;
  private final SortedMap<String, Decision> decisions;
  private final Optional<Plan> plan;
  private final SortedSet<Act> acts;

  private Contribution(SignedContribution signed, retex.proto.team.v1.Contribution content) {
    this.signed = signed;
    this.device = DeviceId.ofPublicKey(signed.getSignKey().toByteArray());
    this.share = ShareId.of(content.getShare().toByteArray());
    this.counter = content.getCounter();
    this.evaluator = content.getEvaluator();
    this.statements = new TreeMap<>();
    content.getStatementsList().forEach(it -> statements.put(it.getField(), Statement.read(it)));
    this.decisions = new TreeMap<>();
    content.getDecisionsList().forEach(it -> decisions.put(it.getPlace(), Decision.read(it)));
    this.plan = content.hasPlan() ? Optional.of(Plan.read(content.getPlan())) : Optional.empty();
    this.acts = new TreeSet<>();
    content.getActsList().forEach(it -> acts.add(Act.read(it)));
  }

  /** What a laptop says now. */
  static Contribution sign(
      TeamKey key,
      ShareId share,
      long counter,
      String evaluator,
      Map<String, Statement> statements,
      Settled settled,
      SortedSet<Act> acts) {
    var content =
        retex.proto.team.v1.Contribution.newBuilder()
            .setShare(ByteString.copyFrom(share.bytes()))
            .setCounter(counter)
            .setEvaluator(evaluator);
    new TreeMap<>(statements).forEach((field, it) -> content.addStatements(it.message(field)));
    new TreeMap<>(settled.decisions())
        .forEach((place, it) -> content.addDecisions(it.message(place)));
    settled.plan().ifPresent(it -> content.setPlan(it.message()));
    acts.forEach(it -> content.addActs(it.message()));
    byte[] bytes = content.build().toByteArray();
    return read(
        SignedContribution.newBuilder()
            .setContribution(ByteString.copyFrom(bytes))
            .setSignKey(ByteString.copyFrom(key.signKey()))
            .setSignature(ByteString.copyFrom(key.sign(DOMAIN, bytes)))
            .build());
  }

  /** Refuses what was not signed so, or is not canonical, with {@code TEAM_FILE_ALTERED}. */
  static Contribution read(SignedContribution signed) {
    byte[] bytes = signed.getContribution().toByteArray();
    byte[] key = signed.getSignKey().toByteArray();
    if (!TeamKey.verifies(key, DOMAIN, bytes, signed.getSignature().toByteArray())) {
      throw TEAM_FILE_ALTERED.at("contribution").asException();
    }
    try {
      var content = FieldRules.check(retex.proto.team.v1.Contribution.parseFrom(bytes));
      if (!Arrays.equals(content.toByteArray(), bytes)) {
        throw TEAM_FILE_ALTERED.at("contribution").asException();
      }
      return new Contribution(signed, content);
    } catch (InvalidProtocolBufferException e) {
      throw TEAM_FILE_ALTERED.at("contribution").asException();
    }
  }

  SignedContribution message() {
    return signed;
  }

  public DeviceId device() {
    return device;
  }

  public ShareId share() {
    return share;
  }

  /** Grows with each contribution of this laptop to this evaluation, from 1. */
  public long counter() {
    return counter;
  }

  public String evaluator() {
    return evaluator;
  }

  public Map<String, Statement> statements() {
    return java.util.Collections.unmodifiableSortedMap(statements);
  }

  public Map<String, Decision> decisions() {
    return java.util.Collections.unmodifiableSortedMap(decisions);
  }

  public Optional<Plan> plan() {
    return plan;
  }

  /** Every change of the decisions and the plan that led here; empty where none was written. */
  SortedSet<Act> acts() {
    return java.util.Collections.unmodifiableSortedSet(acts);
  }

  /**
   * Whether nothing is lost with {@code that} once this is here. A laptop whose copy was put back
   * counts on from there without what it said since: then neither goes on from the other.
   */
  boolean replaces(Contribution that) {
    return device.equals(that.device)
        && counter > that.counter
        && acts.containsAll(that.acts)
        && that.statements.entrySet().stream()
            .allMatch(
                it ->
                    statements.containsKey(it.getKey())
                        && statements.get(it.getKey()).follows(it.getValue()));
  }

  @Override
  public int compareTo(Contribution other) {
    int byDevice = device.hex().compareTo(other.device.hex());
    return byDevice != 0
        ? byDevice
        : Arrays.compare(signed.toByteArray(), other.signed.toByteArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Contribution that && signed.equals(that.signed);
  }

  @Override
  public int hashCode() {
    return signed.hashCode();
  }

  /** Without content. */
  @Override
  public String toString() {
    return "Contribution[" + device + ", " + counter + "]";
  }
}
