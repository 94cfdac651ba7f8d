package retex.agent.sync;

import io.micronaut.context.ApplicationContext;

/** What a laptop keeps that is enrolled, for tests that never call its server. */
public final class SomeEnrolment {

  private SomeEnrolment() {}

  /** {@code bundleKey}: the server's, to which bundles are sealed. */
  public static void with(ApplicationContext laptop, byte[] bundleKey) {
    byte[] none = new byte[0];
    laptop
        .getBean(HeadquartersRows.class)
        .save(new HeadquartersRow(1, "127.0.0.1:1", none, none, none, 0, none, 0, bundleKey));
  }
}
