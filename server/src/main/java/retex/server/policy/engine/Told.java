package retex.server.policy.engine;

import java.util.List;

/**
 * A figure that was told before: its members, and between which sums of their values it was said to
 * lie; a mean and a count give the sum away. One member alone is a value that somebody knows.
 */
public record Told(String subject, List<Member> members, int least, int most) {

  public Told {
    members = List.copyOf(members);
  }

  /** A figure whose sum is known. */
  public static Told exactly(String subject, List<Member> members, int sum) {
    return new Told(subject, members, sum, sum);
  }

  boolean isOfOneMember() {
    return members.size() == 1;
  }

  /** Without the sums. */
  @Override
  public String toString() {
    return "Told[" + subject + ", " + members.size() + "]";
  }
}
