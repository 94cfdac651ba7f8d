package retex.server.policy;

import io.micronaut.context.ApplicationContext;

/** Puts other policies in force. */
public final class SomePolicies {

  private SomePolicies() {}

  /** The next version, which says the same. */
  public static void next(ApplicationContext context) {
    Policies policies = context.getBean(Policies.class);
    int now = policies.current().version();
    String content =
        policies.version(now).content().replace("version: " + now, "version: " + (now + 1));
    policies.take(content, context.getBean(PolicyKeys.class).sign(content), "admin");
  }
}
