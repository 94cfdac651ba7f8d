package retex.server.policy.engine;

import java.util.List;

/**
 * A figure that was told before: its members and the sum of their values, which a mean and a count
 * give away. One member alone is a value that somebody knows.
 */
public record Told(String subject, List<Member> members, int sum) {

  public Told {
    members = List.copyOf(members);
  }

  boolean isOfOneMember() {
    return members.size() == 1;
  }

  /** Without the sum. */
  @Override
  public String toString() {
    return "Told[" + subject + ", " + members.size() + "]";
  }
}
