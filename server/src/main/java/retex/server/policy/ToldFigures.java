package retex.server.policy;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import retex.contract.Micros;
import retex.server.policy.engine.Disclosure;
import retex.server.policy.engine.Figure;
import retex.server.policy.engine.Limits;
import retex.server.policy.engine.Member;
import retex.server.policy.engine.Told;
import retex.server.policy.engine.Verdict;

/**
 * The memory of every figure that was told to anyone, in whatever document: a new one is checked
 * against all of them, and is remembered in the transaction that tells it. Members are kept as
 * hashes. Safe for use by several threads.
 */
@Singleton
public final class ToldFigures {

  /** Whether a unit is lone may have changed since; once is enough. */
  private static final BinaryOperator<Member> OR =
      (one, other) ->
          new Member(other.unit(), other.state(), other.observation(), one.lone() || other.lone());

  private final ToldRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ToldFigures(ToldRows rows, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What becomes of a figure for a reader of {@code ownState}. {@code subjects}: the names under
   * which the same was told, in whatever version of its form; {@code beside}: what the same
   * document tells of it.
   */
  public Verdict verdict(
      Figure figure, List<String> subjects, List<Told> beside, String ownState, Limits limits) {
    List<Told> before =
        Stream.concat(
                subjects.stream()
                    .flatMap(it -> rows.findBySubjectOrderByNumber(it).stream())
                    .map(ToldRow::told),
                beside.stream().map(ToldFigures::hashed))
            .distinct()
            .toList();
    Map<String, Member> same = new HashMap<>();
    before.forEach(told -> told.members().forEach(it -> same.merge(it.observation(), it, OR)));
    Map<String, Member> named = new HashMap<>();
    for (Figure.Part part : figure.parts()) {
      Member hashed = hashed(part.member());
      same.merge(hashed.observation(), hashed, OR);
      named.put(hashed.observation(), part.member());
    }
    return Disclosure.of(
            with(figure, it -> of(same, hashed(it))),
            before.stream()
                .map(
                    told ->
                        new Told(
                            told.subject(),
                            told.members().stream().map(it -> of(same, it)).toList(),
                            told.least(),
                            told.most()))
                .toList(),
            ownState.isEmpty() ? "" : hash("state", ownState),
            limits)
        .fold(
            it ->
                new Verdict.Telling(
                    with(it.figure(), one -> named.getOrDefault(one.observation(), one)),
                    it.band()),
            Verdict.Holding::new);
  }

  private static Figure with(Figure figure, UnaryOperator<Member> name) {
    return new Figure(
        figure.subject(),
        figure.lowest(),
        figure.highest(),
        figure.parts().stream()
            .map(it -> new Figure.Part(name.apply(it.member()), it.value()))
            .toList());
  }

  /** How much was told so far: another answer later means that more was. */
  public long mark() {
    return rows.last();
  }

  /** Remembers what a release tells; what was told in the same way before is not kept twice. */
  public void remember(String release, List<Told> told) {
    transactions.executeWrite(
        status -> {
          long number = rows.last();
          for (Told it : told) {
            String members = ToldRow.members(hashed(it).members());
            boolean isKnown =
                rows.findBySubjectOrderByNumber(it.subject()).stream()
                    .anyMatch(
                        row ->
                            row.members().equals(members)
                                && row.sum() == it.least()
                                && row.sum() + row.width() == it.most());
            if (!isKnown) {
              long at = Micros.of(clock.instant());
              rows.save(
                  new ToldRow(
                      ++number,
                      release,
                      it.subject(),
                      members,
                      it.least(),
                      it.most() - it.least(),
                      at));
            }
          }
          return number;
        });
  }

  private static Member of(Map<String, Member> same, Member member) {
    return same.getOrDefault(member.observation(), member);
  }

  private static Told hashed(Told it) {
    return new Told(
        it.subject(),
        it.members().stream().map(ToldFigures::hashed).toList(),
        it.least(),
        it.most());
  }

  private static Member hashed(Member it) {
    return new Member(
        hash("unit", it.unit()),
        hash("state", it.state()),
        hash("observation", it.observation()),
        it.lone());
  }

  private static String hash(String kind, String name) {
    try {
      byte[] bytes = ("retex.told.v1 " + kind + " " + name).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
