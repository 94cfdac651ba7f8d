package retex.server.policy;

import io.micronaut.context.ApplicationContext;

/** Puts other policies in force. */
public final class SomePolicies {

  private SomePolicies() {}

  /** The next version, which says the same. */
  public static void next(ApplicationContext context) {
    next(context, "\n", "\n");
  }

  /** The next version, in which ratings are told in groups only. */
  public static void withoutRatingsByUnit(ApplicationContext context) {
    next(
        context,
        "rating-yes:\n    trained-provider: {unclassified: release, confidential: release}",
        "rating-yes:\n    trained-provider: {unclassified: aggregate 3, confidential: aggregate 3}");
  }

  /** The next version, in which a score is told of what is unclassified alone. */
  public static void withoutConfidentialScores(ApplicationContext context) {
    next(
        context,
        "score:\n    trained-provider: {unclassified: release, confidential: release}",
        "score:\n    trained-provider: {unclassified: release, confidential: suppress}");
  }

  private static void next(ApplicationContext context, String from, String to) {
    Policies policies = context.getBean(Policies.class);
    int now = policies.current().version();
    String content =
        policies
            .version(now)
            .content()
            .replace("version: " + now, "version: " + (now + 1))
            .replace(from, to);
    policies.take(content, context.getBean(PolicyKeys.class).sign(content), "admin");
  }
}
