package retex.server.policy;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import retex.server.policy.engine.Member;
import retex.server.policy.engine.Told;

/**
 * A told figure as kept: a member a line, its hashes and whether it is lone; its sum was said to
 * lie between {@code sum} and {@code sum + width}.
 */
@MappedEntity("told_figure")
record ToldRow(
    @Id long number, String release, String subject, String members, int sum, int width, long at) {

  static String members(List<Member> members) {
    return members.stream()
        .map(
            it ->
                String.join(
                    " ", it.unit(), it.state(), it.observation(), it.lone() ? "lone" : "one"))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  Told told() {
    return new Told(
        subject,
        Arrays.stream(members.split("\n")).map(ToldRow::member).toList(),
        sum,
        sum + width);
  }

  private static Member member(String line) {
    String[] it = line.split(" ");
    return new Member(it[0], it[1], it[2], it[3].equals("lone"));
  }

  /** Without members and sum. */
  @Override
  public String toString() {
    return "ToldRow[" + number + "]";
  }
}
